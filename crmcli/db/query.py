"""SELECTs of several columns."""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlmodel
from sqlalchemy import Integer, bindparam

from crmcli.db.models import Coded


def at_most(rows: int | None) -> Any:
    """A LIMIT that stands in the statement itself.

    As a parameter PostgreSQL would not know it when it plans, and would plan anew every time.
    """
    return None if rows is None else bindparam(None, rows, Integer, literal_execute=True)


@cache
def by_code(model: type[Coded]) -> Any:
    """SELECT the record with the code that is given as ``code``; built once."""
    return sqlmodel.select(model).where(model.code == bindparam("code"))


@cache
def by_codes(model: type[Coded]) -> Any:
    """SELECT the records with the codes that are given as ``codes``; built once."""
    return sqlmodel.select(model).where(sqlmodel.col(model.code).in_(_several("codes")))


@cache
def by_number(model: type[Any]) -> Any:
    """SELECT the document with the number that is given as ``number``; built once."""
    return sqlmodel.select(model).where(model.number == bindparam("number"))


def _several(name: str) -> Any:
    return bindparam(name, expanding=True)


def columns(*entities: Any) -> Any:
    """SELECT several columns or entities.

    SQLModel types a model's attributes as their values, so its own overloads refuse them here.
    """
    return sqlmodel.select(*entities)
