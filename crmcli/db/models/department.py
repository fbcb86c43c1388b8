"""Departments: a tree."""

from crmcli.db.models.base import STRICT, Coded, reference


class Department(Coded, table=True):
    """A department of the company."""

    __tablename__ = "department"
    __table_args__ = STRICT

    parent_id: int | None = reference("department", null=True)
