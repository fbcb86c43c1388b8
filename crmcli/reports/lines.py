"""The lines of a report: set beside others, added up, ranked, cut.

What the engine sends stays as it is, numbers in their smallest unit, until a line is shown: there
may be hundreds of thousands of them, of which only the sums are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, overload

from crmcli.db.types import FINE_SCALE, MONEY_SCALE
from crmcli.db.work import Work, planned_anew
from crmcli.i18n import _
from crmcli.reports.asked import Asked
from crmcli.reports.spec import Report
from crmcli.views.base import Kind, Row, columns_of
from crmcli.views.report import Streamed

CENT, HUNDRED = Decimal("0.01"), Decimal(100)
PRODUCT = "product"
SUMMED = (Kind.COUNT, Kind.MONEY, Kind.QUANTITY)
Raw = Sequence[Any]


def _scaled(scale: int) -> Callable[[Any], Decimal]:
    return lambda value: Decimal(int(value)).scaleb(-scale)


VALUE: dict[Kind, Callable[[Any], Any]] = {
    Kind.COUNT: int,
    Kind.MONEY: _scaled(MONEY_SCALE),
    Kind.QUANTITY: _scaled(FINE_SCALE),
}
"""How a number in its smallest unit becomes what it is."""


@dataclass(frozen=True)
class Lines(Sequence[Row]):
    """Lines as the engine sent them; each becomes a row when it is looked at.

    ``before`` and ``ranks`` stand beside them, one for each; ``whole`` is what shares are of.
    """

    report: Report
    row_type: type[Row]
    names: Sequence[str]
    raw: Sequence[Raw]
    before: Sequence[int] | None = None
    ranks: Sequence[int] | None = None
    whole: int | None = None

    def __len__(self) -> int:
        return len(self.raw)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return self.kept(range(len(self.raw))[place])
        return self._row(range(len(self.raw))[place])

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, range(len(self.raw)))

    def kept(self, places: Iterable[int]) -> Lines:
        """Some of the lines, in the order asked for."""
        chosen = list(places)
        return replace(
            self,
            raw=[self.raw[place] for place in chosen],
            before=self.before and [self.before[place] for place in chosen],
            ranks=self.ranks and [self.ranks[place] for place in chosen],
        )

    @cached_property
    def makers(self) -> list[tuple[str, Callable[[Any], Any] | None]]:
        """For each name how its value is made; nothing where it is as it should be."""
        kinds = {column.key: column.kind for column in columns_of(self.row_type)}
        return [(name, VALUE.get(kinds[name])) for name in self.names]

    @cached_property
    def value(self) -> Callable[[Raw], Any]:
        """The number of a line by which it is compared and charted, in its smallest unit."""
        return itemgetter(self.names.index(self.report.value))

    @cached_property
    def kind(self) -> Kind:
        """What that number is."""
        return next(c.kind for c in columns_of(self.row_type) if c.key == self.report.value)

    @cached_property
    def has_share(self) -> bool:
        """Whether lines say which part of all they are."""
        return any(column.key == "share" for column in columns_of(self.row_type))

    def made(self, raw: Raw) -> dict[str, Any]:
        """The values of a line as they are."""
        return {
            name: value if make is None or value is None else make(value)
            for (name, make), value in zip(self.makers, raw, strict=True)
        }

    def _row(self, place: int) -> Row:
        raw = self.raw[place]
        values = self.made(raw)
        if self.before is not None:
            values |= self.beside(self.value(raw), self.before[place])
        if self.ranks is not None:
            values["rank"] = self.ranks[place]
        if self.whole and self.has_share:
            values["share"] = percent(self.value(raw), self.whole)
        return self.row_type(**values)

    def beside(self, now: Any, before: Any) -> dict[str, Any]:
        """The figure that a line is compared with, and the change in percent from it."""
        change = percent(now - before, abs(before)) if before else None
        return {"previous": VALUE[self.kind](before), "change": change}

    def column(self, name: str) -> Iterator[Any]:
        """One value of each line."""
        return map(itemgetter(self.names.index(name)), self.raw)


def percent(part: Any, whole: Any) -> Decimal:
    """A part of a whole in percent, rounded half up to two decimals."""
    share = Decimal(int(part)) * HUNDRED / Decimal(int(whole))
    return share.quantize(CENT, rounding=ROUND_HALF_UP)


def fetched(work: Work, report: Report, statement: Any, row_type: type[Row]) -> Lines:
    """The lines that a statement finds."""
    with planned_anew(work):
        found = work.session.connection().execute(statement)
    names, cursor = tuple(found.keys()), found.cursor
    assert cursor is not None
    return Lines(report, row_type, names, cursor.fetchall())


def streamed(work: Work, report: Report, statement: Any, row_type: type[Row]) -> Streamed:
    """The same, read one after the other while they are written, for those too many to hold."""
    connection = work.session.connection()
    with planned_anew(work):
        found = connection.execute(statement, execution_options={"stream_results": True})
    lines = Lines(report, row_type, tuple(found.keys()), ())
    return Streamed(row_type(**lines.made(raw)) for raw in found)


def keys(report: Report, wanted: Asked) -> tuple[str, ...]:
    """The columns that tell a line from all others: its period or the like, then its codes."""
    lead = (wanted.lead,) if wanted.lead and wanted.lead not in report.keys else ()
    return (*lead, *report.keys)


def codes_of(lines: Lines, wanted: Asked) -> Callable[[Raw], tuple[Any, ...]]:
    """What tells a line from all others."""
    return several([lines.names.index(key) for key in keys(lines.report, wanted)])


def several(places: Sequence[int]) -> Callable[[Raw], tuple[Any, ...]]:
    """Some of the values of a line, as a tuple even when it is one or none."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda raw: tuple(raw[place] for place in places)


def _order(lines: Lines, wanted: Asked) -> Callable[[tuple[Raw, int]], tuple[Any, ...]]:
    """Where a line stands: by its period or the like, then the largest first, then by its codes."""
    codes, value = codes_of(lines, wanted), lines.value
    lead = len(keys(lines.report, wanted)) - len(lines.report.keys)
    before = lead if split(lines.report, wanted) else 0

    def order(pair: tuple[Raw, int]) -> tuple[Any, ...]:
        found = [(code is None, code or "") for code in codes(pair[0])]
        return (*found[:before], -value(pair[0]), *found[before:])

    return order


def compared(wanted: Asked, lines: Lines, past: Lines) -> Lines:
    """The lines beside those of the other period; those that only it has are nothing now."""
    codes = codes_of(lines, wanted)
    then = {codes(raw): raw for raw in _renamed(wanted, past)}
    pairs: list[tuple[Raw, int]] = []
    for raw in lines.raw:
        before = then.pop(codes(raw), None)
        pairs.append((raw, 0 if before is None else past.value(before)))
    kinds = {column.key: column.kind for column in columns_of(lines.row_type)}
    zeros = [kinds[name] in SUMMED for name in lines.names]
    for gone in then.values():
        nothing = tuple(0 if zero else value for value, zero in zip(gone, zeros, strict=True))
        pairs.append((nothing, past.value(gone)))
    if then:
        pairs.sort(key=_order(lines, wanted))
    return replace(lines, raw=[raw for raw, _b in pairs], before=[before for _r, before in pairs])


def _renamed(wanted: Asked, past: Lines) -> Iterable[Raw]:
    """Lines of another period under the names of the spans that they are compared with."""
    if not wanted.by_period:
        return past.raw
    before = wanted.before()
    names = {before.called(span): span.name for span in before.spans}
    place = past.names.index("period")
    return [(*raw[:place], names[raw[place]], *raw[place + 1 :]) for raw in past.raw]


def total(lines: Lines) -> Row:
    """The sums of all lines, exact.

    Nothing where a sum would count something twice, or add up quantities of different products.
    """
    sums: dict[str, Any] = {column.key: None for column in columns_of(lines.row_type)}
    for column in columns_of(lines.row_type):
        if column.key not in lines.names or not column.total or column.kind not in SUMMED:
            continue
        mixed = column.kind is Kind.QUANTITY and len(set(lines.column(PRODUCT))) > 1
        if not mixed and column.key not in lines.report.counted_once:
            added = sum(value for value in lines.column(column.key) if value is not None)
            sums[column.key] = VALUE[column.kind](added)
    now = whole(lines)
    if lines.before is not None:
        sums |= lines.beside(now, sum(lines.before))
    if lines.has_share and lines.whole:
        sums["share"] = percent(now, lines.whole)
    return lines.row_type(**sums)


def whole(lines: Lines) -> int:
    """The sum by which shares are measured, in its smallest unit."""
    return int(sum(map(lines.value, lines.raw)))


def split(report: Report, wanted: Asked) -> bool:
    """Whether lines stand in groups of periods or the like, and are not one each."""
    return wanted.by_period or (wanted.lead is not None and bool(report.keys))


def groups(wanted: Asked, lines: Lines) -> list[list[int]]:
    """The places of the lines of each period or the like."""
    everywhere = range(len(lines))
    if not split(lines.report, wanted):
        return [list(everywhere)]
    lead = lines.names.index(str(wanted.lead))
    return [list(one) for _key, one in groupby(everywhere, lambda place: lines.raw[place][lead])]


def ranked(wanted: Asked, lines: Lines) -> Lines:
    """The lines with their places in each group; equal figures share one."""
    ranks: list[int] = []
    for group in groups(wanted, lines):
        values = [lines.value(lines.raw[place]) for place in group]
        first: dict[Any, int] = {}
        for number, value in enumerate(values, start=1):
            ranks.append(first.setdefault(value, number))
    return replace(lines, ranks=ranks)


def cut(wanted: Asked, lines: Lines) -> tuple[Lines, Lines | None]:
    """The largest lines, of each period or the like, and what is left."""
    if wanted.top is None:
        return lines, None
    everywhere = list(range(len(lines)))
    grouped = groups(wanted, lines) if lines.report.keys else [everywhere]
    largest = [place for group in grouped for place in group[: wanted.top]]
    left = [place for group in grouped for place in group[wanted.top :]]
    return lines.kept(largest), lines.kept(left) if left else None


def rest(wanted: Asked, left: Lines) -> Row:
    """What is left, in one line under the others."""
    summed = total(left)
    names = [c.key for c in columns_of(left.row_type) if c.key.endswith("_name")]
    known = (*left.report.keys, *keys(left.report, wanted))
    first = next((f"{key}_name" for key in known if f"{key}_name" in names), "period")
    texts: dict[str, Any] = dict.fromkeys(names, "")
    return replace(summed, **{**texts, first: _("{} others").format(len(left))})


def labels(lines: Lines, wanted: Sequence[str]) -> Callable[[Raw], tuple[str, ...]]:
    """How a line is called by the names of what it is of."""
    names = {column.key: column for column in columns_of(lines.row_type)}
    places = []
    for key in wanted:
        name = f"{key}_name" if f"{key}_name" in names else key
        places.append((lines.names.index(name), _(names[name].empty)))
    named, empty = several([place for place, _empty in places]), [empty for _place, empty in places]
    return lambda raw: tuple(
        value or absent for value, absent in zip(named(raw), empty, strict=True)
    )
