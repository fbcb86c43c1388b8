"""The names of all customers in memory: for lists, where asking the store each time takes too long.

Finds exactly what :mod:`crmcli.services.duplicates` finds in the store.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

from crmcli.services import names
from crmcli.services.texts import HAN

BEGINNING = 2
"""Two names alike with Chinese characters begin with the same two."""
LONG = "q"
"""The type of keys and places in an array: 64 bits each, not an object."""


class KnownNames:
    """Cores of names, each with the key of whom they belong to."""

    def __init__(self) -> None:
        self._cores: list[str] = []
        self._keys = array(LONG)
        self._former: set[int] = set()
        self._beginnings: dict[str, array[int]] = {}
        self._pairs: dict[str, array[int]] = {}

    def add(self, core: str, key: int, *, former: bool = False) -> None:
        """Make a name known."""
        place = len(self._cores)
        self._cores.append(core)
        self._keys.append(key)
        if former:
            self._former.add(place)
        self._beginnings.setdefault(core[:BEGINNING], array(LONG)).append(place)
        if not HAN.search(core):
            for pair in names.bigrams(core):
                self._pairs.setdefault(pair, array(LONG)).append(place)

    def alike(self, core: str, *, person: bool) -> Iterator[int]:
        """The keys of those whose name can be of the same firm, or person."""
        if person:
            yield from self._same(core)
            return
        between = names.lengths(core)
        for place in self._near(core):
            other = self._cores[place]
            fits = between is None or between[0] <= len(other) <= between[1]
            if (fits or place in self._former) and names.alike(core, other):
                yield self._keys[place]

    def _same(self, core: str) -> Iterator[int]:
        for place in self._beginnings.get(core[:BEGINNING], ()):
            if self._cores[place] == core and place not in self._former:
                yield self._keys[place]

    def _near(self, core: str) -> Iterable[int]:
        found = self._beginnings.get(core[:BEGINNING], array(LONG))
        if HAN.search(core):
            return found
        none = array(LONG)
        lists = sorted((self._pairs.get(pair, none) for pair in names.bigrams(core)), key=len)
        near = (place for few in lists[: names.survivors(core)] for place in few)
        return dict.fromkeys([*found, *near])
