"""Departments as lists have them."""

from __future__ import annotations

from crmcli.db.models.department import Department
from crmcli.imports import tree
from crmcli.imports.one_by_one import OneByOne
from crmcli.imports.spec import Import, some
from crmcli.services import department
from crmcli.views.department import DepartmentRow

VERBS = tree.verbs(Department, department.NOUN, department.add, department.edit)
IMPORT = Import(
    noun=department.NOUN,
    columns=some(DepartmentRow, "code", "name", "parent", "active"),
    required=("name",),
    taker=lambda asked: OneByOne(VERBS, {}, asked),
)
