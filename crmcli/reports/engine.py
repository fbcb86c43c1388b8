"""Running a report: its lines, compared, ranked and cut, with everything that stands on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from crmcli.db.work import Work, action
from crmcli.reports import KEYS, asked, drill, heading, lines, load, sql
from crmcli.reports.asked import Asked
from crmcli.reports.spec import Report
from crmcli.services import setting
from crmcli.views.base import columns_of
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
    columns = tuple(heading.columns(report, wanted, row_type))
    printed = partial(
        Printed,
        title=report.title,
        row_type=row_type,
        columns=columns,
        heads=tuple(heading.of(report, wanted)),
        chart=report.chart,
        measured=next(column for column in columns if column.key == report.value),
        company=setting.value(work, "company"),
        made_by=work.operator.name,
        made_at=work.at,
    )
    if given.get("stream") and _streams(report, wanted, given):
        return printed(rows=lines.streamed(work, report, statements[0], row_type))
    found = lines.fetched(work, report, statements[0], row_type)
    if wanted.compare:
        statements.append(report.select(wanted.before()))
        past = lines.fetched(work, report, statements[1], row_type)
        found = lines.compared(wanted, found, past)
    if given.get("drill") is not None:
        return drill.printed(work, wanted, found, str(given["drill"]), printed)
    found = replace(found, whole=lines.whole(found))
    if report.ranked:
        found = lines.ranked(wanted, found)
    shown, left = lines.cut(wanted, found)
    return printed(
        rows=shown,
        rest=lines.rest(wanted, left) if left else None,
        total=lines.total(found),
        bars=tuple(heading.bars(wanted, found)),
        statements=partial(sql.text, work, statements),
    )


def _streams(report: Report, wanted: Asked, given: Mapping[str, Any]) -> bool:
    """Whether each line can be shown without knowing the others."""
    alone = not (report.ranked or wanted.compare or wanted.top or given.get("drill") is not None)
    return alone and all(column.key != "share" for column in columns_of(report.row))


RUN: dict[str, Callable[..., Printed]] = {
    key: action(f"report.{key}", writes=False)(_run) for key in KEYS
}
"""Each report as an action of its own, so that a permission can be given for it."""
