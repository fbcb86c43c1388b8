"""Everything that can go wrong and is a person's business: one line, a hint, an exit code.

The message says what is wrong and with which value, the hint what to do next. Both are already
in the language in force. Classes of one noun stand beside its service and derive from these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from crmcli import i18n
from crmcli.i18n import _, listed

MOST_NAMED = 30
"""So many known words are named in a hint."""
SHORT = 3


class CrmError(Exception):
    """Base of all errors that are shown as one line; anything else is a defect."""

    code = "failure"
    exit_code = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class StoreError(CrmError):
    """The store cannot be used: unreachable, locked, full, of another version, no store at all."""

    code = "store"


class InvalidError(CrmError):
    """A value or a combination of values that cannot be meant."""

    code = "invalid"
    exit_code = 2


class UnconfirmedError(InvalidError):
    """Everything is ready, but a person must say yes first; ``message`` is the question."""

    code = "unconfirmed"


class NotFoundError(CrmError):
    """No record has that code, number or name."""

    code = "not_found"
    exit_code = 3


class AmbiguousError(CrmError):
    """Several records have that name."""

    code = "ambiguous"
    exit_code = 3


class NotAllowedError(CrmError):
    """Not logged in, or without the permission."""

    code = "not_allowed"
    exit_code = 4


class NotLoggedInError(NotAllowedError):
    """Nobody has said who acts."""

    code = "not_logged_in"


class RefusedError(CrmError):
    """A rule of the business or a conflict with somebody else's change forbids it."""

    code = "refused"
    exit_code = 5


class InUseError(RefusedError):
    """The record is referred to and cannot be removed."""

    code = "in_use"


class DuplicateError(RefusedError):
    """The code or number is taken."""

    code = "duplicate"


class PossibleDuplicateError(RefusedError):
    """A record like the one to be added exists; a person may say that it is another."""

    code = "possible_duplicate"


class NeedsRevisionError(RefusedError):
    """A key field was to be changed directly."""

    code = "needs_revision"


class StaleError(RefusedError):
    """The record was changed meanwhile by somebody else."""

    code = "stale"


def suggestion(given: str, known: Iterable[str] | Mapping[str, str]) -> str:
    """The hint for a word that is not among ``known``: the nearest of them, else all.

    A mapping tells what people call each: either may be meant. In English, where that has spaces,
    the word itself is shown.
    """
    near = nearest(given, known)
    if near:
        return _("Did you mean: {}?").format(listed(near))
    all_ = [_called(word, known) for word in known]
    return _("Known are: {}").format(
        listed([*all_[:MOST_NAMED], *(["…"] if len(all_) > MOST_NAMED else [])])
    )


def nearest(given: str, known: Iterable[str] | Mapping[str, str]) -> list[str]:
    """The words that ``given`` may have been meant for, the nearest first, at most three."""
    wanted = given.strip().casefold()
    meant = {word.casefold(): word for word in known}
    if isinstance(known, Mapping):
        meant.update({called.casefold(): word for word, called in known.items()})
    inside = [text for text in meant if len(wanted) > 1 and text.startswith(wanted)]
    found = dict.fromkeys(
        meant[text] for text in (*inside, *get_close_matches(wanted, meant, cutoff=cutoff(wanted)))
    )
    return [_called(word, known) for word in found][:3]


def cutoff(wanted: str) -> float:
    """How alike a near miss must be: one letter may differ, of short words too."""
    return 0.5 if len(wanted) <= SHORT else 0.6


def _called(word: str, known: Iterable[str] | Mapping[str, str]) -> str:
    if isinstance(known, Mapping) and i18n.language() != "en":
        return known[word]
    return word
