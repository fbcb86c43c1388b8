"""Settings of the company."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Row, column


@dataclass(frozen=True, slots=True)
class SettingRow(Row):
    """A setting, what it is for and what it is set to."""

    noun: ClassVar[str] = N_("setting")

    key: str = column(N_("Setting"), Kind.CODE)
    value: str = column(N_("Value"))
    meaning: str = column(N_("Meaning"), human=True)
