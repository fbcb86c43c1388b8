"""The rows behind one line of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlmodel import col, select

from crmcli.clock import display_zone
from crmcli.db.work import Work
from crmcli.errors import InvalidError, NotFoundError, suggestion
from crmcli.i18n import _
from crmcli.reports import facts, heading, lines, sql
from crmcli.reports.asked import Asked
from crmcli.reports.lines import Lines
from crmcli.services import texts
from crmcli.views.base import Row, columns_of
from crmcli.views.report import Printed

NONE = "-"
"""Stands in a key for what a line has not."""
BETWEEN = "/"


def printed(
    work: Work, wanted: Asked, found: Lines, given: str, show: Callable[..., Printed]
) -> Printed:
    """The rows behind the line that ``given`` names: its codes or names, with ``/`` between them.

    Raises:
        NotFoundError: no line is called that.
    """
    report = found.report
    keys = lines.keys(report, wanted)
    called, codes = _line(found, keys, given)
    of = dict(zip(keys, codes, strict=True))
    only = {key: _id(work, key, code) for key, code in of.items() if key != facts.PERIOD}
    statement = report.entries(wanted.at(of.get(facts.PERIOD), only))
    row_type = report.entry_of.get(wanted.measure, report.entry)
    rows = [_entry(row_type, found) for found in _mappings(work, statement)]
    return show(
        row_type=row_type,
        columns=columns_of(row_type),
        rows=rows,
        total=_total(row_type, rows),
        heads=(*heading.of(report, wanted), (_("Line of the report"), called)),
        measured=columns_of(row_type)[-1],
        statements=partial(sql.text, work, [statement]),
    )


def _total(row_type: type[Row], rows: Sequence[Row]) -> Row:
    """The sums of the rows behind a line: the line's own."""
    sums: dict[str, Any] = {column.key: None for column in columns_of(row_type)}
    for column in columns_of(row_type):
        values = [v for row in rows if (v := getattr(row, column.key)) is not None]
        if column.total and values:
            sums[column.key] = sum(values)
    return row_type(**sums)


def _mappings(work: Work, statement: Any) -> Iterable[Mapping[str, Any]]:
    return (dict(row) for row in work.session.connection().execute(statement).mappings())


def _entry(row_type: type[Row], found: Mapping[str, Any]) -> Row:
    """A row; where only its moment is known, its day is the company's of then."""
    known = {c.key for c in columns_of(row_type)}
    values = {key: value for key, value in found.items() if key in known}
    at = found.get("at")
    if at is not None:
        values["date"] = at.astimezone(display_zone()).date()
    return row_type(**values)


def _line(found: Lines, keys: Sequence[str], given: str) -> tuple[str, tuple[str | None, ...]]:
    """What the line that is meant is called, and its codes."""
    if not keys:
        raise InvalidError(_("This report has one line only"), _("Split it with --by"))
    places = [found.names.index(key) for key in keys]
    label = lines.labels(found, keys)
    folded = texts.fold(given)
    known = []
    for raw in found.raw:
        codes = tuple(raw[place] for place in places)
        known.append(BETWEEN.join(str(code or NONE) for code in codes))
        named = BETWEEN.join(label(raw))
        if folded in (texts.fold(known[-1]), texts.fold(named)):
            return named, codes
    raise NotFoundError(_("The report has no line “{}”").format(given), suggestion(given, known))


def _id(work: Work, key: str, code: str | None) -> int | None:
    if code is None:
        return None
    model = facts.NAMES[key]
    return int(work.session.exec(select(col(model.id)).where(col(model.code) == code)).one())
