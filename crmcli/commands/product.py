"""crm product"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.product import ProductRow

app = kit.noun_app(N_("Products"))
PRICE = typer.Option("--price", metavar="AMOUNT", help=N_("Price of a unit, tax included"))
Spec = Annotated[str | None, typer.Option("--spec", help=N_("Specification"))]
Unit = Annotated[str | None, typer.Option("--unit", help=N_("Unit: piece, box"))]
TaxRate = Annotated[
    str | None, typer.Option("--tax-rate", metavar="PERCENT", help=N_("Tax rate in percent"))
]
Cost = Annotated[
    str | None, typer.Option("--cost", metavar="AMOUNT", help=N_("Cost price of a unit"))
]
Category = Annotated[str | None, typer.Option("--category", help=N_("Product category"))]


@app.command("add", help=N_("Add a product"))
@kit.writes(ProductRow)
def add(
    name: kit.NewName,
    price: Annotated[str, PRICE],
    code: kit.Code = None,
    spec: Spec = None,
    unit: Unit = None,
    tax_rate: TaxRate = None,
    cost: Cost = None,
    category: Category = None,
) -> None:
    """Add a product."""
    from crmcli.db import work
    from crmcli.services import product

    with work.write() as w:
        row = product.add(
            w,
            name=name,
            price=price,
            code=code,
            spec=spec,
            unit=unit,
            tax_rate=tax_rate,
            cost=cost,
            category=category,
        )
    output.written(row, row.code, w)


@app.command("list", help=N_("List products"))
@kit.reads(ProductRow)
def list_(
    find: kit.Find = None,
    category: Category = None,
    active: kit.Active = None,
    sort: kit.Sort = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List products."""
    from crmcli.services import product

    cut = output.list_limit(limit, everything=everything)
    with kit.listing() as (w, show):
        show(
            product.find(w, text=find, category=category, active=active, sort=sort, limit=cut),
            ProductRow,
        )


@app.command("show", help=N_("Show a product"))
@kit.reads(ProductRow)
def show(key: kit.Key) -> None:
    """Show a product."""
    from crmcli.db import work
    from crmcli.services import product

    with work.read() as w:
        row = product.show(w, key)
    output.show(row)


@app.command("edit", help=N_("Change a product; orders keep what they were made with"))
@kit.writes(ProductRow)
def edit(
    key: kit.Key,
    name: kit.Name = None,
    code: kit.OtherCode = None,
    price: Annotated[str | None, PRICE] = None,
    spec: Spec = None,
    unit: Unit = None,
    tax_rate: TaxRate = None,
    cost: Cost = None,
    category: Category = None,
    active: kit.Active = None,
) -> None:
    """Change a product."""
    from crmcli.db import work
    from crmcli.services import product

    with work.write() as w:
        row = product.edit(
            w,
            key,
            name=name,
            code=code,
            price=price,
            spec=spec,
            unit=unit,
            tax_rate=tax_rate,
            cost=cost,
            category=category,
            active=active,
        )
    output.written(row, row.code, w)


@app.command("remove", help=N_("Remove a product that nothing uses"))
@kit.writes(ProductRow)
def remove(key: kit.Key) -> None:
    """Remove a product."""
    from crmcli.db import work
    from crmcli.services import product

    def act(sure: bool) -> tuple[ProductRow, work.Work]:
        with work.write() as w:
            return product.remove(w, key, sure=sure), w

    row, w = output.confirmed(act)
    output.removed(row, row.code, w)
