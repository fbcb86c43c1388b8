"""Making a store: tables, company settings, first operator, and what every company needs."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import Connection
from sqlmodel import Session, col, select

from crmcli.db import connect, migrate, numbering, schema
from crmcli.db.connect import Store
from crmcli.db.engine import WRITING, engine_for
from crmcli.db.faults import explained
from crmcli.db.models.authority import Login, Role
from crmcli.db.models.codelist import CODE_LISTS
from crmcli.db.models.department import Department
from crmcli.db.models.numbering import NumberRule
from crmcli.db.models.operator import PERSON, Operator
from crmcli.db.models.setting import Setting
from crmcli.db.server import cluster
from crmcli.db.work import FIRST_OPERATOR_ID, Work, WorkSession
from crmcli.errors import CrmError, InvalidError, RefusedError
from crmcli.i18n import _
from crmcli.services import basic_data, built_in, department, lookup, reserved, texts

RULES = {
    "region": "R{seq:04}",
    "customer-type": "CT{seq:02}",
    "source": "SR{seq:02}",
    "industry": "IN{seq:02}",
    "level": "LV{seq:02}",
    "contact-category": "CC{seq:02}",
    "channel": "CH{seq:02}",
    "position": "PO{seq:02}",
    "personnel-type": "PT{seq:02}",
    "payment-method": "PM{seq:02}",
    "receiving-account": "RA{seq:02}",
    "progress": "PG{seq:02}",
    "product": "P{seq:05}",
    "department": "D{seq:03}",
    "operator": "OP{seq:04}",
    "role": "RL{seq:02}",
    "customer": "C{seq:06}",
    "contact": "CP{seq:06}",
    "followup": "F{yyyy}{mm}-{seq:05}",
    "followup-template": "FT{seq:02}",
    "annotation": "AN{yyyy}{mm}-{seq:05}",
    "approval": "AP{yyyy}{mm}-{seq:05}",
    "handover": "HO{yyyy}{mm}-{seq:04}",
    "conflict": "CF{yyyy}{mm}-{seq:04}",
    "approval-rule": "AR{seq:02}",
    "order": "SO{yyyy}{mm}-{seq:05}",
    "payment": "RC{yyyy}{mm}-{seq:05}",
    "opening": "OB{seq:05}",
}
"""The numbering rules that a new company starts with."""


@dataclass(frozen=True, slots=True)
class Company:
    """What ``init`` needs to know. The zone is an IANA name, the currency an ISO 4217 code."""

    name: str
    zone: str = "Asia/Shanghai"
    currency: str = "CNY"
    operator_code: str = "ADMIN"
    operator_name: str = ""


def initialise(store: Store, company: Company, *, keep: bool = True) -> None:
    """Make ``store`` in one transaction; without ``keep`` only try.

    Raises:
        InvalidError: an unknown zone or currency.
        RefusedError: there is a crm store already.
        StoreError: the place cannot be used. Nothing is left behind.
    """
    checked = _checked(company)
    build(store, lambda connection: _seed(connection, store, checked), keep=keep)


def sql_for_administrators(store: Store) -> str:
    """What a superuser of the server runs, so that the role in the address can make the store.

    Raises:
        InvalidError: the store is a file, or its address names no database.
    """
    return cluster.for_administrators(store)


def build(store: Store, fill: Callable[[Connection], None], *, keep: bool = True) -> None:
    """Make the tables of a store and ``fill`` them, in one transaction; else nothing is left.

    Raises:
        RefusedError: there is a crm store already.
        StoreError: the place cannot be used.
    """
    if store.engine == "sqlite" and not store.path.exists():
        _make_beside(store, fill, keep=keep)
    else:
        refuse_existing(store)
        with explained(store):
            _make(store, fill, keep=keep)


def is_new(store: Store) -> bool:
    """Whether there is a store in which nothing was done since it was made.

    Raises:
        RefusedError: there is one in which something was.
        StoreError: it is of another version.
    """
    if store.engine == "sqlite" and not store.path.exists():
        return False
    connection: Any = connect.connect(store)
    try:
        if schema.revision(connection, store) is None:
            return False
        schema.check(connection, store)
        done = connection.execute("SELECT count(*) FROM operation").fetchone()[0]
    finally:
        connection.close()
    if done > 1:
        raise _exists(store)
    return True


def _make_beside(store: Store, fill: Callable[[Connection], None], *, keep: bool) -> None:
    """Make a new file whole under another name, then give it its own: all or nothing, once."""
    connect.require_place(store.path)
    beside = Store("sqlite", str(store.path.with_name(f".{store.path.name}.{uuid4().hex}")))
    new_folder = not store.path.parent.exists()
    try:
        with explained(store):
            _make(beside, fill, keep=keep)
        if keep:
            os.link(beside.path, store.path)
    except FileExistsError:
        raise _exists(store) from None
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            beside.path.with_name(beside.path.name + suffix).unlink(missing_ok=True)
        if new_folder and not store.path.exists():
            with contextlib.suppress(OSError):
                store.path.parent.rmdir()


def _checked(company: Company) -> Company:
    if company.zone not in available_timezones():
        raise InvalidError(
            _("“{}” is not a valid {}").format(company.zone, _("time zone")),
            _("Give an IANA name such as Asia/Shanghai or Europe/Berlin"),
        )
    ZoneInfo(company.zone)
    currency = company.currency.strip().upper()
    if len(currency) != 3 or not currency.isascii() or not currency.isalpha():  # noqa: PLR2004 - ISO 4217
        raise InvalidError(
            _("“{}” is not a valid {}").format(company.currency, _("currency")),
            _("Give an ISO 4217 code such as CNY"),
        )
    return Company(
        name=texts.name(company.name, _("Company")),
        zone=company.zone,
        currency=currency,
        operator_code=numbering.checked(company.operator_code),
        operator_name=texts.name(company.operator_name or _("administrator"), _("Person's name")),
    )


def refuse_existing(store: Store) -> None:
    """Raise RefusedError where there is a store already."""
    connection = connect.connect(store)
    try:
        if schema.revision(connection, store) is not None:
            raise _exists(store)
    finally:
        connection.close()


def _exists(store: Store) -> RefusedError:
    return RefusedError(
        _("There is a crm store already: {}").format(store.location),
        _("Name another place with --db, or see: crm db status"),
    )


def _make(store: Store, fill: Callable[[Connection], None], *, keep: bool) -> None:
    engine = engine_for(store, create=True)
    if store.engine == "sqlite":
        bare = connect.connect(store, create=True)
        bare.execute("PRAGMA journal_mode = WAL")
        bare.close()
    with engine.execution_options(**{WRITING: True}).connect() as connection:
        migrate.make(connection)
        fill(connection)
        if keep:
            connection.commit()
        else:
            connection.rollback()


def _seed(connection: Connection, store: Store, company: Company) -> None:
    session = WorkSession(bind=connection, expire_on_commit=False)
    work = Work(session, store, writing=True)
    session.work = work
    work.start_operation("store.init", FIRST_OPERATOR_ID)
    settings = {
        "company": company.name,
        "zone": company.zone,
        "currency": company.currency,
        "tax_rate": "13",
    }
    for key, value in settings.items():
        session.add(Setting(key=key, value=value))
    session.flush()
    add_missing_rules(work)
    head = Department(name=_("head office"))
    head.code = numbering.take(session, "department", work.today())
    lookup.index(head)
    session.add(head)
    session.flush()
    first = Operator(name=company.operator_name, kind=PERSON, dept_id=head.id)
    first.code = numbering.take(session, "operator", work.today(), company.operator_code)
    lookup.index(first, person=True)
    session.add(first)
    session.flush()
    if first.id != FIRST_OPERATOR_ID:
        raise CrmError(_("The first operator was given number {}").format(first.id))
    department.add_pool(work, head)
    reserved.add(work)
    _basic_data(session)
    first_people(work)
    session.flush()
    session.expunge_all()


def first_people(work: Work) -> None:
    """Make the built-in roles and give everybody one: the first operator all, others their own.

    Everybody has a log-in, and no password yet. The caller commits.
    """
    built_in.add_missing(work)
    roles = {role.code: role.id for role in work.session.exec(select(Role))}
    known = set(work.session.exec(select(Login.operator_id)))
    people = select(Operator).where(Operator.kind == PERSON).order_by(col(Operator.id))
    for person in work.session.exec(people):
        if person.role_id is None:
            first = person.id == FIRST_OPERATOR_ID
            person.role_id = roles[built_in.FIRST if first else built_in.OTHERS]
            person.scope = "all" if first else "own"
        if person.id not in known:
            login = Login(operator_id=person.id, kind=PERSON, name=person.code, epoch=1)
            work.session.add(login)
    work.session.flush()


def add_missing_rules(work: Work) -> None:
    """Give every noun its numbering rule; what a company has changed stays. The caller commits."""
    present = set(work.session.exec(select(NumberRule.noun)))
    for noun, pattern in RULES.items():
        if noun not in present:
            work.session.add(NumberRule(noun=noun, pattern=pattern))
    work.session.flush()


def _basic_data(session: Session) -> None:
    for noun, entries in basic_data.BASIC_DATA.items():
        for code, name in entries:
            row = CODE_LISTS[noun](code=code, name=_(name))
            lookup.index(row)
            session.add(row)
        session.flush()  # in their order, whichever table was declared first
