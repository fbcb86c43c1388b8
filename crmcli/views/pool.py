"""The pool of customers that nobody follows up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from crmcli.i18n import N_
from crmcli.views.base import Kind, Ref, Row, column

POOLS = {"department": N_("department"), "region": N_("region"), "company": N_("whole company")}
MOVES = {"release": N_("released"), "claim": N_("claimed"), "recycle": N_("recycled")}


@dataclass(frozen=True, slots=True)
class PoolRow(Row):
    """A customer in a pool: what is told of it to who may claim it."""

    noun: ClassVar[str] = N_("customer in the pool")

    code: str = column(N_("{noun} code"), Kind.CODE, human=True, vital=True, noun=N_("customer"))
    customer: Ref = column(N_("Customer"), Kind.CODE, vital=True)
    type: Ref | None = column(N_("Customer type"), Kind.CODE, spare=True)
    level: Ref | None = column(N_("Customer level"), Kind.CODE)
    region: Ref | None = column(N_("Region"), Kind.CODE)
    department: Ref = column(N_("Pool of department"), Kind.CODE)
    since: dt.datetime = column(N_("In the pool since"), Kind.INSTANT)
    last_owner: Ref | None = column(N_("Last owner"), Kind.CODE)
    reason: str | None = column(N_("Reason"))


@dataclass(frozen=True, slots=True)
class RecycleRow(Row):
    """A customer that goes back to the pool, or soon will."""

    noun: ClassVar[str] = N_("recycled customer")

    customer: Ref = column(N_("Customer"), Kind.CODE, vital=True)
    owner: Ref = column(N_("Owner"), Kind.CODE)
    level: Ref | None = column(N_("Customer level"), Kind.CODE)
    last_activity: dt.date = column(N_("Last activity"), Kind.DATE)
    due_on: dt.date = column(N_("Protected until"), Kind.DATE)
    recycled: bool = column(N_("Recycled"), Kind.FLAG)


@dataclass(frozen=True, slots=True)
class PoolMoveRow(Row):
    """That a customer went into the pool or out of it."""

    noun: ClassVar[str] = N_("move of the pool")

    customer: Ref = column(N_("Customer"), Kind.CODE)
    move: str = column(N_("What happened"), Kind.ENUM, labels=MOVES)
    person: Ref = column(N_("Whose it was or is"), Kind.CODE)
    reason: str | None = column(N_("Reason"))
    at: dt.datetime = column(N_("At"), Kind.INSTANT)
