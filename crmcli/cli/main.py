"""The command ``crm``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from crmcli import __version__, config
from crmcli.cli import aliases, common
from crmcli.cli.boundary import guarded
from crmcli.cli.command import RootGroup
from crmcli.errors import InvalidError
from crmcli.i18n import N_, _


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"crm {__version__}\n")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_version, help=N_("Show the version")),
    ] = False,
) -> None:
    """The first level takes its own options only; the common ones stand behind the verb."""


def root() -> RootGroup:
    """The whole command tree; nouns are imported when they are named."""
    app = typer.Typer(cls=RootGroup, add_completion=False, no_args_is_help=True)
    app.callback()(_root)
    group = typer.main.get_group(app)
    assert isinstance(group, RootGroup)
    return group


def _refuse_broken_text(arguments: list[str]) -> None:
    """Bytes that are no UTF-8 arrive as lone surrogates, which no store and no stream takes."""
    for value in (*arguments, *(os.environ.get(n, "") for n in ("CRM_DB", "CRM_OPERATOR"))):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise InvalidError(
                _("“{}” is not UTF-8").format(value.encode(errors="replace").decode()),
                _("Type it again"),
            ) from None


def _invoke(arguments: list[str]) -> object:
    """Parse and run, without Typer's own handling of errors and pipes."""
    group = root()
    with group.make_context("crm", list(arguments)) as context:
        return group.invoke(context)


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code; the language is fixed first."""

    def expanded() -> object:
        _refuse_broken_text(arguments)
        return _invoke(aliases.expanded(arguments))

    def parsed() -> object:
        with config.using(common.prescan(arguments)):
            return guarded(expanded)

    return int(str(guarded(parsed)))


def main() -> int:
    """Run the command line that this process was started with; its exit code."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by the caller: nothing may take its place
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - open as long as we run
            setattr(sys, name, nowhere)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    return run(sys.argv[1:])
