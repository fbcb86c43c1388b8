"""crm report"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import Annotated, Any

import typer

from crmcli import config, output, reports
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.reports.spec import Report
from crmcli.views.report import CHARTS, COMPARED, MEASURES

app = kit.noun_app(N_("Reports"))


def _text(name: str, metavar: str, help_: str) -> Any:
    return Annotated[str | None, typer.Option(name, metavar=metavar, help=help_)]


def _several(name: str, help_: str) -> Any:
    return Annotated[list[str] | None, typer.Option(name, metavar="CODE", help=help_)]


PERIOD = {
    "period": _text(
        "--period", "PERIOD", N_("A period such as this-month, last-month, 2026-Q1 or ytd")
    ),
    "date_from": _text("--from", "DATE", N_("First day, or a period")),
    "date_to": _text("--to", "DATE", N_("Last day, or a period")),
}
FILTERS = {
    "region": _several("--region", N_("Only this region and below; can be repeated")),
    "salesperson": _several("--salesperson", N_("Only this salesperson; can be repeated")),
    "department": _several(
        "--department", N_("Only people of this department and below; can be repeated")
    ),
    "customer": _several("--customer", N_("Only this customer; can be repeated")),
    "customer_type": _several(
        "--customer-type", N_("Only customers of this type; can be repeated")
    ),
    "product": _several("--product", N_("Only this product; can be repeated")),
    "level": _several("--level", N_("Only customers of this level; can be repeated")),
    "source": _several("--source", N_("Only customers from this source; can be repeated")),
    "industry": _several("--industry", N_("Only customers of this industry; can be repeated")),
}
SHOWN = {
    "compare": _text(
        "--compare", "|".join(COMPARED), N_("Set beside the previous period or the last year's")
    ),
    "top": Annotated[
        int | None,
        typer.Option("--top", metavar="LIMIT", help=N_("Only the largest; the rest in one line")),
    ],
    "chart": _text("--chart", "|".join(CHARTS), N_("Draw a chart below: bars or shares")),
    "unit": _text("--unit", "yuan|wan", N_("Amounts in 元 or 万元; the heading says so")),
    "drill": _text(
        "--drill", "KEY", N_("The rows behind a line, named by its codes with / between them")
    ),
    "sql": Annotated[
        bool, typer.Option("--sql", help=N_("Show the SQL that would run, and no lines"))
    ],
}
UNATTENDED = {
    "only_if_rows": Annotated[
        bool, typer.Option("--only-if-rows", help=N_("Write nothing where there are no lines"))
    ],
    "wait": Annotated[
        int | None,
        typer.Option(
            "--wait",
            metavar="SECONDS",
            help=N_("Wait so long for another run that writes the same file"),
        ),
    ],
}


def _parameters(report: Report) -> dict[str, Any]:
    """The options of a report in the order in which its help lists them."""
    period = dict(PERIOD)
    if report.until:
        del period["date_from"]
    own: dict[str, Any] = {}
    if report.measures:
        own["measure"] = _text("--measure", "|".join(MEASURES), N_("ordered or received"))
    own["by"] = _text("--by", "|".join(report.by), N_("Split the lines by this"))
    filters = {key: FILTERS[key] for key in report.filters}
    return {**period, **filters, **own, **SHOWN, **UNATTENDED}


def _command(report: Report) -> Callable[..., None]:
    """The command of a report."""

    def run(**given: Any) -> None:
        _show(report, given)

    return kit.taking(run, kit.keywords(_parameters(report)))


def _show(report: Report, given: dict[str, Any]) -> None:
    """Run a report and show it, or what was asked of it."""
    from crmcli.db import work
    from crmcli.reports import engine
    from crmcli.services import fields

    settings = config.current()
    if given["unit"]:
        settings = replace(settings, money_unit=config.chosen("money_unit", given["unit"]))
    chart = given["chart"] and fields.chosen(given["chart"], tuple(CHARTS), CHARTS, _("chart"))
    with config.using(settings), output.worded(), work.read() as w, ExitStack() as stack:

        def ready(period: str) -> None:
            date = w.today().isoformat()
            stack.enter_context(output.reserved(period or date, date, given["wait"]))

        if given["unit"] and output.streams():
            output.say(_("Programs get amounts in units of one, whatever the unit"))
        if output.exported_as() is not None:
            w.require("list.export")
        given["stream"] = output.streams() and not given["sql"]
        printed = engine.run(w, report, given, ready)
        form = output.exported_as()
        if given["sql"]:
            output.show_text(printed.sql)
        elif printed.rows or not given["only_if_rows"]:
            if form is not None:
                kit.log_export(form, printed.number)
            output.show_report(printed, chart=chart)


for _key in reports.KEYS:
    _report = reports.load(_key)
    _rows = (_report.row, _report.entry, *_report.entry_of.values())
    app.command(_key, help=_report.title)(kit.reads(*_rows)(_command(_report)))
