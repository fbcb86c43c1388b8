"""Opening balances as lists have them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlmodel import select

from crmcli.db import numbering
from crmcli.db.models.customer import Customer
from crmcli.db.models.payment import OpeningBalance
from crmcli.db.work import Work
from crmcli.i18n import _
from crmcli.imports.one_by_one import Named, OneByOne, Verbs, there_already
from crmcli.imports.repeated import Repeated
from crmcli.imports.spec import Asked, Entry, Import, Values, some
from crmcli.services import dates, lookup, money, opening, texts
from crmcli.views.payment import OpeningRow


def verbs() -> Verbs:
    """By its number; without one, the same balance so many times as it stands in the list."""
    repeated = Repeated()

    def find(work: Work, entry: Entry) -> str | None:
        said = entry.values
        if "number" in said:
            number = numbering.normalise(said["number"])
            known = select(OpeningBalance.number).where(OpeningBalance.number == number)
            return work.session.exec(known).first()
        owner = lookup.coded(work, Customer, "customer", said.get("customer", ""))
        day, amount = _day(work, said), _amount(said)
        same = select(OpeningBalance.number).where(
            OpeningBalance.customer_id == owner.id,
            OpeningBalance.date == day,
            OpeningBalance.amount == amount,
            OpeningBalance.status == "confirmed",
        )
        present = work.session.exec(same.order_by(OpeningBalance.number)).all()
        return repeated.find(entry, (owner.id, day, amount), present)

    def add(work: Work, entry: Entry) -> Named:
        said = entry.values
        row = opening.record(
            work,
            customer=said.get("customer", ""),
            amount=_amount(said),
            date=_day(work, said),
            due_date=_due(work, said),
            number=said.get("number"),
            remark=said.get("remark"),
        )
        return row.number, row.customer_name

    def edit(work: Work, key: str, entry: Entry) -> Named:
        """Nothing of it can be changed."""
        row, said = opening.show(work, key), entry.values
        owner = lookup.coded(work, Customer, "customer", said.get("customer", ""))
        due = _due(work, said)
        remark = texts.paragraph(said.get("remark"), _("Remark"))
        if (
            (row.customer, row.date, row.amount) != (owner.code, _day(work, said), _amount(said))
            or due not in (None, row.due_date)
            or remark not in (None, row.remark)
        ):
            raise there_already(row.number, row.customer_name)
        return row.number, row.customer_name

    return Verbs(find, add, edit)


def _day(work: Work, said: Values) -> dt.date:
    if "date" not in said:
        raise texts.required(_("Date"))
    return dates.day(said["date"], _("date"), work.today())


def _due(work: Work, said: Values) -> dt.date | None:
    given = said.get("due_date")
    return dates.day(given, _("due date"), work.today()) if given is not None else None


def _amount(said: Values) -> Decimal:
    if "amount" not in said:
        raise texts.required(_("Amount"))
    return money.parse(said["amount"], _("amount"), zero=False)


def _taker(asked: Asked) -> OneByOne:
    return OneByOne(verbs(), {}, asked)


IMPORT = Import(
    noun=opening.NOUN,
    columns=some(OpeningRow, "number", "date", "due_date", "customer", "amount", "remark"),
    required=("customer", "amount", "date"),
    taker=_taker,
)
