"""Showing rows: which format, which columns, where to."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from crmcli import config
from crmcli.errors import InvalidError, suggestion
from crmcli.i18n import _, listed
from crmcli.output import cells, safe, talk, target
from crmcli.output.progress import progress
from crmcli.output.totals import Totals
from crmcli.views.base import Column, Kind, Page, Row, columns_of, key_of
from crmcli.views.form import Form

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from crmcli.db.work import Work
    from crmcli.views.report import Printed
    from crmcli.views.template import Template

NEWEST = 50
TOLD_EVERY = 1_000
DELIMITED = ("csv", "tsv")
TABULAR = (*DELIMITED, "xlsx")
DATA_FORMATS = ("json", "jsonl", *DELIMITED)
SUFFIXES = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".md": "markdown",
    ".txt": "plain",
    ".sql": "plain",
    ".xlsx": "xlsx",
}
Writer = Callable[[IO[Any], Any, tuple[Column, ...], Totals], None]


def chosen_format() -> str:
    """The output format: asked for, else by the file's suffix, else by where stdout goes.

    Raises:
        InvalidError: a file whose suffix says nothing.
    """
    settings = config.current()
    if settings.out and settings.origin.get("format") != "flag":
        suffix = Path(settings.out).suffix.lower()
        if suffix not in SUFFIXES:
            raise InvalidError(
                _("“{}” does not say its format").format(settings.out),
                _("End it in one of {}, or add --format").format(listed(SUFFIXES)),
            )
        return SUFFIXES[suffix]
    if settings.format and not (settings.format == "table" and settings.out):
        return settings.format
    return "table" if _to_terminal() else "plain"


def _to_terminal() -> bool:
    return not config.current().out and sys.stdout.isatty()


def check(*row_types: type[Row], preview: bool) -> None:
    """Raise now what showing rows would raise later, when a write would be done already.

    Where several types can be shown, the columns asked for must be one of theirs; a ``preview``
    shows changes.

    Raises:
        InvalidError: an unknown format or column, or no place for a spreadsheet.
        StoreError: a file that cannot be written.
    """
    settings = config.current()
    name = chosen_format()
    _check_options(name)
    wrong: InvalidError | None = None
    for row_type in _preview() if preview else row_types:
        try:
            columns_for(row_type, name, single=False)
            break
        except InvalidError as error:
            wrong = wrong or error
    else:
        if wrong is not None:
            raise wrong
    if settings.out:
        target.check_folder(Path(settings.out))
    elif name == "xlsx" and sys.stdout.isatty():
        raise InvalidError(_("A spreadsheet cannot be shown on a terminal"), _("Add -O FILE.xlsx"))


def _check_options(name: str) -> None:
    """Raise InvalidError where an option is given that the format cannot follow."""
    settings = config.current()
    for key, formats in (("headings", TABULAR), ("encoding", DELIMITED), ("safe", TABULAR)):
        if name not in formats and settings.origin.get(key) == "flag":
            raise InvalidError(
                _("--{} is not for the format {}").format(key, name),
                _("It is for: {}").format(listed(formats)),
            )


def exported_as() -> str | None:
    """The format in which a list leaves the program for others: a file, or made for spreadsheets.

    What stands on a screen or goes on through a pipe as text or JSON is no export.
    """
    name = chosen_format()
    return name if config.current().out or name in (*TABULAR, "jsonl") else None


def list_limit(limit: int | None, *, everything: bool) -> int | None:
    """How many rows a list shows: as asked, the newest 50 on a terminal, else all."""
    if limit is not None and everything:
        raise InvalidError(
            _("--limit and --all cannot both be asked for"), _("Give only one of the two")
        )
    if limit is not None:
        return limit
    return NEWEST if _to_terminal() and chosen_format() == "table" and not everything else None


def show_page(page: Page[Any], row_type: type[Row], *, totals: bool = False) -> None:
    """Show a list and, where it was cut, how to see the rest."""
    rows = page.rows if page.stream is None else page.stream
    if not _emit(rows, row_type, single=False, totals=totals):
        talk.say(_("Nothing found"))
    elif page.after is not None:
        more = _("Newest {} shown; older ones: --before {}, or --all")
        talk.say(more.format(len(page.rows), page.after))
    elif page.stream is None and page.total is not None and len(page.rows) < page.total:
        text = (
            _("Newest {} of {} shown; --all for all")
            if page.newest
            else _("First {} of {} shown; --all for all")
        )
        talk.say(text.format(len(page.rows), page.total))


def show_rows(rows: Sequence[Row], row_type: type[Row]) -> None:
    """Show rows that are all there are."""
    show_page(Page(list(rows), len(rows)), row_type)


def show_report(printed: Printed, *, chart: str | None) -> None:
    """Show a report: people get its title, a total and the chart asked for, programs its lines."""
    from crmcli.output import report

    name = chosen_format()
    rows: Iterable[Row]
    if name == "xlsx":
        from crmcli.output import workbook

        with target.opened(binary=True) as file:
            workbook.write(file, printed)
    else:
        rows = printed.rows if name in DATA_FORMATS else printed.lines
        columns = columns_for(printed.row_type, name, single=False, known=printed.columns)
        with (
            target.opened(binary=False, encoding=_encoding(name)) as file,
            report.around(file, printed, name, chart),
        ):
            _writer(name, printed.row_type, single=False)(
                file, rows, columns, printed.total or False
            )
    _told(len(printed.rows))
    if not printed.rows:
        talk.say(_("Nothing found"))
    elif name in DATA_FORMATS and printed.rest is not None:
        talk.say(_("Only the largest lines; the rest is left out of {}").format(name))


def streams(*, lists: bool = False) -> bool:
    """Whether rows are written one after the other as they come, and need not be known at once.

    Of ``lists`` those of spreadsheets are too; a report has totals and a chart there.
    """
    return chosen_format() in DATA_FORMATS or (lists and chosen_format() == "xlsx")


def require_format(*names: str) -> None:
    """Raise InvalidError unless the format asked for is one of these."""
    if chosen_format() not in names:
        raise InvalidError(
            _("This is written as {} only").format(listed(names)),
            _("Add -O FILE.{}").format(names[0]),
        )


def show_template(template: Template) -> None:
    """Write the template of a list, as a workbook or as CSV."""
    from crmcli.output import template as templates

    templates.show(template, book=chosen_format() == "xlsx")
    if config.current().out:
        talk.say(_("Written to {}").format(config.current().out))


def show_text(text: str) -> None:
    """Show a text as it is, to be copied: without colours, never broken."""
    with target.opened(binary=False) as file:
        file.write(safe.paragraph(text) + "\n")


def show(row: Row) -> None:
    """Show one record."""
    _emit([row], type(row), single=True, totals=True)


def prints_forms() -> bool:
    """Whether a form is drawn in the format asked for; the others are for data."""
    return chosen_format() in ("table", "plain")


def show_form(form: Form, row: Row) -> None:
    """Show a printed form; the formats for data get the record itself."""
    if not prints_forms():
        show(row)
        return
    from crmcli.output import form as forms

    with target.opened(binary=False) as file:
        forms.write(file, form)


def show_entries(row: Row, entries: Sequence[Row], row_type: type[Row]) -> None:
    """Show a record with its entries; the flat formats get the entries alone."""
    flat = chosen_format() in ("csv", "tsv", "markdown", "xlsx")
    wanted = config.current().columns
    if flat or (wanted and all(key_of(row_type, name) for name in wanted)):
        _emit(entries, row_type, single=False, totals=False)
    else:
        show(row)


def written(row: Row, key: str, work: Work) -> None:
    """Show what a write made, or with ``--dry-run`` what it would change."""
    if not _previewed(work):
        show(row)
        talk.say(_("Saved: {}").format(key) if work.changed else _("Nothing to change"))


def removed(row: Row, key: str, work: Work) -> None:
    """Show the record that was removed, as it was."""
    if not _previewed(work):
        show(row)
        talk.say(_("Removed: {}").format(key))


def kept_by_person(row: Row, told: str) -> None:
    """Show what a person keeps for later commands; with ``--dry-run`` it is not kept."""
    show(row)
    talk.say(_("Preview only, nothing saved") if config.current().dry_run else told)


def written_many(rows: Sequence[Row], row_type: type[Row], work: Work) -> None:
    """Show the records that a write made, or with ``--dry-run`` what it would change."""
    if not _previewed(work):
        _emit(rows, row_type, single=False, totals=False)
        talk.say(_("Saved: {}").format(len(rows)) if rows else _("Nothing to change"))


def _previewed(work: Work) -> bool:
    for warning in work.warnings:
        talk.say(_("Note: {}").format(warning))
    if work.preview is None:
        return False
    _emit(work.preview, *_preview(), single=False, totals=False)
    if not work.preview:
        talk.say(_("Nothing to change"))
    talk.say(_("Preview only, nothing saved"))
    return True


def _preview() -> tuple[type[Row]]:
    """What a preview shows: loaded only where there is one."""
    from crmcli.views.log import ChangeRow

    return (ChangeRow,)


def _emit(rows: Iterable[Row], row_type: type[Row], *, single: bool, totals: bool) -> int:
    """Write rows in the format asked for; how many there were."""
    name = chosen_format()
    columns = columns_for(row_type, name, single=single)
    write = _writer(name, row_type, single=single)
    with (
        target.opened(binary=name == "xlsx", encoding=_encoding(name)) as file,
        worded(),
        _counted(rows) as counted,
    ):
        write(file, counted.rows, columns, totals)
        number = counted.number
    _told(number)
    return number


class _Counted:
    """Rows that come one by one, and how many came."""

    def __init__(self, rows: Iterable[Row], tell: Callable[[int], None]) -> None:
        self.number = 0
        self.rows: Any = rows if isinstance(rows, Sequence) else self._passed(rows, tell)
        if isinstance(rows, Sequence):
            self.number = len(rows)

    def _passed(self, rows: Iterable[Row], tell: Callable[[int], None]) -> Iterator[Row]:
        for row in rows:
            self.number += 1
            if not self.number % TOLD_EVERY:
                tell(self.number)
            yield row


@contextlib.contextmanager
def _counted(rows: Iterable[Row]) -> Iterator[_Counted]:
    """Count rows; where they go to a file and come one by one, a person sees how far it is."""
    if isinstance(rows, Sequence) or not config.current().out:
        yield _Counted(rows, lambda _done: None)
        return
    with progress(_("Rows"), None) as tell:
        yield _Counted(rows, tell)


def worded() -> AbstractContextManager[None]:
    """What is written in the meantime is in the language of the headings asked for."""
    tabular = chosen_format() in TABULAR
    return cells.worded_in(config.current().headings if tabular else None)


def _encoding(name: str) -> str | None:
    return config.current().encoding if name in DELIMITED else None


def _told(rows: int) -> None:
    if config.current().out:
        talk.say(_("Written to {}; rows: {}").format(config.current().out, rows))


def columns_for(
    row_type: type[Row], name: str, *, single: bool, known: tuple[Column, ...] = ()
) -> tuple[Column, ...]:
    """The columns asked for, else those that the format and the shape call for."""
    known = known or columns_of(row_type)
    wanted = config.current().columns
    if wanted:
        by_key = {c.key: c for c in (*columns_of(row_type), *known)}
        return tuple(by_key[_key(row_type, name)] for name in wanted)
    if name in ("json", "jsonl"):
        return tuple(c for c in known if not c.human)
    if name in DATA_FORMATS:
        return tuple(c for c in known if not c.human and c.kind is not Kind.ROWS)
    return tuple(c for c in known if single or (c.listed and c.kind is not Kind.ROWS))


def _key(row_type: type[Row], name: str) -> str:
    key = key_of(row_type, name)
    if key is not None:
        return key
    known = {c.key: c.title for c in columns_of(row_type)}
    raise InvalidError(_("There is no column “{}”").format(name), suggestion(name, known))


def _writer(name: str, row_type: type[Row], *, single: bool) -> Writer:
    """The writer of a format; each loads only what it needs."""
    if name in ("json", "jsonl"):
        from crmcli.output import jsons

        if name == "jsonl":
            return jsons.write_lines
        return jsons.write_record if single else jsons.write_list
    if name in ("csv", "tsv"):
        from crmcli.output import delimited

        return delimited.write_csv if name == "csv" else delimited.write_tsv
    if name == "xlsx":
        from crmcli.output import xlsx

        return xlsx.write
    if name == "table" and row_type.blocks and not config.current().columns:
        from crmcli.output import entries

        return entries.write
    if name == "table":
        from crmcli.output import table

        return table.write_record if single else table.write_list
    from crmcli.output import plain

    if name == "markdown":
        return plain.write_markdown
    return plain.write_record if single else plain.write_list
