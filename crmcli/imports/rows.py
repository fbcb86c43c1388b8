"""The rows of a list as entries: cells as people would have typed them, rows of one order together.

What is no record is left out: empty rows, the headings once more, totals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from crmcli.db import numbering
from crmcli.errors import CrmError, InvalidError, suggestion
from crmcli.i18n import _
from crmcli.imports import headings, values
from crmcli.imports.spec import Entry, Import, Outcome, Result, Values
from crmcli.intake.sheet import Line, Sheet

TOTALS = frozenset({"合计", "总计", "小计", "共计", "total", "totals", "sum", "subtotal"})
Read = tuple[Line, Values | CrmError]
"""A row, and what it says or why that cannot be known."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a list is to be read."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    """Key -> the heading that it has in this list."""
    constants: Mapping[str, str] = field(default_factory=dict)
    """Key -> what a row has that says nothing else."""
    ignored: frozenset[str] = frozenset()
    """Headings, folded, that are not used though they are understood."""
    dates: str | None = None
    """The order ``ymd``, ``mdy`` or ``dmy`` of written dates, or a pattern with ``%``."""


class Rows:
    """The rows of one list, or of one with a second that has the lines of its orders."""

    def __init__(
        self, spec: Import, sheet: Sheet, reading: Reading, lines: Sheet | None = None
    ) -> None:
        self.spec, self.sheet = spec, sheet
        self._columns = {column.key: column for column in spec.columns}
        for key in (*reading.mapping, *reading.constants):
            if key not in self._columns:
                known = {key: column.title for key, column in self._columns.items()}
                raise InvalidError(_("There is no column “{}”").format(key), suggestion(key, known))
        self._reading = reading
        self._constants = {
            key: values.text_of(text, self._columns[key], reading.dates)
            for key, text in reading.constants.items()
        }
        apart = spec.lines if lines is not None else ()
        heads = replace(
            spec,
            columns=tuple(column for column in spec.columns if column.key not in apart),
            required=tuple(key for key in spec.required if key not in apart),
        )
        self.headings, self._found = headings.find(
            sheet, self._known(heads), reading.mapping, reading.ignored
        )
        self.more: headings.Headings | None = None
        """The headings of the second list."""
        self._apart = self._lines_apart(lines) if lines is not None else None
        self._read: dict[int, list[Line]] = {}

    def _known(self, spec: Import) -> Import:
        """Without the columns whose value is the same everywhere: no heading need be theirs."""
        given = self._reading.constants
        required = tuple(one for one in spec.required if not given.keys() & set(one.split("|")))
        return replace(spec, required=required)

    def entries(self) -> Iterator[Entry | Result]:
        """Each record, or why a row is none."""
        found = self._rows(self._found, self.headings)
        group = self.spec.group
        if group is None or self._apart is not None:
            groups: Iterable[list[Read]] = ([one] for one in found)
        else:
            groups = (list(rows) for _key, rows in groupby(found, lambda one: _key_of(one, group)))
        for rows in groups:
            yield self._entry(rows)
        for line, said in self._left():
            error = said if isinstance(said, CrmError) else _of_nothing(said.get(group or "", ""))
            yield Result(line.number, Outcome.REFUSED, error=error, apart=True)

    def _entry(self, rows: list[Read]) -> Entry | Result:
        lines = [line for line, _said in rows]
        if self._apart is not None and not isinstance(rows[0][1], CrmError):
            head = rows[0][1]
            own = self._apart.pop(numbering.normalise(head.get(self.spec.group or "", "")), [])
            rows = [rows[0]] if not own else [(line, _joined(head, said)) for line, said in own]
        said: list[Values] = []
        for line, one in rows:
            if isinstance(one, CrmError):
                return self._refused(lines, line, one)
            said.append({**self._constants, **one})
        self._read[lines[0].number] = lines
        return Entry(lines[0].number, tuple(said))

    def _refused(self, lines: list[Line], line: Line, error: CrmError) -> Result:
        self._read[line.number] = lines
        return Result(line.number, Outcome.REFUSED, error=error)

    def _left(self) -> Iterator[Read]:
        """The lines of a second list that belong to nothing in the first."""
        for rows in (self._apart or {}).values():
            yield from rows

    def lines_of(self, number: int) -> list[Line]:
        """The rows of the record that begins with the row of that number."""
        return self._read.get(number, [])

    def forget(self) -> None:
        """What was read so far is not asked for any more."""
        self._read.clear()

    def _lines_apart(self, sheet: Sheet) -> dict[str, list[Read]]:
        group = self.spec.group or ""
        keys = {group, *self.spec.lines}
        spec = replace(
            self.spec,
            columns=tuple(column for column in self.spec.columns if column.key in keys),
            required=tuple(key for key in self.spec.required if key in keys),
        )
        mapping = {}
        for key, heading in self._reading.mapping.items():
            if key in keys:
                mapping[key] = heading
        used, found = headings.find(sheet, self._known(spec), mapping, self._reading.ignored)
        self.more = used
        apart: dict[str, list[Read]] = {}
        for line, said in self._rows(found, used):
            number = "" if isinstance(said, CrmError) else said.get(group, "")
            apart.setdefault(numbering.normalise(number), []).append((line, said))
        return apart

    def _rows(self, lines: Iterable[Line], used: headings.Headings) -> Iterator[Read]:
        for line in lines:
            if not line.empty and not _is_no_record(line, used):
                try:
                    yield line, self._values(line, used)
                except CrmError as error:
                    yield line, error

    def _values(self, line: Line, used: headings.Headings) -> Values:
        if any(cell != "" for cell in line.cells[len(used.texts) :]):
            raise InvalidError(
                _("The row has more cells than there are headings"),
                _("Look for a comma that is not within quotation marks"),
            )
        found: Values = {}
        for place, key in used.keys.items():
            cell = line.cells[place] if place < len(line.cells) else ""
            column = self._columns[key]
            if place in line.filled and column.kind.numeric:
                raise InvalidError(
                    _("{}: the cell is merged with the one above").format(column.title),
                    _("Divide it, and give each row its own number"),
                )
            text = values.text_of(cell, column, self._reading.dates)
            if text:
                found[key] = text
        return found


def _of_nothing(number: str) -> InvalidError:
    return InvalidError(
        _("No row says what “{}” is").format(number),
        _("Its number must stand in the other file too"),
    )


def _key_of(one: Read, group: str) -> object:
    """What rows that belong together have in common; one that cannot be read stands alone."""
    line, said = one
    if isinstance(said, CrmError) or not said.get(group):
        return line.number
    return numbering.normalise(said[group])


def _joined(head: Values, said: Values | CrmError) -> Values | CrmError:
    return said if isinstance(said, CrmError) else {**head, **said}


def _is_no_record(line: Line, used: headings.Headings) -> bool:
    """Whether a row is the headings once more, or a total."""
    texts = [cell if isinstance(cell, str) else "" for cell in line.cells]
    if all(texts[place] == used.texts[place] for place in used.keys if place < len(texts)):
        return True
    first = next((cell for cell in line.cells if cell != ""), "")
    return isinstance(first, str) and headings.folded(first) in TOTALS
