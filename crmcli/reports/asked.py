"""What a report is asked for, read from what a person typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from sqlalchemy import literal, select, union_all
from sqlmodel import col

from crmcli.db.models.codelist import CustomerType, Industry, Level, Source
from crmcli.db.models.customer import Customer
from crmcli.db.models.department import Department
from crmcli.db.models.operator import Operator
from crmcli.db.models.product import Product
from crmcli.db.models.region import Region
from crmcli.db.types import Instant, Str
from crmcli.db.work import Work
from crmcli.errors import InvalidError
from crmcli.i18n import _
from crmcli.reports import periods
from crmcli.reports.periods import Span
from crmcli.reports.spec import Report
from crmcli.services import dates, fields, listing, lookup, operator, tree
from crmcli.views.report import BY, COMPARED, LAST_YEAR, MEASURES, ORDERED, PERIODS

MOST_SPANS = 600
LEADS = {"customer-type": "type"}
"""The columns that are not called by what lines are split by."""
FILTERS: dict[str, tuple[Any, str]] = {
    "region": (Region, "region"),
    "department": (Department, "department"),
    "salesperson": (Operator, "operator"),
    "customer": (Customer, "customer"),
    "product": (Product, "product"),
    "customer_type": (CustomerType, "customer-type"),
    "level": (Level, "level"),
    "source": (Source, "source"),
    "industry": (Industry, "industry"),
}
"""What lines are narrowed by; a region or department means what is below it too."""
OF_CUSTOMER = {
    "customer_type": "type_id", "level": "level_id", "source": "source_id",
    "industry": "industry_id",
}  # fmt: skip
Columns = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """The parameters of a report, checked; without ``spans`` it is of all days."""

    work: Work
    spans: tuple[Span, ...] = ()
    by: str | None = None
    measure: str = ORDERED
    compare: str | None = None
    top: int | None = None
    filters: Mapping[str, Any] = field(default_factory=dict)
    """For each key what its ids are among: a subselect."""
    named: Mapping[str, str] = field(default_factory=dict)
    """For each filter what people read of it."""
    only: Mapping[str, int | None] = field(default_factory=dict)
    """For each key the id of the one line whose rows are asked for."""
    begins: dt.date | None = None
    """The first day of all that was asked for, of which this may be a part."""

    @property
    def first(self) -> dt.date | None:
        """The first day; nothing where it is of all days."""
        return self.spans[0].first if self.spans else None

    @property
    def last(self) -> dt.date | None:
        """The last day; nothing where it is of all days."""
        return self.spans[-1].last if self.spans else None

    @property
    def period(self) -> str:
        """The period as file names and people call it; nothing for all days."""
        if self.first is None or self.last is None:
            return ""
        return periods.named(self.first, self.last)

    @property
    def by_period(self) -> bool:
        """Whether each month, quarter or year has lines of its own."""
        return self.by in PERIODS

    @property
    def lead(self) -> str | None:
        """The column that lines are split by before anything else."""
        if self.by is None:
            return None
        return "period" if self.by_period else LEADS.get(self.by, self.by)

    def before(self) -> Asked:
        """The same for the days that this is compared with, under the same names."""
        shift = periods.last_year if self.compare == LAST_YEAR else periods.previous
        today = self.work.today()
        try:
            moved = tuple(shift(periods.so_far(span, today)) for span in self.spans)
        except (ValueError, OverflowError):
            moved = ()
        if not moved or moved[0].first < dates.EARLIEST:
            raise InvalidError(
                _("There is nothing before {} to compare with").format(self.first),
                _("Ask for a later period with --period"),
            )
        return replace(self, spans=moved, begins=moved[0].first)

    def at(self, span: str | None, only: Mapping[str, int | None]) -> Asked:
        """The same for one line: its period and the ids that it stands for."""
        spans = self.spans
        if span is not None and self.by_period:
            spans = tuple(one for one in spans if one.name == span)
        return replace(self, spans=spans, only={**self.only, **only})

    def called(self, span: Span) -> str:
        """What the statement calls the month, quarter or year of a span: by its own days."""
        assert self.by is not None
        return periods.unit_of(span.first, self.by)

    def of(self, *keys: str) -> Asked:
        """The same with only these filters."""
        return self._kept(lambda key: key in keys)

    def without(self, *keys: str) -> Asked:
        """The same without these filters."""
        return self._kept(lambda key: key not in keys)

    def anytime(self) -> Asked:
        """The same of all days and all filters: what it is asked of is narrowed already."""
        return replace(self, spans=(), filters={}, only={})

    def _kept(self, keep: Callable[[str], bool]) -> Asked:
        filters = {key: one for key, one in self.filters.items() if keep(key)}
        return replace(
            self, filters=filters, only={key: one for key, one in self.only.items() if keep(key)}
        )

    @cached_property
    def moments(self) -> Any:
        """The spans as a table of the statement: name, and the moments of beginning and end.

        They are told apart so because only the company's zone says on which day a moment lies.
        """
        rows = []
        for span in self.spans:
            begins, after = dates.instants(span.first, span.last, self.work.zone)
            rows.append(
                select(
                    literal(self.called(span), Str()).label("name"),
                    literal(begins, Instant()).label("begins"),
                    literal(after, Instant()).label("after"),
                )
            )
        return union_all(*rows).cte("moment")

    def on(self, day: Any) -> list[Any]:
        """Conditions on a date, where lines are not split by period."""
        if self.first is None:
            return []
        return [day >= self.first, day <= self.last]

    def during(self, instant: Any) -> list[Any]:
        """Conditions on an instant, where lines are not split by period."""
        if self.first is None or self.last is None:
            return []
        begins, after = dates.instants(self.first, self.last, self.work.zone)
        return [instant >= begins, instant < after]

    def where(self, columns: Columns) -> list[Any]:
        """The conditions that the filters and the line asked for put on these columns of ids."""
        return [*self._filtered(columns), *self._exactly(columns)]

    def _filtered(self, columns: Columns) -> Iterator[Any]:
        for key, among in self.filters.items():
            yield _indirect(columns, key, partial(_in, among))

    def _exactly(self, columns: Columns) -> Iterator[Any]:
        for key, wanted in self.only.items():
            yield _indirect(columns, key, partial(_is, wanted))


def _in(among: Any, column: Any) -> Any:
    return column.in_(among)


def _is(wanted: int | None, column: Any) -> Any:
    return column.is_(None) if wanted is None else column == wanted


def _indirect(columns: Columns, key: str, condition: Callable[[Any], Any]) -> Any:
    """The condition on the column of a key, or on what is reached through another one."""
    if key in columns:
        return condition(columns[key])
    if key == "department":
        people = select(col(Operator.id)).where(condition(Operator.dept_id))
        return columns["salesperson"].in_(people)
    of = select(col(Customer.id)).where(condition(getattr(Customer, OF_CUSTOMER[key])))
    return columns["customer"].in_(of)


def read(work: Work, report: Report, given: Mapping[str, Any]) -> Asked:
    """What ``given`` asks of a report, by the names of the options.

    Raises:
        InvalidError: a value that cannot be, or two that contradict each other.
        NotFoundError: a filter that names nothing.
    """
    by = given.get("by")
    if by is not None:
        by = fields.chosen(by, report.by, BY, _("split"))
    by = by or report.by_default
    spans = _spans(work, report, given, by)
    asked = Asked(
        work,
        spans=spans,
        begins=spans[0].first if spans else None,
        by=by,
        measure=fields.chosen(
            given.get("measure") or ORDERED, tuple(MEASURES), MEASURES, _("measure")
        ),
        compare=_compared(report, given),
        top=given.get("top"),
        **_filters(work, report, given),
    )
    listing.check_limit(asked.top)
    if asked.compare and not asked.spans:
        raise InvalidError(
            _("Without a period there is nothing to compare"), _("Ask for one with --period")
        )
    return asked


def _compared(report: Report, given: Mapping[str, Any]) -> str | None:
    wanted = given.get("compare")
    if wanted is None:
        return report.compare
    return fields.chosen(wanted, tuple(COMPARED), COMPARED, _("comparison"))


def _spans(
    work: Work, report: Report, given: Mapping[str, Any], by: str | None
) -> tuple[Span, ...]:
    found = _days(work, report, given, by)
    if found is None:
        return ()
    first, last = found
    if last < first:
        raise InvalidError(
            _("The period ends ({}) before it begins ({})").format(last, first),
            _("Exchange --from and --to"),
        )
    if by not in PERIODS:
        return (Span(periods.named(first, last), first, last),)
    assert by is not None
    if (last.year - first.year + 1) * 12 // periods.MONTHS[by] > MOST_SPANS:
        raise InvalidError(
            _("{} to {} is too long a time to split").format(first, last),
            _("Split it by year, or ask for a shorter period"),
        )
    return tuple(periods.split(first, last, by))


def _days(
    work: Work, report: Report, given: Mapping[str, Any], by: str | None
) -> tuple[dt.date, dt.date] | None:
    """The first and the last day; ``None`` for all days.

    From a day on means until today; until a day means from the first of its year.
    """
    today = work.today()
    period, first, last = (given.get(key) for key in ("period", "date_from", "date_to"))
    if period and (first or last):
        raise InvalidError(
            _("--period and --from or --to cannot both be asked for"),
            _("Give only one of the two"),
        )
    if report.until and not period:
        day = dates.last_day(last, _("end date"), today) if last else today
        return day.replace(day=1), day
    if not (period or first or last):
        period = report.period or ("this-year" if by in PERIODS else "")
        if not period:
            return None
    if period:
        name = _("period")
        return dates.first_day(period, name, today), dates.last_day(period, name, today)
    ends = dates.last_day(last, _("end date"), today) if last else None
    begins = dates.first_day(first, _("start date"), today) if first else None
    if begins is None:
        assert ends is not None
        begins = ends.replace(month=1, day=1)
    return begins, ends or max(today, begins)


def _filters(work: Work, report: Report, given: Mapping[str, Any]) -> dict[str, Any]:
    among: dict[str, Any] = {}
    named: dict[str, str] = {}
    for key in report.filters:
        wanted: Sequence[str] = given.get(key) or ()
        if not wanted:
            continue
        model, noun = FILTERS[key]
        only = (operator.IS_PERSON,) if key == "salesperson" else ()
        rows = [lookup.coded(work, model, noun, one, *only) for one in wanted]
        if model in (Region, Department):
            among[key] = tree.below(model, *(row.id for row in rows))
        else:
            among[key] = [row.id for row in rows]
        named[key] = ", ".join(row.name for row in rows)
    return {"filters": among, "named": named}
