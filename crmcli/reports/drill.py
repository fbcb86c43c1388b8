"""The rows behind one line of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import col, select

from crmcli.clock import display_zone
from crmcli.db.work import Work
from crmcli.errors import InvalidError, NotFoundError, suggestion
from crmcli.i18n import _
from crmcli.reports import facts, heading, lines, sql
from crmcli.reports.asked import Asked
from crmcli.reports.spec import Report
from crmcli.services import setting, texts
from crmcli.views.base import Row, columns_of
from crmcli.views.report import Printed

NONE = "-"
"""Stands in a key for what a line has not."""
BETWEEN = "/"


def printed(work: Work, report: Report, wanted: Asked, found: Sequence[Row], given: str) -> Printed:
    """The rows behind the line that ``given`` names: its codes or names, with ``/`` between them.

    Raises:
        NotFoundError: no line is called that.
    """
    row = _line(report, wanted, found, given)
    keys = lines.keys(report, wanted)
    only = {key: _id(work, key, getattr(row, key)) for key in keys if key != facts.PERIOD}
    one = wanted.at(getattr(row, facts.PERIOD), only)
    statement = report.entries(one)
    row_type = report.entry_of.get(wanted.measure, report.entry)
    rows = [_entry(row_type, found) for found in _mappings(work, statement)]
    total = lines.total(row_type, rows)
    return Printed(
        title=report.title,
        row_type=row_type,
        columns=columns_of(row_type),
        rows=rows,
        rest=None,
        total=total,
        heads=(*heading.of(report, wanted), (_("Line of the report"), _named(report, wanted, row))),
        bars=(),
        chart=report.chart,
        measured=columns_of(row_type)[-1],
        company=setting.value(work, "company"),
        made_by=work.operator.name,
        made_at=work.at,
        sql=sql.text(work, [statement]),
    )


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


def _line(report: Report, wanted: Asked, found: Sequence[Row], given: str) -> Row:
    if not lines.keys(report, wanted):
        raise InvalidError(_("This report has one line only"), _("Split it with --by"))
    by_key = {BETWEEN.join(_codes(report, wanted, row)): row for row in found}
    folded = texts.fold(given)
    for key, row in by_key.items():
        if folded in (texts.fold(key), texts.fold(_named(report, wanted, row))):
            return row
    raise NotFoundError(
        _("The report has no line “{}”").format(given), suggestion(given, list(by_key))
    )


def _codes(report: Report, wanted: Asked, row: Row) -> list[str]:
    return [str(getattr(row, key) or NONE) for key in lines.keys(report, wanted)]


def _named(report: Report, wanted: Asked, row: Row) -> str:
    """A line by the names of what it is of."""
    keys = lines.keys(report, wanted)
    return BETWEEN.join(
        getattr(row, key) if key == facts.PERIOD else lines.label(row, key) for key in keys
    )


def _id(work: Work, key: str, code: str | None) -> int | None:
    if code is None:
        return None
    model = facts.NAMES[key]
    return int(work.session.exec(select(col(model.id)).where(col(model.code) == code)).one())
