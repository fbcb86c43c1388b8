"""The fields of a customer: what add and edit set, and what lists are filtered by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, exists
from sqlmodel import col, select

from crmcli.db.models.codelist import CustomerType, Industry, Level, Progress, Source
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import KINDS, LIFECYCLES, PERSON, ContactPoint, Customer, FormerName
from crmcli.db.models.merging import MergedCustomer
from crmcli.db.models.region import Region
from crmcli.db.work import Work
from crmcli.errors import DuplicateError, InvalidError
from crmcli.i18n import _
from crmcli.services import fields, hidden, identification, names, points, terms, texts
from crmcli.services.fields import Field
from crmcli.views.customer import KIND, LIFECYCLE, CustomerRow

FIELDS: dict[str, Field] = {
    "kind": fields.choice("kind", KINDS, KIND),
    "short_name": fields.line("short_name"),
    "type": fields.refers("type_id", "customer-type", CustomerType),
    "source": fields.refers("source_id", "source", Source),
    "industry": fields.refers("industry_id", "industry", Industry),
    "level": fields.refers("level_id", "level", Level),
    "region": fields.refers("region_id", "region", Region),
    "province": fields.line("province"),
    "city": fields.line("city"),
    "district": fields.line("district"),
    "postcode": fields.line("postcode"),
    "address": fields.line("address"),
    "website": fields.line("website"),
    "tax_number": Field("tax_number", identification.credit_code, fields.contains),
    "identity_number": Field(
        "identity_number",
        identification.identity_number,
        fields.hidden_exactly(identification.identity_number),
        shown="identity_masked",
    ),
    "credit_limit": fields.amount("credit_limit"),
    "payment_terms": Field("payment_terms", terms.clean, fields.exactly(terms.clean)),
    "progress": fields.refers("progress_id", "progress", Progress),
    "staff": fields.count("staff"),
    "turnover": fields.amount("turnover"),
    "age_band": fields.line("age_band"),
    "occupation": fields.line("occupation"),
    "needs": fields.paragraph("needs"),
    "needs_on": fields.day("needs_on"),
    "billing_name": fields.line("billing_name"),
    "billing_bank": fields.line("billing_bank"),
    "billing_account": fields.line("billing_account"),
    "billing_address": fields.line("billing_address"),
    "billing_phone": Field(
        "billing_phone",
        fields.line("billing_phone").clean,
        fields.hidden_exactly(fields.line("billing_phone").clean),
        shown="billing_phone_masked",
    ),
    "remark": fields.paragraph("remark"),
}
"""Key -> field; the phones, former names, owner and stage have rules of their own."""
UNIQUE = ("tax_number", "identity_number")
"""No two customers have the same."""
SEVERAL = 500
FILTERS: dict[str, Field] = {
    **FIELDS,
    "code": fields.line("code"),
    "name": fields.line("name"),
    "lifecycle": fields.choice("lifecycle", LIFECYCLES, LIFECYCLE),
    "created_at": fields.instant("created_at"),
    "updated_at": fields.instant("updated_at"),
}


def assign(work: Work, row: Customer, values: Mapping[str, Any]) -> None:
    """Set the fields that are given; needs get the date of today unless another is given.

    Raises:
        InvalidError, NotFoundError, RefusedError: a value that cannot be.
    """
    before = row.needs
    fields.assign(work, row, FIELDS, values, fields.titles(CustomerRow))
    if row.needs is None:
        if values.get("needs_on"):
            raise InvalidError(
                _("A date of needs is given, but no needs"), _("Add --needs, or leave it out")
            )
        row.needs_on = None
    elif row.needs != before and values.get("needs_on") is None:
        row.needs_on = work.today()


def require_free(work: Work, row: Customer) -> None:
    """Raise DuplicateError when another customer has the same tax or identity number."""
    for key in UNIQUE:
        value = vars(row).get(key)
        found = holders(work, key, [value]).get(value) if value is not None else None
        if found is not None and found.id != row.id:
            raise taken(found, key)


def holders(work: Work, key: str, wanted: Sequence[str]) -> dict[str, Customer]:
    """Who has these tax or identity numbers, by number."""
    found: dict[str, Customer] = {}
    if key == "identity_number":
        of_number = hidden.identities(work, wanted)
        return {number: work.get(Customer, holder) for number, holder in of_number.items()}
    column = getattr(Customer, key)
    with work.session.no_autoflush:
        for start in range(0, len(wanted), SEVERAL):
            some = select(Customer).where(column.in_(wanted[start : start + SEVERAL]))
            found.update({getattr(row, key): row for row in work.session.exec(some)})
    return found


def taken(holder: Customer, key: str) -> DuplicateError:
    """The error for a tax or identity number that a customer has already."""
    return DuplicateError(
        _("Customer {} {} has this {} already").format(
            holder.code, holder.name, fields.titles(CustomerRow)[key]
        ),
        _("A customer stands in the store once: use that one"),
    )


def index(work: Work, row: Customer) -> None:
    """Make the keys that a customer is found by; call it when one of its names or codes is set."""
    index_as(row, _known_as(work, row.id))


def index_as(row: Customer, known_as: Iterable[str]) -> None:
    """The same for a customer of whom is known by what else it is found, as it is searched."""
    row.name_core = names.core(row.name)
    row.sort_key = texts.sort_key(row.name, person=row.kind == PERSON)
    row.search_text = "\n".join([_own_text(row), *known_as])


def reindex(work: Work, customer_id: int) -> None:
    """Find the customer by its contacts of now; the customer itself counts as unchanged."""
    row = work.get(Customer, customer_id)
    text = "\n".join([_own_text(row), *_known_as(work, customer_id)])
    table = Customer.__table__  # type: ignore[attr-defined]
    work.session.connection().execute(
        table.update().where(table.c.id == customer_id).values(search_text=text)
    )
    work.session.refresh(row)


def _own_text(row: Customer) -> str:
    own = [row.name, row.code, row.short_name, row.tax_number]
    return texts.search_text(own, person=row.kind == PERSON)


def _known_as(work: Work, customer_id: int) -> Iterator[str]:
    """Former names, what was merged into it, and the people there, as they are searched."""
    former = select(FormerName.name).where(FormerName.customer_id == customer_id)
    for name in work.session.exec(former):
        yield texts.search_text([name])
    merged = select(MergedCustomer.code).where(MergedCustomer.customer_id == customer_id)
    for code in work.session.exec(merged):
        yield texts.search_text([code])
    yield from work.session.exec(
        select(Contact.search_text)
        .where(Contact.customer_id == customer_id)
        .order_by(col(Contact.id))
    )


def filters(work: Work, values: Mapping[str, Any]) -> Iterator[ColumnElement[bool]]:
    """The conditions that the given values make."""
    called = fields.titles(CustomerRow)
    yield from fields.conditions(work, Customer, FILTERS, values, called)
    yield from points.filters(
        work, col(Customer.id), col(ContactPoint.customer_id), points.OF_CUSTOMER, values
    )
    for name in values.get("former_names") or ():
        known = exists().where(col(FormerName.customer_id) == Customer.id)
        called_so = col(FormerName.name).icontains(texts.composed(name), autoescape=True)
        yield known.where(called_so) if name.strip() else ~known


def matches(work: Work, text: str) -> ColumnElement[bool]:
    """Any part of a name, present or former, of a code, tax number, contact, pinyin or phone."""
    found = col(Customer.search_text).like(texts.like(text), escape="\\")
    called = points.called(work, "customer_id", text)
    return found | col(Customer.id).in_(called) if called else found
