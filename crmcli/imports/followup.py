"""Follow-ups as lists have them."""

from __future__ import annotations

from typing import cast

from sqlmodel import col, select

from crmcli.db import numbering
from crmcli.db.models.customer import Customer
from crmcli.db.models.followup import Followup
from crmcli.db.work import Work
from crmcli.i18n import _
from crmcli.imports.one_by_one import Named, OneByOne, Verbs
from crmcli.imports.repeated import Repeated
from crmcli.imports.spec import Asked, Entry, Import, some
from crmcli.services import dates, followup, lookup, operator, texts
from crmcli.views.followup import FollowupRow, FollowupValues

CREATES = {"channel": "channel"}
OWN = ("channel", "content", "result", "next", "next_on", "contact", "order", "participants", "at")


def verbs() -> Verbs:
    """By number; else the same words to the same customer at the same time."""
    repeated = Repeated()

    def find(work: Work, entry: Entry) -> str | None:
        said = entry.values
        if "number" in said:
            number = numbering.normalise(said["number"])
            known = select(Followup.number).where(Followup.number == number)
            return work.session.exec(known).first()
        if "at" not in said:
            return None
        buyer = lookup.coded(work, Customer, "customer", said.get("customer", ""))
        at = dates.instant(said["at"], _("Contacted at"), work.at, work.zone)
        content = texts.paragraph(said.get("content"), _("Content")) or ""
        same = select(Followup.number).where(
            Followup.customer_id == buyer.id,
            Followup.contacted_at == at,
            Followup.content == content,
        )
        if "author" in said:
            same = same.where(Followup.author_id == operator.named(work, said["author"]).id)
        present = work.session.exec(same.order_by(col(Followup.id))).all()
        return repeated.find(entry, (buyer.id, at, content, said.get("author")), present)

    def add(work: Work, entry: Entry) -> Named:
        said = entry.values
        row = followup.add(
            work,
            said.get("customer", ""),
            number=said.get("number"),
            author=said.get("author"),
            recorded=said.get("recorded_at"),
            **_values(entry),
        )
        return row.number, row.customer.name

    def edit(work: Work, key: str, entry: Entry) -> Named:
        """Its author alone can correct it."""
        row = followup.show(work, key)
        if followup.differs(work, key, **_values(entry)):
            followup.correct(work, key, **_values(entry))
        return row.number, row.customer.name

    return Verbs(find, add, edit)


def _values(entry: Entry) -> FollowupValues:
    return cast("FollowupValues", {key: entry.values.get(key) for key in OWN})


def _taker(asked: Asked) -> OneByOne:
    return OneByOne(verbs(), CREATES, asked)


IMPORT = Import(
    noun=followup.NOUN,
    columns=some(FollowupRow, "number", "customer", *OWN, "author", "recorded_at"),
    required=("customer", "content"),
    taker=_taker,
    creates=CREATES,
)
