"""Templates of lists: headings, what can be chosen in the store at hand, an example."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlmodel import col, select

from crmcli.db.models.codelist import CODE_LISTS
from crmcli.db.models.department import Department
from crmcli.db.models.operator import Operator
from crmcli.db.models.region import Region
from crmcli.db.work import Work, action
from crmcli.i18n import N_, _
from crmcli.imports import NOUNS, load
from crmcli.imports.spec import Import
from crmcli.services.operator import IS_PERSON
from crmcli.views.base import Column, Kind
from crmcli.views.nouns import NOUNS as WORDS
from crmcli.views.template import Heading, Template

MOST_CHOICES = 1_000
PEOPLE = ("owner", "salesperson", "manager", "handler", "author")
NAMES = {
    "customer": N_("Eastern Instruments Ltd"),
    "contact": N_("Li Ming"),
    "product": N_("Printer"),
    "operator": N_("Wang Fang"),
    "department": N_("Sales, East"),
    "region": N_("East"),
    "working-calendar": N_("National Day"),
}
EXAMPLES = {
    "code": "0001",
    "customer": N_("Eastern Instruments Ltd"),
    "contact": N_("Li Ming"),
    "contact_mobile": "13800138000",
    "contact_position": N_("Purchasing manager"),
    "mobile": "13800138000",
    "phone": "021-61234567",
    "email": "li@example.com",
    "address": N_("1 Zhongshan Road"),
    "postcode": "200001",
    "tax_number": "91350100M000100Y43",
    "credit_limit": "100000",
    "payment_terms": "30d",
    "position": N_("Purchasing manager"),
    "birthday": "1985-05-12",
    "number": "2026-0001",
    "date": "2026-03-01",
    "day": "2026-10-01",
    "due_date": "2026-03-31",
    "product": N_("Printer"),
    "quantity": "2",
    "price": "1200",
    "discount": "10%",
    "tax_rate": "13%",
    "amount": "2160",
    "unit": N_("piece"),
    "cost": "900",
    "order": "2026-0001",
    "at": "2026-03-01 14:30",
    "content": N_("Showed the new model; wants an offer"),
    "next": N_("Send the offer"),
    "next_on": "2026-03-08",
}
"""Key -> what might stand there, in all lists."""


def _template(work: Work, spec: Import) -> Template:
    return Template(
        _(WORDS[spec.noun]),
        tuple(_heading(work, spec, column) for column in spec.columns),
    )


def _heading(work: Work, spec: Import, column: Column) -> Heading:
    choices = _choices(work, spec, column)
    required = any(column.key == one.split("|")[0] for one in spec.required)
    given = NAMES.get(spec.noun, "") if column.key == "name" else EXAMPLES.get(column.key, "")
    return Heading(column, required, choices, choices[0] if choices else _(given) if given else "")


def _choices(work: Work, spec: Import, column: Column) -> tuple[str, ...]:
    if column.kind is Kind.ENUM:
        return tuple(_(label) for label in column.labels.values())
    if column.kind is Kind.FLAG:
        return (_("yes"), _("no"))
    model: Any = None
    conditions: tuple[Any, ...] = ()
    noun = spec.creates.get(column.key, column.key)
    if column.key in PEOPLE:
        model, conditions = Operator, (IS_PERSON,)
    elif noun in ("region", "department") and column.refers:
        model = Region if noun == "region" else Department
    elif noun in CODE_LISTS and column.refers:
        model = CODE_LISTS[noun]
    if model is None:
        return ()
    names = select(model.name).where(model.active, *conditions).order_by(col(model.code))
    found = list(work.session.exec(names.limit(MOST_CHOICES + 1)))
    return tuple(dict.fromkeys(found)) if len(found) <= MOST_CHOICES else ()


def run(work: Work, noun: str) -> Template:
    """The template of lists of a noun."""
    return MAKE[noun](work, load(noun))


MAKE: dict[str, Callable[[Work, Import], Template]] = {
    noun: action(f"{noun}.import", writes=False)(_template) for noun in NOUNS
}
