"""Operators: the people who use the store, and the reserved ones that hold what nobody owns."""

from sqlalchemy import Index, UniqueConstraint

from crmcli.db.models.authority import SCOPES
from crmcli.db.models.base import STRICT, Coded, one_of, reference, text

PERSON, POOL = "person", "pool"
POOL_PREFIX = "POOL-"


class Operator(Coded, table=True):
    """A person, or the pool of a department, which owns its unowned customers and cannot log in.

    ``scope`` says which rows a person sees, of ``scope_dept_id`` or of the own department;
    ``role_id`` what a person may do.
    """

    __tablename__ = "operator"
    __table_args__ = (
        UniqueConstraint("id", "dept_id"),
        one_of("kind", (PERSON, POOL)),
        one_of("scope", SCOPES),
        Index(None, "dept_id", "id"),
        STRICT,
    )

    kind: str = text()
    dept_id: int = reference("department")
    region_id: int | None = reference("region", null=True)
    personnel_type_id: int | None = reference("personnel_type", null=True)
    position_id: int | None = reference("position", null=True)
    manager_id: int | None = reference("operator", null=True)
    role_id: int | None = reference("role", null=True)
    scope: str | None = text(null=True)
    scope_dept_id: int | None = reference("department", null=True)
