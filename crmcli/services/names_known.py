"""The names of all customers in memory: for lists, where asking the store each time takes too long.

Finds exactly what :mod:`crmcli.services.duplicates` finds in the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crmcli.services import names
from crmcli.services.texts import HAN

BEGINNING = 2
"""Two names alike with Chinese characters begin with the same two."""


@dataclass(frozen=True, slots=True)
class _One:
    core: str
    key: int
    former: bool


class KnownNames:
    """Cores of names, each with the key of whom they belong to."""

    def __init__(self) -> None:
        self._beginnings: dict[str, list[_One]] = {}
        self._pairs: dict[str, list[_One]] = {}
        self._cores: dict[str, list[int]] = {}

    def add(self, core: str, key: int, *, former: bool = False) -> None:
        """Make a name known."""
        one = _One(core, key, former)
        if not former:
            self._cores.setdefault(core, []).append(key)
        self._beginnings.setdefault(core[:BEGINNING], []).append(one)
        if not HAN.search(core):
            for pair in names.bigrams(core):
                self._pairs.setdefault(pair, []).append(one)

    def alike(self, core: str, *, person: bool) -> Iterator[int]:
        """The keys of those whose name can be of the same firm, or person."""
        if person:
            yield from self._cores.get(core, ())
            return
        between = names.lengths(core)
        for one in self._near(core):
            fits = one.former or between is None or between[0] <= len(one.core) <= between[1]
            if fits and names.alike(core, one.core):
                yield one.key

    def _near(self, core: str) -> Iterable[_One]:
        found = self._beginnings.get(core[:BEGINNING], [])
        if HAN.search(core):
            return found
        lists = sorted((self._pairs.get(pair, []) for pair in names.bigrams(core)), key=len)
        near = dict.fromkeys(one for few in lists[: names.survivors(core)] for one in few)
        return [*dict.fromkeys([*found, *near])]
