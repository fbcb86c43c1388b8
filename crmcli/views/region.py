"""Regions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.tree import TreeRow


@dataclass(frozen=True, slots=True)
class RegionRow(TreeRow):
    """A sales region."""

    noun: ClassVar[str] = N_("region")
