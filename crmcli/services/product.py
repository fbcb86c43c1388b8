"""Products."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from crmcli.db.models.product import Product
from crmcli.db.work import Work, action
from crmcli.i18n import _
from crmcli.services import codes, listing, lookup, money, texts
from crmcli.views.base import Page
from crmcli.views.product import ProductRow

NOUN = "product"
SORTS = {
    "code": Product.code,
    "name": Product.sort_key,
    "category": Product.category,
    "price": Product.price,
    "active": Product.active,
    "created_at": Product.created_at,
    "updated_at": Product.updated_at,
}


@action("product.create")
def add(
    work: Work,
    *,
    name: str,
    price: str,
    code: str | None = None,
    spec: str | None = None,
    unit: str | None = None,
    tax_rate: str | None = None,
    cost: str | None = None,
    category: str | None = None,
) -> ProductRow:
    """Add a product; price (tax included) and cost per unit, the rate in percent.

    Raises:
        InvalidError, DuplicateError: a value that cannot be.
    """
    cleaned = texts.name(name, _("Name"))
    row = Product(
        name=cleaned,
        spec=texts.line(spec, _("Specification")),
        unit=texts.line(unit, _("Unit")),
        category=texts.line(category, _("Category")),
        price=money.parse_fine(price, _("price")),
        tax_rate=money.parse_percent(tax_rate or work.setting("tax_rate"), _("tax rate")),
        cost=money.parse_fine(cost, _("cost price")) if cost else None,
    )
    codes.take(work, row, NOUN, code)
    lookup.index(row, row.spec)
    work.session.add(row)
    work.session.flush()
    return view(row)


@action("product.update")
def edit(
    work: Work,
    key: str,
    *,
    name: str | None = None,
    code: str | None = None,
    price: str | None = None,
    spec: str | None = None,
    unit: str | None = None,
    tax_rate: str | None = None,
    cost: str | None = None,
    category: str | None = None,
    active: bool | None = None,
) -> ProductRow:
    """Change what is given; an empty text clears. Orders keep what they were made with.

    Raises:
        NotFoundError, InvalidError, DuplicateError: no such product, or a value that cannot be.
    """
    row = lookup.coded(work, Product, NOUN, key)
    if name is not None:
        row.name = texts.name(name, _("Name"))
    codes.change(work, row, NOUN, code)
    if price is not None:
        row.price = money.parse_fine(price, _("price"))
    if tax_rate is not None:
        row.tax_rate = money.parse_percent(tax_rate, _("tax rate"))
    if cost is not None:
        row.cost = money.parse_fine(cost, _("cost price")) if cost.strip() else None
    if spec is not None:
        row.spec = texts.line(spec, _("Specification"))
    if unit is not None:
        row.unit = texts.line(unit, _("Unit"))
    if category is not None:
        row.category = texts.line(category, _("Category"))
    if active is not None:
        row.active = active
    lookup.index(row, row.spec)
    work.session.flush()
    return view(row)


@action("product.delete")
def remove(work: Work, key: str, *, sure: bool) -> ProductRow:
    """Remove a product that no order line refers to.

    Raises:
        InUseError: one does.
        UnconfirmedError: nothing stands in the way, but ``sure`` is off.
    """
    row = lookup.coded(work, Product, NOUN, key)
    lookup.refuse_if_used(work, row, NOUN)
    lookup.require_yes(row, sure=sure)
    shown = view(row)
    work.session.delete(row)
    work.session.flush()
    return shown


@action("product.read", writes=False)
def show(work: Work, key: str) -> ProductRow:
    """One product."""
    return view(lookup.coded(work, Product, NOUN, key))


@action("product.read", writes=False)
def find(
    work: Work,
    *,
    text: str | None = None,
    category: str | None = None,
    active: bool | None = None,
    sort: str | None = None,
    limit: int | None = None,
) -> Page[ProductRow]:
    """The products that match."""
    statement = select(Product)
    if text:
        pattern = texts.like(text)
        statement = statement.where(col(Product.search_text).like(pattern, escape="\\"))
    if category is not None:
        statement = statement.where(Product.category == category)
    if active is not None:
        statement = statement.where(Product.active == active)
    order = listing.ordering(sort, ProductRow, SORTS, [col(Product.code)], col(Product.id))

    def convert(found: Sequence[Any]) -> list[ProductRow]:
        return [view(row) for row in found]

    return listing.page(work, statement, convert, order=order, limit=limit)


def view(row: Product) -> ProductRow:
    """A product as people see it."""
    return ProductRow(
        code=row.code,
        name=row.name,
        spec=row.spec,
        unit=row.unit,
        price=row.price,
        tax_rate=row.tax_rate,
        cost=row.cost,
        category=row.category,
        active=row.active,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
