"""Running a report: its lines, compared, ranked and cut, with everything that stands on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from crmcli.db.work import Work, action
from crmcli.reports import KEYS, asked, drill, heading, lines, load, sql
from crmcli.reports.spec import Report
from crmcli.services import setting
from crmcli.views.base import Column, Kind, Row, columns_of
from crmcli.views.report import Printed

Ready = Callable[[str], None]


def run(
    work: Work, report: Report, given: Mapping[str, Any], ready: Ready = lambda _period: None
) -> Printed:
    """A report as ``given`` asks for it, by the names of the options.

    ``ready`` is told the period once all is known to be right, before anything is counted.

    Raises:
        InvalidError: a value that cannot be, or two that contradict each other.
        NotFoundError: a filter, or the line whose rows are asked for, does not exist.
    """
    return RUN[report.key](work, report.key, given, ready)


def _run(work: Work, /, key: str, given: Mapping[str, Any], ready: Ready) -> Printed:
    report = load(key)
    wanted = asked.read(work, report, given)
    ready(wanted.period)
    row_type = report.rows(wanted) if report.rows else report.row
    statements = [report.select(wanted)]
    found = fetched(work, statements[0], row_type)
    if wanted.compare:
        statements.append(report.select(wanted.before()))
        found = lines.compared(report, wanted, found, fetched(work, statements[1], row_type))
    if given.get("drill"):
        return drill.printed(work, report, wanted, found, str(given["drill"]))
    total = lines.total(row_type, found, report)
    found = [lines.shared(row, report, total) for row in found]
    if report.ranked:
        groups = lines.groups(report, wanted, found)
        found = [row for group in groups for row in lines.ranked(report, group)]
    rows, left = lines.cut(report, wanted, found)
    columns = tuple(heading.columns(report, wanted, row_type))
    return Printed(
        title=report.title,
        row_type=row_type,
        columns=columns,
        rows=rows,
        rest=lines.rest(report, wanted, row_type, left, total) if left else None,
        total=total,
        heads=tuple(heading.of(report, wanted)),
        bars=tuple(heading.bars(report, wanted, found)),
        chart=report.chart,
        measured=next(column for column in columns if column.key == report.value),
        company=setting.value(work, "company"),
        made_by=work.operator.name,
        made_at=work.at,
        sql=sql.text(work, statements),
    )


RUN: dict[str, Callable[..., Printed]] = {
    key: action(f"report.{key}", writes=False)(_run) for key in KEYS
}
"""Each report as an action of its own, so that a permission can be given for it."""


def fetched(work: Work, statement: Any, row_type: type[Row]) -> list[Row]:
    """The rows of a statement as views; what is counted or added up and absent is nothing."""
    known = {column.key: column for column in columns_of(row_type)}
    found = work.session.connection().execute(statement)
    names = list(found.keys())
    keys = [key for key in names if key in known]
    places = [names.index(key) for key in keys]
    makers = [_maker(known[key]) for key in keys]
    return [
        row_type(**{k: m(row[p]) for k, m, p in zip(keys, makers, places, strict=True)})
        for row in found
    ]


def _maker(column: Column) -> Callable[[Any], Any]:
    if column.kind is Kind.COUNT:
        return lambda value: int(value or 0)
    return lambda value: value
