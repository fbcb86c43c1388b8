"""The template of a list: what a company fills in to bring its data in."""

from __future__ import annotations

from dataclasses import dataclass

from crmcli.views.base import Column


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a template."""

    column: Column
    required: bool
    choices: tuple[str, ...]
    """What can be chosen; empty where anything can be written."""
    example: str


@dataclass(frozen=True, slots=True)
class Template:
    """A list to be filled in."""

    title: str
    headings: tuple[Heading, ...]
