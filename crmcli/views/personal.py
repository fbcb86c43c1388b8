"""Personal settings, aliases, and what helps when asking for help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Row, column

MEANINGS = {
    "db": N_("The store: a path, sqlite:///… or postgresql://…"),
    "lang": N_("Language: en or zh_CN"),
    "format": N_("Output format unless another is asked for"),
    "operator": N_("Who acts"),
    "money_unit": N_("Unit in which amounts are shown: yuan or wan"),
    "headings": N_("Headings of CSV, TSV and spreadsheets: key, en or zh"),
    "encoding": N_("Encoding of CSV and TSV"),
    "pager": N_("What shows long output on a terminal; cat for none"),
}
"""What each personal setting is for."""


@dataclass(frozen=True, slots=True)
class ConfigRow(Row):
    """A personal setting and what it is set to."""

    noun: ClassVar[str] = N_("personal setting")

    key: str = column(N_("Setting"), Kind.CODE)
    value: str | None = column(N_("Value"))
    meaning: str = column(N_("Meaning"), human=True)


@dataclass(frozen=True, slots=True)
class OriginRow(ConfigRow):
    """A personal setting with where its value comes from."""

    origin: str = column(N_("Origin"))


@dataclass(frozen=True, slots=True)
class AliasRow(Row):
    """A command of a person's own."""

    noun: ClassVar[str] = N_("alias")

    name: str = column(N_("Alias"), Kind.CODE)
    command: str = column(N_("Command"))


@dataclass(frozen=True, slots=True)
class InfoRow(Row):
    """One fact about this installation."""

    noun: ClassVar[str] = N_("installation")

    key: str = column(N_("What"), Kind.CODE)
    value: str | None = column(N_("Value"))
