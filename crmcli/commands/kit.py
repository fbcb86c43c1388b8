"""What commands share: options that mean the same everywhere, and marks that `cli` reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import typer

from crmcli.i18n import N_
from crmcli.views.base import Row

F = TypeVar("F", bound=Callable[..., Any])
KIND, ROWS = "crm_kind", "crm_rows"

Key = Annotated[str, typer.Argument(metavar="CODE", help=N_("Code, or a name that is unique"))]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help=N_("Its number"))]
Code = Annotated[str | None, typer.Option("--code", help=N_("Code; made by rule unless given"))]
OtherCode = Annotated[str | None, typer.Option("--code", help=N_("Another code"))]
NewName = Annotated[str, typer.Option("--name", help=N_("Name"))]
Name = Annotated[str | None, typer.Option("--name", help=N_("Name"))]
NewPersonName = Annotated[str, typer.Option("--name", help=N_("Person's name"))]
PersonName = Annotated[str | None, typer.Option("--name", help=N_("Person's name"))]
Active = Annotated[
    bool | None,
    typer.Option("--active/--inactive", help=N_("In use, or kept only for what refers to it")),
]
Find = Annotated[str | None, typer.Option("--find", help=N_("Any part of a name or code"))]
Sort = Annotated[
    str | None,
    typer.Option("--sort", metavar="KEYS", help=N_("Sort by these columns; -KEY for descending")),
]
Limit = Annotated[int | None, typer.Option("--limit", help=N_("Show at most so many"))]
All = Annotated[bool, typer.Option("--all", help=N_("Show all, on a terminal too"))]
From = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help=N_("First day, or a period"))
]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help=N_("Last day, or a period"))]
Date = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help=N_("Date; today unless given"))
]
OtherDate = Annotated[str | None, typer.Option("--date", metavar="DATE", help=N_("Another date"))]
Remark = Annotated[str | None, typer.Option("--remark", help=N_("Remark; - reads it from stdin"))]


def noun_app(help_: str) -> typer.Typer:
    """The command group of a noun."""
    return typer.Typer(help=help_, no_args_is_help=True, add_completion=False)


def reads(row_type: type[Row]) -> Callable[[F], F]:
    """Mark a command that shows rows of ``row_type``: it takes the output options."""
    return _mark("read", row_type)


def writes(row_type: type[Row]) -> Callable[[F], F]:
    """Mark a command that changes the store: it takes ``--dry-run`` and the output options."""
    return _mark("write", row_type)


def _mark(kind: str, row_type: type[Row]) -> Callable[[F], F]:
    def mark(function: F) -> F:
        setattr(function, KIND, kind)
        setattr(function, ROWS, row_type)
        return function

    return mark
