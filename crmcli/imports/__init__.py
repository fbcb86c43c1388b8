"""Bringing lists in: one file a noun says what its rows may hold and how they become records."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from crmcli.errors import InvalidError, suggestion
from crmcli.i18n import _, in_all
from crmcli.views.nouns import NOUNS as WORDS

if TYPE_CHECKING:
    from crmcli.imports.spec import Import

NOUNS = (
    "customer",
    "contact",
    "followup",
    "order",
    "payment",
    "opening",
    "product",
    "operator",
    "department",
    "region",
    "working-calendar",
)


def named(given: str) -> str:
    """The noun among :data:`NOUNS` that a word means, in either language.

    Raises:
        InvalidError: none of them.
    """
    wanted = given.strip().casefold()
    for noun in NOUNS:
        if wanted in (noun, *(word.casefold() for word in in_all(WORDS[noun]))):
            return noun
    raise InvalidError(
        _("“{}” is not a valid {}").format(given, _("noun")),
        suggestion(given, {noun: _(WORDS[noun]) for noun in NOUNS}),
    )


def load(noun: str) -> Import:
    """The declaration of what can be imported as ``noun``, one of :data:`NOUNS`."""
    found: Import = import_module(f"crmcli.imports.{noun.replace('-', '_')}").IMPORT
    return found
