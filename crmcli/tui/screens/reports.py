"""Reports: choose one, set what it is of, look at table and chart, drill, write a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from crmcli import config, output, reports
from crmcli.db import work as works
from crmcli.db.work import Work
from crmcli.i18n import N_, _
from crmcli.output import chart, safe
from crmcli.reports import drill, engine
from crmcli.reports.spec import Report
from crmcli.services import disclosure
from crmcli.tui.commands import Command
from crmcli.tui.commands.everywhere import LISTS
from crmcli.tui.screens.form import Field, Form
from crmcli.tui.screens.place import Place
from crmcli.tui.widgets.rows import Rows
from crmcli.views.base import Row
from crmcli.views.report import BY, COMPARED, MEASURES, Printed

WIDTH = 24


class Reports(Place):
    """The reports that one may look at."""

    PLACE = "reports"
    OFFERED: ClassVar[tuple[Command, ...]] = (
        Command("f", "choose", N_("Period and filters")),
        Command("c", "chart", N_("Chart")),
        Command("d", "drill", N_("Rows behind a line")),
        Command("x", "export", N_("Workbook"), "list.export"),
    )

    def __init__(self) -> None:
        super().__init__()
        self._report: Report | None = None
        self._given: dict[str, str] = {}
        self._printed: Printed | None = None
        self._charted = True
        self._drilled = False

    def commands(self) -> Iterator[Command]:
        """The screen's own, and those of lists."""
        yield from self.OFFERED
        yield from LISTS
        yield from (command for command in super().commands() if command not in self.OFFERED)

    def body(self) -> ComposeResult:
        """The reports, and the one that was chosen."""
        with Horizontal(classes="split"):
            with Vertical(id="chosen"):
                yield Input(placeholder=_("Filter: part of a report's name"), id="filter")
                yield OptionList(id="reports")
            with Vertical(id="right"):
                yield Static("", id="heads")
                yield Rows(Row, (), self._key, id="rows")
                with VerticalScroll(id="chart"):
                    yield Static("", id="bars")

    def on_mount(self) -> None:
        """Nothing is run before it is chosen."""
        self.query_one("#reports", OptionList).focus()
        self.begin()

    def begin(self) -> None:
        """List the reports, once it is known who looks."""
        if self.crm.who and not self.query_one("#reports", OptionList).option_count:
            self._list()

    def _list(self) -> None:
        typed = self.query_one("#filter", Input).value.strip().casefold()
        titles = {key: _(reports.load(key).title) for key in reports.KEYS}
        shown = self.query_one("#reports", OptionList)
        shown.clear_options()
        shown.add_options(
            Option(Text(title), key)
            for key, title in titles.items()
            if self.crm.may(f"report.{key}") and typed in f"{key} {title}".casefold()
        )
        if shown.option_count:
            shown.highlighted = 0

    def on_input_changed(self, event: Input.Changed) -> None:
        """List only those whose names fit."""
        if event.input.id == "filter":
            self._list()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Go into the list."""
        self.query_one("#reports", OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Run a report."""
        self._report = reports.load(str(event.option.id))
        self._given = {}
        self.action_refresh()

    def action_refresh(self) -> None:
        """Run the report anew."""
        if self._report is not None:
            self._drilled = False
            self.ask(self._run, self._show, group="report")

    def _run(self, work: Work, **more: str) -> Printed:
        assert self._report is not None
        return engine.run(work, self._report, {**asked(self._report, self._given), **more})

    def _show(self, printed: Printed) -> None:
        self._printed = printed
        heads = "  ".join(f"{heading}: {text}" for heading, text in printed.heads)
        title = Text(_(printed.title), style="bold")
        self.query_one("#heads", Static).update(
            Text("\n").join([title, Text(safe.one_line(heads))])
        )
        rows = self.query_one(Rows)
        lines = list(printed.lines)
        if printed.total is not None and not self._drilled:
            lines.append(printed.total)
        rows.retype(printed.row_type, [c.key for c in printed.columns if c.listed])
        self._numbered = {id(line): str(place) for place, line in enumerate(lines)}
        rows.fill(lines, more=False, total=None if self._drilled else printed.total)
        self._draw()
        if lines:
            rows.focus()

    def _key(self, row: Row) -> str:
        return self._numbered.get(id(row), "")

    def _draw(self) -> None:
        place = self.query_one("#chart", VerticalScroll)
        printed = self._printed
        place.display = self._charted and printed is not None and bool(printed.bars)
        if printed is not None and place.display:
            room = max(WIDTH, (place.size.width or self.app.size.width - 2 * WIDTH) - 2)
            text = chart.lines(printed.chart, printed.measured, printed.bars, room)
            self.query_one("#bars", Static).update(Text(text))

    def on_resize(self) -> None:
        """Bars as long as there is room now."""
        super().on_resize()
        self.call_after_refresh(self._draw)

    def action_chart(self) -> None:
        """The chart, or more room for the table."""
        self._charted = not self._charted
        self._draw()

    def on_rows_opened(self, _event: Rows.Opened) -> None:
        """The rows behind a line."""
        self.action_drill()

    def action_open(self) -> None:
        """Run the report under the cursor, or show the rows behind a line."""
        if isinstance(self.focused, Rows):
            self.action_drill()
        else:
            self.query_one("#reports", OptionList).action_select()

    def action_drill(self) -> None:
        """The rows behind the line under the cursor."""
        row, report = self.query_one(Rows).pointed, self._report
        printed = self._printed
        if row is None or report is None or printed is None or self._drilled:
            return
        if row is printed.total or row is printed.rest:
            return
        key = drill.BETWEEN.join(
            str(getattr(row, column.key) or drill.NONE)
            for column in printed.columns
            if column.key in report.keys or column.key in SPLIT
        )

        def shown(found: Printed) -> None:
            self._drilled = True
            self._show(found)

        self.ask(lambda w: self._run(w, drill=key), shown, group="report")

    def action_back(self) -> None:
        """From the rows behind a line to the report, from there to the reports."""
        shown, line = self.query_one("#reports", OptionList), self.query_one("#filter", Input)
        if self._drilled:
            self.action_refresh()
        else:
            if self.focused is shown:
                line.value = ""
            shown.focus()

    def action_choose(self) -> None:
        """Choose the period and what else the report is of."""
        report = self._report
        if report is None:
            return

        async def save(values: Mapping[str, str], _force: bool) -> Printed:
            before, self._given = self._given, dict(values)
            try:
                return await self.gateway.read(self._run)
            except Exception:
                self._given = before
                raise

        self.crm.push_screen(Form(_(report.title), self._fields(report), save), self._chosen)

    def _chosen(self, printed: Printed | None) -> None:
        if printed is not None:
            self._drilled = False
            self._show(printed)

    def _fields(self, report: Report) -> list[Field]:
        given = self._given
        fields = [
            Field(
                "period",
                _("Period"),
                given.get("period", ""),
                hint=_("this-month, last-month, 2026-Q1, ytd …"),
            ),
            Field(
                "by",
                _("Split by"),
                given.get("by", ""),
                choices=[(_(BY[key]), key) for key in report.by],
            ),
            Field(
                "compare",
                _("Compared"),
                given.get("compare", ""),
                choices=[(_(text), key) for key, text in COMPARED.items()],
            ),
            *(
                Field(key, _(FILTERS[key]), given.get(key, ""), hint=_("code or name"))
                for key in report.filters
            ),
        ]
        if report.measures:
            choices = [(_(text), key) for key, text in MEASURES.items()]
            fields.insert(
                1, Field("measure", _("Measure"), given.get("measure", ""), choices=choices)
            )
        return fields

    def action_export(self) -> None:
        """Write the report as a workbook."""
        printed = self._printed
        if printed is None or self._report is None:
            return
        key = f"report {self._report.key}"

        async def save(values: Mapping[str, str], _force: bool) -> str:
            place = values["file"].strip()
            await self.gateway.run(lambda: _write(printed, place, key))
            return place

        fields = [Field("file", _("File"), f"{self._report.key}.xlsx")]
        self.crm.push_screen(Form(_("Workbook"), fields, save), self._written)

    def _written(self, place: str | None) -> None:
        if place is not None:
            self.crm.say(_("Written: {}").format(place))


SPLIT = ("period", "department")
"""Columns that lines may be told apart by besides the report's own."""
FILTERS = {
    "region": N_("Region"), "salesperson": N_("Salesperson"), "department": N_("Department"),
    "customer": N_("Customer"), "customer_type": N_("Customer type"), "product": N_("Product"),
    "level": N_("Customer level"), "source": N_("Customer source"), "industry": N_("Industry"),
}  # fmt: skip


def asked(report: Report, given: Mapping[str, str]) -> dict[str, Any]:
    """What is filled in, as the command line would give it."""
    found: dict[str, Any] = {key: value.strip() for key, value in given.items() if value.strip()}
    return {key: [value] if key in report.filters else value for key, value in found.items()}


def _write(printed: Printed, place: str, command: str) -> None:
    settings = replace(config.current(), out=place, quiet=True, command=command)
    with config.using(settings):
        output.require_format("xlsx")
        with works.write(preview=False) as w:
            disclosure.exported(w, command, "xlsx", printed.number, {})
        output.show_report(printed, chart=None)
