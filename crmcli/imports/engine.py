"""An import as it goes on: rows read, understood, handed on a batch at a time, and counted.

The transactions are the caller's: one for all, or with ``--keep-going`` one for each batch, all of
one operation. A row that is refused leaves nothing, and is kept to be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice

from crmcli.db.work import Work, action, planned_anew
from crmcli.errors import CrmError
from crmcli.i18n import _, listed
from crmcli.imports import NOUNS
from crmcli.imports.rows import Rows
from crmcli.imports.spec import Asked, Entry, Import, Outcome, Result, Taker
from crmcli.intake.sheet import Line
from crmcli.views.imports import ImportRow, OutcomeRow

BATCH = 1_000
MOST_REFUSED, MOST_SAMPLES = 20, 3
"""So many of the rows that were refused are told, and so many of the others."""


class RowsRefusedError(CrmError):
    """Some rows of a list cannot be taken; the exit code is that of the first."""

    code = "rows_refused"

    def __init__(self, message: str, hint: str, first: CrmError) -> None:
        super().__init__(message, hint)
        self.exit_code = first.exit_code


class Run:
    """One import, from the first row to the last."""

    def __init__(self, spec: Import, rows: Rows, asked: Asked) -> None:
        self.spec, self.rows = spec, rows
        self.counts: Counter[Outcome] = Counter()
        self.refused: list[Result] = []
        self.rejected: list[tuple[Line, str]] = []
        """The rows that were refused as they were read, and why."""
        self.done = 0
        """The number of the last row that was handed on."""
        self.kept = 0
        """How many rows are committed."""
        self.operation: int | None = None
        self._samples: dict[Outcome, list[Result]] = {}
        self._taker = spec.taker(asked)
        self._entries = rows.entries()
        self._held: list[Entry | Result] = []
        self._hold()

    def more(self) -> bool:
        """Whether there is another batch."""
        return bool(self._held)

    def step(self, work: Work) -> None:
        """Take the next batch."""
        batch, self._held = self._held, []
        work.continues = self.operation
        if work.named is None:
            work.named = {}
        wanted = [one for one in batch if isinstance(one, Entry)]
        taken = {one.number: one for one in TAKE[self.spec.noun](work, self._taker, wanted)}
        for one in batch:
            self._count(taken[one.number] if isinstance(one, Entry) else one)
            self.done = one.number
        self.rows.forget()
        self._hold()

    def saved(self, work: Work) -> None:
        """What was taken so far is committed: what follows belongs to the same operation."""
        self.kept = self.counts.total()
        if work.changed and self.operation is None:
            self.operation = work.operation_id

    def _hold(self) -> None:
        self._held = list(islice(self._entries, BATCH))

    def _count(self, result: Result) -> None:
        self.counts[result.outcome] += 1
        if result.error is not None:
            self.refused.append(result)
            if not result.apart:
                reason = reason_of(result.error)
                self.rejected.extend((line, reason) for line in self.rows.lines_of(result.number))
            return
        told = self._samples.setdefault(result.outcome, [])
        if len(told) < (MOST_REFUSED if result.notes else MOST_SAMPLES):
            told.append(result)

    def require_whole(self) -> None:
        """Raise RowsRefusedError when a row was refused: then nothing is to be saved."""
        if self.refused:
            raise self.error(_("nothing was saved"))

    def error(self, state: str) -> RowsRefusedError:
        """The error that tells that rows were refused, the first of them by its reason."""
        first = self.refused[0]
        assert first.error is not None
        return RowsRefusedError(
            _("{} of {} rows cannot be imported, {}; row {}: {}").format(
                len(self.refused), self.counts.total(), state, first.number, first.error.message
            ),
            _("Correct them; or take the others: --keep-going --rejects FILE"),
            first.error,
        )

    def row(self, file: str, *, saved: bool) -> ImportRow:
        """What the import did, as people see it."""
        used = [one for one in (self.rows.headings, self.rows.more) if one is not None]
        return ImportRow(
            file=file,
            sheet=self.rows.sheet.name,
            rows=self.counts.total(),
            **{outcome.value: self.counts[outcome] for outcome in Outcome},
            saved=saved,
            operation=self.operation if saved else None,
            columns=tuple(
                f"{one.texts[place]} → {key}" for one in used for place, key in one.keys.items()
            ),
            unused=tuple(text for one in used for text in one.unused),
            samples=tuple(self._told()),
        )

    def _told(self) -> list[OutcomeRow]:
        others = [one for told in self._samples.values() for one in told]
        return [_told(one) for one in (*self.refused[:MOST_REFUSED], *others)]


def reason_of(error: CrmError) -> str:
    """Why a row was refused, and what to do, in one line."""
    return _("{} – {}").format(error.message, error.hint) if error.hint else error.message


def _told(result: Result) -> OutcomeRow:
    reason = reason_of(result.error) if result.error is not None else listed(result.notes)
    return OutcomeRow(
        row=result.number,
        outcome=result.outcome.value,
        key=result.key or None,
        name=result.name or None,
        reason=reason or None,
    )


def _take(work: Work, taker: Taker, entries: Sequence[Entry]) -> list[Result]:
    """A plan kept from when tables were empty would go through all of them for each batch."""
    with planned_anew(work):
        return taker.take(work, entries)


TAKE: dict[str, Callable[[Work, Taker, Sequence[Entry]], list[Result]]] = {
    noun: action(f"{noun}.import")(_take) for noun in NOUNS
}
"""Bringing in each noun is an action of its own."""
