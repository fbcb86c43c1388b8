"""Records without a number of their own: the third of three equal ones is the third."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from crmcli.imports.spec import Entry


class Repeated:
    """Counts equal entries of one list, so that the same list again finds each of them."""

    def __init__(self) -> None:
        self._seen: dict[Hashable, list[int]] = {}

    def find(self, entry: Entry, identity: Hashable, present: Sequence[str]) -> str | None:
        """Which of the equal records that are ``present`` the entry is, if it is one of them."""
        numbers = self._seen.setdefault(identity, [])
        if entry.number not in numbers:
            numbers.append(entry.number)
        place = numbers.index(entry.number)
        return present[place] if place < len(present) else None
