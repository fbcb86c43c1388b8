"""Records made one after the other by the same functions as single ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from crmcli.db import faults
from crmcli.db.models.base import Coded
from crmcli.db.models.codelist import CODE_LISTS
from crmcli.db.models.customer import Customer
from crmcli.db.models.region import Region
from crmcli.db.work import Work
from crmcli.errors import CrmError, DuplicateError, NotFoundError
from crmcli.i18n import _
from crmcli.imports import values
from crmcli.imports.spec import Asked, Duplicates, Entry, Outcome, Result
from crmcli.services import codelist, customer, lookup, region

Named = tuple[str, str]
"""The key and the name of a record."""


@dataclass(frozen=True, slots=True)
class Verbs:
    """How a noun is found, added and changed by what a list says."""

    find: Callable[[Work, Entry], str | None]
    """The key of the record that the entry means, if it is there already."""
    add: Callable[[Work, Entry], Named]
    edit: Callable[[Work, str, Entry], Named]
    """Change what the entry says otherwise; raise where nothing can be changed."""


class _Undone(Exception):  # noqa: N818 - no error: what was tried is taken back
    def __init__(self, result: Result) -> None:
        super().__init__()
        self.result = result


class OneByOne:
    """Takes entries one by one; those that name one that comes later wait for it."""

    def __init__(self, verbs: Verbs, creates: Mapping[str, str], asked: Asked) -> None:
        self._verbs, self._creates, self._asked = verbs, creates, asked

    def take(self, work: Work, entries: Sequence[Entry]) -> list[Result]:
        """What became of each entry."""
        results: dict[int, Result] = {}
        waiting = list(entries)
        while waiting:
            tried = [(entry, self._one(work, entry)) for entry in waiting]
            results.update({entry.number: result for entry, result in tried})
            again = [one for one, result in tried if isinstance(result.error, NotFoundError)]
            if len(again) == len(waiting):
                break
            waiting = again
        return [results[entry.number] for entry in entries]

    def _one(self, work: Work, entry: Entry) -> Result:
        warned, work.warnings = work.warnings, []
        changed, work.changed = work.changed, False
        try:
            with faults.explained(work.store), work.session.begin_nested():
                result = self._tried(work, entry)
                work.session.flush()
            changed = changed or work.changed
        except _Undone as undone:
            result = undone.result
        except CrmError as error:
            result = Result(entry.number, Outcome.REFUSED, error=error)
        notes = tuple(work.warnings)
        work.warnings, work.changed = warned, changed
        return replace(result, notes=notes) if result.error is None else result

    def _tried(self, work: Work, entry: Entry) -> Result:
        for key, noun in self._creates.items():
            if noun in self._asked.create:
                for values in entry.rows:
                    ensure(work, noun, values.get(key))
        found = self._verbs.find(work, entry)
        if found is None:
            return Result(entry.number, Outcome.ADDED, *self._verbs.add(work, entry))
        work.session.flush()
        work.changed = False
        named = self._verbs.edit(work, found, entry)
        work.session.flush()
        if not work.changed:
            return Result(entry.number, Outcome.SAME, *named)
        if self._asked.duplicates is Duplicates.UPDATE:
            return Result(entry.number, Outcome.CHANGED, *named)
        if self._asked.duplicates is Duplicates.SKIP:
            raise _Undone(Result(entry.number, Outcome.SKIPPED, *named))
        raise there_already(*named)


def active_of(entry: Entry) -> bool | None:
    """Whether the record shall be in use, if the entry says so.

    Raises:
        InvalidError: neither yes nor no.
    """
    given = entry.values.get("active")
    return None if given is None else values.flag(given, _("Active"))


def there_already(key: str, name: str) -> DuplicateError:
    """The error for a row whose record is there already and says something else."""
    return DuplicateError(
        _("{} {} is there already and says something else").format(key, name),
        _("Choose what happens: --on-duplicate skip or update"),
    )


def ensure(work: Work, noun: str, name: str | None) -> None:
    """Make an entry of the basic data unless there is one of that code or name.

    Raises:
        NotAllowedError: there is none, and the operator may not make one.
    """
    if not name:
        return
    models: dict[str, type[Coded]] = {"region": Region, "customer": Customer, **CODE_LISTS}
    try:
        lookup.remembered(
            work, (noun, name), lambda: lookup.coded(work, models[noun], noun, name).id
        )
    except NotFoundError:
        work.require(f"{noun if noun in ('region', 'customer') else 'code-list'}.create")
        if noun == "region":
            region.add(work, name=name)
        elif noun == "customer":
            customer.add(work, name=name)
        else:
            codelist.add(work, noun, name=name)
        work.named = {}
