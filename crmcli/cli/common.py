"""The options that every command takes, declared once, by Typer itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

import typer
from typer.core import TyperOption

from crmcli import config
from crmcli.commands import kit
from crmcli.i18n import N_

READING = (
    "format", "json", "out", "columns", "money_unit", "headings", "encoding", "safe", "no_pager"
)  # fmt: skip
WRITING = ("dry_run",)


def _common(
    format: Annotated[  # noqa: A002 - the option's name
        str | None,
        typer.Option(
            "-f",
            "--format",
            metavar="NAME",
            help=N_("table, plain, json, jsonl, csv, tsv, markdown or xlsx"),
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=N_("The same as --format json"))] = False,
    out: Annotated[
        str | None,
        typer.Option(
            "-O", "--out", metavar="FILE", help=N_("Write to a file; its suffix is the format")
        ),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option("--columns", metavar="KEYS", help=N_("Show these columns, in this order")),
    ] = None,
    money_unit: Annotated[
        str | None,
        typer.Option(
            "--in", metavar="yuan|wan", help=N_("Show amounts in units of one or of ten thousand")
        ),
    ] = None,
    headings: Annotated[
        str | None,
        typer.Option(
            "--headings", metavar="key|en|zh", help=N_("Headings of CSV, TSV and spreadsheets")
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding",
            metavar="NAME",
            help=N_("Of CSV and TSV: utf-8, utf-8-sig (for Excel) or gb18030"),
        ),
    ] = None,
    safe: Annotated[
        bool,
        typer.Option("--safe", help=N_("CSV and TSV without cells that become formulas")),
    ] = False,
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help=N_("Show long output at once"))
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Show what would change, change nothing"))
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help=N_("Answer yes to every question"))
    ] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help=N_("Never ask anything"))] = False,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help=N_("No talk on stderr; data and errors stay"))
    ] = False,
    db: Annotated[
        str | None,
        typer.Option("--db", metavar="STORE", help=N_("A path, sqlite:///… or postgresql://…")),
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="LANG", help=N_("en or zh_CN"))
    ] = None,
) -> None:
    """Common options."""


@cache
def options() -> tuple[TyperOption, ...]:
    """All common options, as Typer builds them."""
    app = typer.Typer(add_completion=False)
    app.command()(_common)
    built = typer.main.get_command(app).params
    return tuple(option for option in built if isinstance(option, TyperOption))


def options_for(kind: str | None) -> list[TyperOption]:
    """The common options of a command that reads, writes or does neither."""
    left_out = set() if kind in kit.CHANGING else set(WRITING)
    if kind is None:
        left_out |= set(READING) - {"format", "json"}
    return [option for option in options() if option.name not in left_out]


def flags(given: Mapping[str, Any]) -> dict[str, Any]:
    """The common options given, as :func:`crmcli.config.resolve` takes them."""
    found: dict[str, Any] = {
        "db": given.get("db"),
        "lang": given.get("lang"),
        "format": "json" if given.get("json") else given.get("format"),
        "out": None if given.get("out") == "-" else given.get("out"),
        "money_unit": given.get("money_unit"),
        "headings": given.get("headings"),
        "encoding": given.get("encoding"),
        "columns": tuple(
            key.strip() for key in (given.get("columns") or "").split(",") if key.strip()
        ),
    }
    for name in ("quiet", "yes", "no_input", "dry_run", "safe", "no_pager"):
        found[name] = True if given.get(name) else None
    return found


def prescan(arguments: list[str]) -> config.Settings:
    """Settings from the raw arguments, so that language and error format hold before parsing."""
    found: dict[str, Any] = {}
    for number, argument in enumerate(arguments):
        name, _equals, value = argument.partition("=")
        following = arguments[number + 1] if number + 1 < len(arguments) else None
        if name == "--lang":
            found["lang"] = value or following
        elif name in ("--format", "-f"):
            found["format"] = value or following
        elif name.startswith("-f") and not name.startswith("--"):
            found["format"] = argument[2:]
        elif name == "--json":
            found["json"] = True
        elif name == "--no-input":
            found["no_input"] = True
    return config.resolve(flags(found))
