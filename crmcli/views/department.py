"""Departments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.tree import TreeRow


@dataclass(frozen=True, slots=True)
class DepartmentRow(TreeRow):
    """A department of the company."""

    noun: ClassVar[str] = N_("department")
