"""What commands share: options that mean the same everywhere, and marks that `cli` reads."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_type_hints

import typer

from crmcli import config, output
from crmcli.errors import InvalidError, NotLoggedInError
from crmcli.i18n import N_, _
from crmcli.views.base import Column, Kind, Page, Row, columns_of
from crmcli.views.store import TableRow

F = TypeVar("F", bound=Callable[..., Any])
KIND, ROWS = "crm_kind", "crm_rows"
CHANGING = ("write", "many", "own")
"""Commands of these kinds can be previewed."""

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
Propose = Annotated[bool, typer.Option("--propose", help=N_("Propose a revision of key fields"))]
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
Before = Annotated[
    str | None,
    typer.Option("--before", metavar="KEY", help=N_("Only older ones than this: the next page")),
]
Department = Annotated[
    str | None, typer.Option("--department", metavar="CODE", help=N_("Department"))
]
OfCustomer = Annotated[
    str, typer.Argument(metavar="CUSTOMER", help=N_("Customer, by code or unique name"))
]
ByCustomer = Annotated[str | None, typer.Option("--customer", metavar="CODE", help=N_("Customer"))]
BySalesperson = Annotated[
    str | None, typer.Option("--salesperson", metavar="CODE", help=N_("Salesperson"))
]
ByRegion = Annotated[
    str | None,
    typer.Option("--region", metavar="CODE", help=N_("Region, with what is below it")),
]
NewNumber = Annotated[
    str | None, typer.Option("--number", help=N_("Number; made by rule unless given"))
]
Version = Annotated[
    int | None,
    typer.Option("--version", metavar="N", help=N_("Only if it is still at this version")),
]
ByOperator = Annotated[
    str | None, typer.Option("--operator", metavar="CODE", help=N_("Only of this operator"))
]
Reveal = Annotated[
    bool, typer.Option("--reveal", help=N_("With phones and e-mails whole; this is logged"))
]
PasswordStdin = Annotated[
    bool, typer.Option("--password-stdin", help=N_("Read the password from stdin"))
]
PasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--password-file", metavar="FILE", help=N_("A file of mode 0600 that holds the password")
    ),
]
ByChannel = Annotated[
    str | None, typer.Option("--channel", metavar="CODE", help=N_("Follow-up channel"))
]
Content = Annotated[
    str | None,
    typer.Option("--content", help=N_("The text to start from; - reads it from stdin")),
]
Remark = Annotated[str | None, typer.Option("--remark", help=N_("Remark; - reads it from stdin"))]


Show = Callable[[Page[Any], type[Row]], None]
"""Shows a list of rows of a type."""


@contextmanager
def listing(*, totals: bool = False) -> Iterator[tuple[Any, Show]]:
    """A unit of work that reads a list, and what shows it.

    Where the format allows it rows are shown one after the other as they come; else when the store
    is left, since a person may look at them for long.
    """
    from crmcli.db import work

    later: list[tuple[Page[Any], type[Row]]] = []
    form = output.exported_as()

    def show(page: Page[Any], row_type: type[Row]) -> None:
        if form is not None:
            log_export(form, len(page.rows) if page.stream is None else page.total or 0)
        if page.stream is None:
            later.append((page, row_type))
        else:
            output.show_page(page, row_type, totals=totals)

    with work.read(stream=output.streams(lists=True)) as w:
        w.counting = form is not None
        if form is not None:
            w.require("list.export")
        yield w, show
    for page, row_type in later:
        output.show_page(page, row_type, totals=totals)


def log_export(form: str, rows: int) -> None:
    """Log, before the first row leaves, that a list is written to a file or for a spreadsheet."""
    from crmcli.db import work
    from crmcli.services import disclosure

    settings = config.current()
    with work.write(preview=False) as w:
        disclosure.exported(w, settings.command, form, rows, dict(settings.asked))


@contextmanager
def looking(*, reveal: bool) -> Iterator[Any]:
    """A unit of work that reads a record; to reveal what is hidden of it, one that is logged."""
    from crmcli.db import work

    with work.write(preview=False) if reveal else work.read() as w:
        yield w


def whole_store(
    rows: int, act: Callable[[Callable[[int], None], bool], Sequence[Row]], done: str
) -> None:
    """Do something with every row of a store, with its progress; with ``--dry-run`` only try.

    ``act`` is told where to say how many more rows are done, and whether to keep what it does.
    """
    keep = not config.current().dry_run
    so_far = 0
    with output.progress(_("Rows"), rows) as tell:

        def more(number: int) -> None:
            nonlocal so_far
            so_far += number
            tell(so_far)

        tables = act(more, keep)
    output.show_rows(tables, TableRow)
    output.say(done if keep else _("Preview only, nothing saved"))


def noun_app(help_: str) -> typer.Typer:
    """The command group of a noun."""
    return typer.Typer(help=help_, no_args_is_help=True, add_completion=False)


def reads(*row_types: type[Row]) -> Callable[[F], F]:
    """Mark a command that shows rows of one of ``row_types``: it takes the output options."""
    return _mark("read", row_types)


def writes(row_type: type[Row]) -> Callable[[F], F]:
    """Mark a command that changes the store: it takes ``--dry-run`` and the output options."""
    return _mark("write", (row_type,))


def writes_many(row_type: type[Row]) -> Callable[[F], F]:
    """Mark a command that changes very much: what it did or would do is told in ``row_type``."""
    return _mark("many", (row_type,))


def keeps(*row_types: type[Row]) -> Callable[[F], F]:
    """Mark a command that changes what is a person's own: options as of one that writes."""
    return _mark("own", row_types)


def options(row_type: type[Row], required: Sequence[str] = ()) -> Callable[[F], F]:
    """Turn ``**values: Unpack[SomeTypedDict]`` into an option for each key.

    Each is a column of ``row_type``, whose heading (or ``entry``) is its help: what people see of a
    noun and what they enter is declared once. ``required`` keys must be given: a terminal asks.
    """

    def mark(function: F) -> F:
        signature = inspect.signature(function, eval_str=True)
        *own, rest = signature.parameters.values()
        (values,) = get_args(rest.annotation)
        columns = {column.key: column for column in columns_of(row_type)}
        parameters = [
            *own,
            *(
                inspect.Parameter(
                    key,
                    inspect.Parameter.KEYWORD_ONLY,
                    default=inspect.Parameter.empty if key in required else None,
                    annotation=Annotated[kind, _option(columns[key])],
                )
                for key, kind in get_type_hints(values).items()
            ),
        ]
        return taking(function, parameters)

    return mark


def taking(function: F, parameters: Sequence[inspect.Parameter]) -> F:
    """Give a function with ``**values`` the parameters that Typer makes options of."""
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    function.__annotations__ = {p.name: p.annotation for p in parameters}
    return function


def keywords(declared: Mapping[str, Any]) -> list[inspect.Parameter]:
    """Parameters for :func:`taking`: a flag is off and anything else absent unless given."""
    return [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=False if get_args(kind)[0] is bool else None,
            annotation=kind,
        )
        for name, kind in declared.items()
    ]


def _option(column: Column) -> Any:
    name = "--" + column.key.replace("_", "-")
    metavar = "|".join(column.labels) if column.kind is Kind.ENUM else METAVARS.get(column.kind)
    if column.refers and column.kind is Kind.CODE:
        metavar = "CODE"
    return typer.Option(name, metavar=metavar or "TEXT", help=column.entry or column.heading)


METAVARS = {
    Kind.MONEY: "AMOUNT",
    Kind.PRICE: "AMOUNT",
    Kind.QUANTITY: "NUMBER",
    Kind.PERCENT: "PERCENT",
    Kind.DISCOUNT: "DISCOUNT",
    Kind.COUNT: "NUMBER",
    Kind.DATE: "DATE",
    Kind.INSTANT: "DATE",
}


def not_within(given: int, name: str, least: int, most: int) -> InvalidError:
    """The error for a number that is too small or too large."""
    return InvalidError(
        _("“{}” is not a valid {}").format(given, name),
        _("Give a whole number from {} to {}").format(least, most),
    )


def missing(name: str) -> InvalidError:
    """The error for a value that is needed and was not given."""
    return InvalidError(_("Missing: {}").format(name), _("Give it, or work on a terminal"))


def secret_given(*, stdin: bool, file: Path | None) -> str | None:
    """A password from stdin, from a file, or from the environment; ``None`` when there is none.

    Raises:
        InvalidError, StoreError: there is nothing on stdin, or the file can be read by others.
    """
    from crmcli.db import identity

    if stdin:
        return output.secret_lines()[0]
    if file is not None:
        return identity.secret_of_file(file)
    return identity.given_secret(identity.PASSWORD, identity.PASSWORD_FILE)


def password(label: str) -> str:
    """Ask for a password on the terminal.

    Raises:
        NotLoggedInError: there is nobody to ask.
    """
    if not output.can_ask():
        raise NotLoggedInError(
            _("A password is needed"), _("Set CRM_PASSWORD, or use --password-stdin")
        )
    return output.ask_secret(label)


def new_password(label: str) -> str:
    """Ask for a new password, twice.

    Raises:
        NotLoggedInError: there is nobody to ask.
        InvalidError: the two are not the same.
    """
    first = password(label)
    if password(_("The same once more")) != first:
        raise InvalidError(_("The two passwords are not the same"), _("Try again"))
    return first


def read_texts(values: Any, *keys: str) -> None:
    """Read the texts that are given as ``-`` from stdin."""
    for key in keys:
        if key in values:
            values[key] = output.text_given(values[key])


def _mark(kind: str, row_types: tuple[type[Row], ...]) -> Callable[[F], F]:
    def mark(function: F) -> F:
        setattr(function, KIND, kind)
        setattr(function, ROWS, row_types)
        return function

    return mark
