"""Printed forms: what stands on the paper, whatever it is printed with."""

from __future__ import annotations

from dataclasses import dataclass

from crmcli.views.base import Column, Row

Pair = tuple[str, str]
"""A label and what stands beside it."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form: who makes it out, its title, its head, its rows, what is below, who signs."""

    company: str
    title: str
    head: tuple[Pair, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    foot: tuple[Pair, ...]
    signatures: tuple[str, ...]
