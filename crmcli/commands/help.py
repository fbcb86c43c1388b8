"""crm help"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.i18n import N_

app = typer.Typer(add_completion=False)


@app.command("help", help=N_("Explain a command or a topic"))
def help_(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="TOPIC", help=N_("A noun and a verb, or a topic")),
    ] = None,
    man: Annotated[
        bool, typer.Option("--man", help=N_("Print the manual page: crm help --man | man -l -"))
    ] = False,
) -> None:
    """Explain a command or a topic."""
    root = ctx.find_root()
    root.command.explain(root, words or [], man=man)  # type: ignore[attr-defined]
