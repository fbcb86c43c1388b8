"""Regions: a tree."""

from crmcli.db.models.base import STRICT, Coded, reference


class Region(Coded, table=True):
    """A sales region; the parent's sales include its own."""

    __tablename__ = "region"
    __table_args__ = STRICT

    parent_id: int | None = reference("region", null=True)
