"""Receipts as lists have them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models.customer import Customer
from crmcli.db.models.payment import Payment
from crmcli.db.work import Work
from crmcli.i18n import _
from crmcli.imports.one_by_one import Named, OneByOne, Verbs, there_already
from crmcli.imports.repeated import Repeated
from crmcli.imports.spec import Asked, Entry, Import, Values, some
from crmcli.services import dates, lookup, money, payment, texts
from crmcli.services.payment_fields import LIVE
from crmcli.views.payment import PaymentAllocationRow, PaymentDetail, PaymentRow, PaymentValues

CREATES = {"method": "payment-method", "account": "receiving-account"}
BETWEEN = re.compile(r"[/,;、，；\s]+")
"""Between several documents that one receipt pays."""


def verbs() -> Verbs:
    """By number or bank reference; else the same receipt so many times as it is in the list."""
    repeated = Repeated()

    def find(work: Work, entry: Entry) -> str | None:
        said = entry.values
        known = select(Payment.number).where(Payment.kind == "receipt")
        if "number" in said:
            number = numbering.normalise(said["number"])
            return work.session.exec(known.where(Payment.number == number)).first()
        if "bank_reference" in said:
            reference = texts.line(said["bank_reference"], _("Bank reference"))
            same = known.where(Payment.bank_reference == reference, col(Payment.status).in_(LIVE))
            return work.session.exec(same).first()
        if "amount" not in said or "date" not in said:
            return None
        day, amount = _day(work, said), _amount(said)
        same = known.where(
            Payment.date == day, Payment.amount == amount, col(Payment.status).in_(LIVE)
        )
        if "customer" in said:
            payer = lookup.coded(work, Customer, "customer", said["customer"])
            same = same.where(Payment.customer_id == payer.id)
        present = work.session.exec(same.order_by(col(Payment.id))).all()
        paid = _paid(said)
        alike = [number for number in present if _pays(payment.show(work, number)) == paid]
        return repeated.find(entry, (day, amount, said.get("customer"), paid), alike)

    def add(work: Work, entry: Entry) -> Named:
        said = entry.values
        orders, openings = _several(said, "order"), _several(said, "opening")
        row = payment.record(
            work,
            amount=_amount(said) if "amount" in said else None,
            orders=orders,
            openings=openings,
            customer=said.get("customer"),
            on_account=not orders and not openings,
            number=said.get("number"),
            date=_day(work, said) if "date" in said else None,
            **_values(said),
        )
        return row.number, row.customer_name

    def edit(work: Work, key: str, entry: Entry) -> Named:
        """Nothing of it can be changed: a wrong receipt is voided."""
        row, said = payment.show(work, key), entry.values
        payer = said.get("customer")
        if (
            ("date" in said and row.date != _day(work, said))
            or ("amount" in said and row.amount != _amount(said))
            or (payer and row.customer != lookup.coded(work, Customer, "customer", payer).code)
            or (_paid(said) and not _paid(said) <= _pays(row))
        ):
            raise there_already(row.number, row.customer_name)
        return row.number, row.customer_name

    return Verbs(find, add, edit)


def _values(said: Values) -> PaymentValues:
    return {
        "method": said.get("method"),
        "payer": said.get("payer"),
        "account": said.get("account"),
        "bank_reference": said.get("bank_reference"),
        "handler": said.get("handler"),
        "remark": said.get("remark"),
    }


def _several(said: Values, key: str) -> list[str]:
    return [one for one in BETWEEN.split(said.get(key, "")) if one]


def _paid(said: Values) -> frozenset[str]:
    """The documents that an entry says are paid."""
    return _numbers([*_several(said, "order"), *_several(said, "opening")])


def _pays(row: PaymentDetail) -> frozenset[str]:
    return _numbers(one.order or one.opening or "" for one in row.allocations)


def _numbers(given: Iterable[str] | Sequence[str]) -> frozenset[str]:
    return frozenset(
        numbering.normalise(one.replace("：", ":").partition(":")[0]) for one in given if one
    )


def _day(work: Work, said: Values) -> dt.date:
    return dates.day(said["date"], _("date"), work.today())


def _amount(said: Values) -> Decimal:
    return money.parse(said["amount"], _("amount"), zero=False)


def _taker(asked: Asked) -> OneByOne:
    return OneByOne(verbs(), CREATES, asked)


IMPORT = Import(
    noun=payment.NOUN,
    columns=(
        *some(PaymentRow, "number", "date", "customer"),
        *some(PaymentAllocationRow, "order", "opening"),
        *some(PaymentRow, "amount", "method", "payer", "account", "bank_reference", "handler"),
        *some(PaymentRow, "remark"),
    ),
    required=("order|opening|customer",),
    taker=_taker,
    creates=CREATES,
)
