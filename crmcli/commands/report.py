"""crm report"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.report import CHARTS, MEASURES, RegionSalesRow

app = kit.noun_app(N_("Reports"))


@app.command("region-sales", help=N_("Sales by region in a period"))
@kit.reads(RegionSalesRow)
def region_sales(
    date_from: Annotated[
        str, typer.Option("--from", metavar="DATE", help=N_("First day, or a period"))
    ],
    date_to: Annotated[str, typer.Option("--to", metavar="DATE", help=N_("Last day, or a period"))],
    region: Annotated[
        list[str] | None,
        typer.Option(
            "--region", metavar="CODE", help=N_("Only this region and below; can be repeated")
        ),
    ] = None,
    measure: Annotated[
        str,
        typer.Option("--measure", metavar="ordered|received", help=N_("ordered or received")),
    ] = "ordered",
    chart: Annotated[bool, typer.Option("--chart", help=N_("Draw bars below"))] = False,
) -> None:
    """Sales by region."""
    from crmcli.db import work
    from crmcli.reports import region_sales as report
    from crmcli.services import dates, fields

    wanted = fields.chosen(measure, tuple(MEASURES), MEASURES, _("measure"))
    with work.read() as w:
        rows = report.rows(
            w,
            date_from=dates.first_day(date_from, _("start date"), w.today()),
            date_to=dates.last_day(date_to, _("end date"), w.today()),
            regions=region or (),
            measure=wanted,
        )
    output.show_report(rows, RegionSalesRow)
    if chart:
        title = _(CHARTS[wanted])
        output.show_chart(title, [(row.region_name or _("no region"), row.amount) for row in rows])
