"""crm import"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmcli import config, imports, intake, output
from crmcli.commands import export, import_mapping, kit
from crmcli.i18n import N_, _
from crmcli.views.imports import ImportRow

if TYPE_CHECKING:
    from crmcli.imports.engine import RowsRefusedError, Run

app = kit.noun_app(N_("Bring in lists from other programs"))
app.add_typer(import_mapping.app, name="mapping")


def _text(name: str, metavar: str, help_: str) -> Any:
    return Annotated[str | None, typer.Option(name, metavar=metavar, help=help_)]


def _several(name: str, metavar: str, help_: str) -> Any:
    return Annotated[list[str] | None, typer.Option(name, metavar=metavar, help=help_)]


FILE = Annotated[
    str,
    typer.Argument(
        metavar="FILE", help=N_("CSV, TSV, XLSX, XLS, JSON lines or vCard; - reads CSV from stdin")
    ),
]
READING = {
    "maps": _several("--map", "KEY=HEADING", N_("Which heading is which column; can be repeated")),
    "sets": _several(
        "--set", "KEY=VALUE", N_("What rows have that say nothing else; can be repeated")
    ),
    "ignored": _several("--ignore", "HEADING", N_("Leave this column out; can be repeated")),
    "mapping": _text("--mapping", "NAME", N_("Use what was kept with --save-mapping")),
    "save_mapping": _text("--save-mapping", "NAME", N_("Keep what --map says under a name")),
    "sheet": _text("--sheet", "NAME", N_("The sheet of a workbook; the first unless given")),
    "file_encoding": _text(
        "--file-encoding", "NAME", N_("The encoding of the list; found unless given")
    ),
    "date_format": _text(
        "--date-format",
        "ymd|mdy|dmy",
        N_("The order of dates such as 03/05/2026, or a pattern such as %d.%m.%y"),
    ),
}
TAKING = {
    "on_duplicate": _text(
        "--on-duplicate",
        "error|skip|update|add",
        N_("What happens to rows that are there already and say something else"),
    ),
    "create_missing": _text(
        "--create-missing",
        "NOUNS",
        N_("Make basic data that does not exist, such as industry,source"),
    ),
    "keep_going": Annotated[
        bool, typer.Option("--keep-going", help=N_("Save the rows that can be, batch by batch"))
    ],
    "rejects": Annotated[
        Path | None,
        typer.Option(
            "--rejects",
            metavar="FILE",
            help=N_("Write the rows that were refused to this .csv or .xlsx, with reasons"),
        ),
    ],
}
OF_ORDERS = {
    "lines": _text("--lines", "FILE", N_("The lines of the orders, where they are another list")),
    "discount_as": _text(
        "--discount-as",
        "percent|fraction|left",
        N_("What bare numbers mean: 10, 0.1 and 0.9 are ten percent off"),
    ),
}


def _parameters(noun: str) -> dict[str, Any]:
    return {**READING, **TAKING, **(OF_ORDERS if noun == "order" else {})}


def _command(noun: str) -> Callable[..., None]:
    """The command that brings in one kind of list."""

    def run(file: str, **given: Any) -> None:
        _bring(noun, file, given)

    file = inspect.Parameter("file", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=FILE)
    return kit.taking(run, [file, *kit.keywords(_parameters(noun))])


def _bring(noun: str, file: str, given: dict[str, Any]) -> None:
    """Bring a list in, and show what became of its rows."""
    from crmcli.imports import asking, engine
    from crmcli.imports.rows import Rows
    from crmcli.imports.spec import Outcome
    from crmcli.output import rejects

    spec = imports.load(noun)
    reading = asking.reading(
        spec,
        maps=given["maps"] or (),
        saved=_mapping(noun, given["mapping"]),
        sets=given["sets"] or (),
        ignored=given["ignored"] or (),
        dates=given["date_format"],
    )
    asked = asking.asked(
        spec,
        duplicates=given["on_duplicate"] or "error",
        create=given["create_missing"],
        discount=given.get("discount_as"),
    )
    if given["rejects"] is not None:
        rejects.check(given["rejects"])
    with ExitStack() as stack:
        path = stack.enter_context(_local(file))
        sheet = intake.read(path, encoding=given["file_encoding"], name=given["sheet"])
        lines = given.get("lines")
        apart = intake.read(Path(lines), encoding=given["file_encoding"]) if lines else None
        run = engine.Run(spec, Rows(spec, sheet, reading, apart), asked)
        _keep(noun, given["save_mapping"], reading.mapping)
        failed = _run(run, sheet.rows, keep_going=given["keep_going"])
    if given["rejects"] is not None:
        told = ((line.number, line.cells, reason) for line, reason in run.rejected)
        rejects.write(given["rejects"], run.rows.headings.texts, told)
    saved = not config.current().dry_run and (failed is None or given["keep_going"])
    output.show(run.row(file, saved=saved))
    if failed is not None:
        raise failed
    changed = run.counts[Outcome.ADDED] + run.counts[Outcome.CHANGED]
    done = _("Saved: {}").format(changed) if changed else _("Nothing to change")
    output.say(done if saved else _("Preview only, nothing saved"))


def _mapping(noun: str, name: str | None) -> dict[str, str]:
    """What was kept under a name."""
    if name is None:
        return {}
    from crmcli.db import work
    from crmcli.services import import_mapping as kept

    with work.read() as w:
        return kept.get(w, name, noun=noun)


def _keep(noun: str, name: str | None, mapping: Mapping[str, str]) -> None:
    """Keep a mapping that the list was just read with."""
    if name is None:
        return
    from crmcli.db import work
    from crmcli.services import import_mapping as kept

    with work.write(preview=False) as w:
        kept.save(w, name, noun=noun, headings=mapping)


def _run(run: Run, rows: int, *, keep_going: bool) -> RowsRefusedError | None:
    """Take all rows: in one transaction, or with ``keep_going`` each batch in its own."""
    from crmcli.db import work
    from crmcli.imports.engine import RowsRefusedError

    batches = keep_going and not config.current().dry_run
    with output.progress(_("Rows"), rows) as tell:
        try:
            while run.more():
                with work.write(preview=False) as w:
                    while run.more():
                        run.step(w)
                        tell(run.done)
                        if batches:
                            break
                    if not keep_going:
                        run.require_whole()
                run.saved(w)
        except RowsRefusedError as error:
            return error
        except KeyboardInterrupt:
            if batches and run.operation is not None:
                output.say(
                    _("Saved before: the first {} rows; the same command goes on").format(run.kept)
                )
            raise
    return run.error(_("the others were saved")) if run.refused else None


@contextmanager
def _local(file: str) -> Iterator[Path]:
    """The file; what comes from stdin becomes one for as long as it is read."""
    if file != "-":
        yield Path(file).expanduser()
        return
    with NamedTemporaryFile(suffix=".csv") as copy:
        copy.write(sys.stdin.buffer.read())
        copy.flush()
        yield Path(copy.name)


@app.command("template", help=N_("A sheet to fill in, with headings, choices and examples"))
@kit.reads()
def template(
    noun: Annotated[
        str,
        typer.Argument(metavar="|".join(imports.NOUNS), help=N_("What the list is of")),
    ],
) -> None:
    """Write the template of a list."""
    from crmcli.db import work
    from crmcli.imports import template as templates

    wanted = imports.named(noun)
    output.require_format("xlsx", "csv")
    with work.read() as w:
        made = templates.run(w, wanted)
    output.show_template(made)


HELP = {
    "customer": N_("Bring in customers, each with its first contact in the same row"),
    "contact": N_("Bring in contacts"),
    "followup": N_("Bring in follow-ups, with their authors and times"),
    "order": N_("Bring in orders, a line a row, or heads and lines in two lists"),
    "payment": N_("Bring in receipts"),
    "opening": N_("Bring in opening balances"),
    "product": N_("Bring in products"),
    "operator": N_("Bring in operators"),
    "department": N_("Bring in departments"),
    "region": N_("Bring in regions"),
    "working-calendar": N_("Bring in days that are worked on, or off, other than the week says"),
}
for _noun in imports.NOUNS:
    app.command(_noun, help=HELP[_noun])(kit.writes_many(ImportRow)(_command(_noun)))
app.command("all", help=N_("Fill a new store with what crm export all wrote"))(export.load)
