"""What stands around the lines of a report for people: its title before, its chart behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from crmcli.i18n import _
from crmcli.output import chart, safe
from crmcli.views.report import Printed


@contextmanager
def around(file: IO[Any], printed: Printed, name: str, drawn: str | None) -> Iterator[None]:
    """Write title and chart around what is written in the meantime; data has neither."""
    people = printed.rows and name in ("table", "plain", "markdown")
    if people:
        _title(file, printed, name)
    yield
    if people and drawn and name != "markdown":
        file.write(f"\n{chart.drawn(file, drawn, printed.measured, printed.bars)}\n")


def heads(printed: Printed) -> list[str]:
    """What the report is of, a line each."""
    return [safe.one_line(_("{}: {}").format(heading, text)) for heading, text in printed.heads]


def _title(file: IO[Any], printed: Printed, name: str) -> None:
    title = _(printed.title)
    if name == "markdown":
        lines = [f"## {title}", "", *(f"- {escaped(line)}" for line in heads(printed)), ""]
        file.write("\n".join(lines) + "\n")
        return
    if name == "table":
        from rich.text import Text

        from crmcli.output import table

        console = table.console_on(file)
        console.print(Text(title, style="bold"))
        for line in heads(printed):
            console.print(Text(line))
        return
    file.write("\n".join([title, *heads(printed), "", ""]))


def escaped(text: str) -> str:
    """A line of Markdown in which nothing of the text means anything."""
    return text.replace("\\", "\\\\").replace("<", "&lt;").replace("|", "\\|")
