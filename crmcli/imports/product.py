"""Products as lists have them."""

from __future__ import annotations

from sqlmodel import select

from crmcli.db import numbering
from crmcli.db.models.product import Product
from crmcli.db.work import Work
from crmcli.imports.one_by_one import Named, OneByOne, Verbs, active_of
from crmcli.imports.spec import Entry, Import, some
from crmcli.services import product, texts
from crmcli.views.product import ProductRow

OWN = ("spec", "unit", "price", "tax_rate", "cost", "category")


def _find(work: Work, entry: Entry) -> str | None:
    """By its code, else by name and specification."""
    said = entry.values
    if "code" in said:
        wanted = [Product.code == numbering.normalise(said["code"])]
    else:
        wanted = [Product.name == texts.composed(said.get("name", ""))]
        if "spec" in said:
            wanted.append(Product.spec == texts.composed(said["spec"]))
    return work.session.exec(select(Product.code).where(*wanted)).first()


def _add(work: Work, entry: Entry) -> Named:
    said = entry.values
    row = product.add(
        work,
        name=said.get("name", ""),
        code=said.get("code"),
        price=said.get("price", ""),
        **{key: said.get(key) for key in OWN if key != "price"},
    )
    if active_of(entry) is False:
        product.edit(work, row.code, active=False)
    return row.code, row.name


def _edit(work: Work, key: str, entry: Entry) -> Named:
    said = entry.values
    given = {name: said.get(name) for name in ("name", *OWN)}
    row = product.edit(work, key, active=active_of(entry), **given)
    return row.code, row.name


VERBS = Verbs(_find, _add, _edit)
IMPORT = Import(
    noun=product.NOUN,
    columns=some(ProductRow, "code", "name", *OWN, "active"),
    required=("name|code",),
    taker=lambda asked: OneByOne(VERBS, {}, asked),
)
