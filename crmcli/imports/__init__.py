"""Bringing lists in: one file a noun says what its rows may hold and how they become records."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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
)


def load(noun: str) -> Import:
    """The declaration of what can be imported as ``noun``, one of :data:`NOUNS`."""
    found: Import = import_module(f"crmcli.imports.{noun}").IMPORT
    return found
