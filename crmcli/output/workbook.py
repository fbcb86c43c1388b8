"""A report as a workbook that can be handed on: title, lines, totals, chart; behind it, how."""

from __future__ import annotations

import shutil
from tempfile import TemporaryFile
from typing import IO, Any

from wcwidth import wcswidth
from xlsxwriter.utility import xl_col_to_name

from crmcli import config
from crmcli.i18n import _
from crmcli.output import cells, report, xlsx
from crmcli.views.base import Column, Kind
from crmcli.views.report import SHARES, Printed

A4 = 9
LARGE = 10_000
"""Lines; with more of them each is done when the next begins, and memory does not grow."""
ROW_HEIGHT, TITLE_HEIGHT = 18, 28
"""In points; Chinese fonts need more than the default."""
FIGURES = 20
CHART_WIDTH, CHART_ROW, CHART_HEAD = 640, 22, 120
SUMMED = (Kind.MONEY, Kind.QUANTITY, Kind.COUNT)


def write(file: IO[bytes], printed: Printed) -> None:
    """The lines on the first sheet, parameters and SQL on the second.

    The same report at the same ``CRM_NOW`` gives the same bytes.
    """
    with TemporaryFile() as made:
        _write(made, printed)
        made.seek(0)
        shutil.copyfileobj(made, file)


def _write(made: IO[bytes], printed: Printed) -> None:
    book = xlsx.workbook(made, printed.company, large=len(printed.rows) > LARGE)
    title = xlsx.sheet_name(_(printed.title))
    how = xlsx.sheet_name(_("How it was made"))
    sheet, second = book.add_worksheet(title), book.add_worksheet(how)
    formats = xlsx.Formats(book)
    columns = tuple(c for c in _shown(printed) if c.kind is not Kind.ROWS)
    top = _head(sheet, printed, formats)
    _table(sheet, printed, columns, formats, top)
    _page(sheet, top)
    first = _how(second, printed, formats)
    if printed.bars:
        sheet.insert_chart(top, len(columns) + 1, _chart(book, printed, how, first))
    book.close()


def _shown(printed: Printed) -> tuple[Column, ...]:
    from crmcli.output import emit

    return emit.columns_for(printed.row_type, "xlsx", single=False, known=printed.columns)


def _head(sheet: Any, printed: Printed, formats: xlsx.Formats) -> int:
    """Company, title and what the report is of; the row in which the headings stand."""
    made_at = cells.local(printed.made_at)
    lines = [
        (printed.company, formats.company),
        (_(printed.title), formats.title),
        *((line, None) for line in report.heads(printed)),
        (_("Prepared by {}, {}").format(printed.made_by, made_at), None),
    ]
    sheet.set_default_row(ROW_HEIGHT)
    sheet.set_row(1, TITLE_HEIGHT)
    for number, (text, style) in enumerate(lines):
        sheet.write_string(number, 0, text, style)
    return len(lines) + 1


def _table(
    sheet: Any, printed: Printed, columns: tuple[Column, ...], formats: xlsx.Formats, top: int
) -> None:
    lines = printed.lines
    widths = []
    for number, column in enumerate(columns):
        heading = _heading(column)
        style = formats.figures if column.kind.numeric else formats.heading
        sheet.write_string(top, number, heading, style)
        total = cells.human(column, getattr(printed.total, column.key, None), grouped=True)
        widths.append(max(wcswidth(heading) + xlsx.MARGIN, wcswidth(total) if column.total else 0))
    for line, row in enumerate(lines, start=1):
        for number, column in enumerate(columns):
            value = getattr(row, column.key)
            xlsx.put(sheet, top + line, number, column, value, formats)
            if line <= xlsx.MEASURED:
                shown = wcswidth(cells.human(column, value, grouped=True))
                widths[number] = max(widths[number], shown)
    for number, width in enumerate(widths):
        sheet.set_column(number, number, min(width + xlsx.MARGIN, xlsx.WIDEST))
    if lines:
        sheet.autofilter(top, 0, top + len(printed.rows), len(columns) - 1)
        _totals(sheet, printed, columns, formats, top)


def _heading(column: Column) -> str:
    headings = config.current().headings
    return column.key if headings == "key" else cells.title(column)


def _totals(
    sheet: Any, printed: Printed, columns: tuple[Column, ...], formats: xlsx.Formats, top: int
) -> None:
    """A last row: sums are formulas with their exact values beside them."""
    last = top + len(printed.lines)
    for number, column in enumerate(columns):
        value = getattr(printed.total, column.key) if column.total else None
        style = formats.total(column)
        if value is None:
            sheet.write(last + 1, number, _("Total") if number == 0 else None, style)
        elif column.kind in SUMMED:
            name = xl_col_to_name(number)
            formula = f"=SUM({name}{top + 2}:{name}{last + 1})"
            sheet.write_formula(last + 1, number, formula, style, xlsx.figure(column, value))
        else:
            sheet.write_number(last + 1, number, xlsx.figure(column, value), style)


def _page(sheet: Any, top: int) -> None:
    """How it is looked at and printed: headings stay, all columns on one page's width."""
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    _paper(sheet)


def _paper(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(_("&CPage &P of &N"))


def _how(sheet: Any, printed: Printed, formats: xlsx.Formats) -> int:
    """Parameters, the figures of the chart and the SQL; the row in which the figures begin."""
    row = 0
    sheet.set_default_row(ROW_HEIGHT)
    _paper(sheet)
    parameters = [
        (_("Report"), _(printed.title)),
        *printed.heads,
        (_("Prepared by"), printed.made_by),
        (_("Prepared at"), cells.local(printed.made_at)),
    ]
    for heading, text in parameters:
        sheet.write_string(row, 0, heading, formats.bold)
        sheet.write_string(row, 1, text)
        row += 1
    first = row + 2
    sheet.write_string(first - 1, 0, cells.title(printed.measured), formats.bold)
    for number, (label, value) in enumerate(printed.bars):
        sheet.write_string(first + number, 0, label)
        xlsx.put(sheet, first + number, 1, printed.measured, value, formats)
    row = first + len(printed.bars) + 1
    sheet.write_string(row, 0, "SQL", formats.bold)
    for number, line in enumerate(printed.sql.splitlines(), start=1):
        sheet.write_string(row + number, 0, line, formats.code)
    widest = max((wcswidth(text) for text, _value in (*parameters, *printed.bars)), default=0)
    sheet.set_column(0, 0, min(widest + xlsx.MARGIN, xlsx.WIDEST))
    sheet.set_column(1, 1, FIGURES)
    return first


def _chart(book: Any, printed: Printed, sheet: str, first: int) -> Any:
    """Bars, columns for periods, or a pie where nothing is negative."""
    pie = printed.chart == SHARES and all(value >= 0 for _label, value in printed.bars)
    timed = "period" in {column.key for column in printed.columns}
    kind = "column" if timed else "pie" if pie else "bar"
    chart = book.add_chart({"type": kind})
    last = first + len(printed.bars) - 1
    series: dict[str, Any] = {
        "name": cells.title(printed.measured),
        "categories": [sheet, first, 0, last, 0],
        "values": [sheet, first, 1, last, 1],
    }
    if kind == "pie":
        series["data_labels"] = {"percentage": True, "category": True}
    else:
        chart.set_legend({"none": True})
        series["gap"] = 60
        axis = {"num_format": "#,##0"}
        chart.set_x_axis(axis) if kind == "bar" else chart.set_y_axis(axis)
    chart.add_series(series)
    chart.set_title({"name": _(printed.title), "name_font": {"size": 12}})
    if kind == "bar":
        chart.set_y_axis({"reverse": True, "interval_unit": 1})
    height = CHART_HEAD + CHART_ROW * max(len(printed.bars), 8)
    chart.set_size({"width": CHART_WIDTH, "height": height})
    return chart
