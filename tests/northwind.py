"""The Northwind sample, read in place and loaded through the product's own services."""

from __future__ import annotations

import csv
import datetime as dt
import os
from decimal import Decimal
from pathlib import Path

import pytest

from crmcli.db.work import Work
from crmcli.services import customer, operator, order, product, region
from crmcli.services.line_spec import NewLine

FOLDER = Path(
    os.environ.get("CRM_NORTHWIND")
    or Path(__file__).resolve().parents[2] / "shared" / "data" / "northwind"
)
needed = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="the Northwind data is not beside this checkout; see tests/northwind.py",
)


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NAMESAKES = {"VALON"}
"""Two of the firms are called IT."""


def load(work: Work) -> None:
    """Everything in one transaction; the currency is no matter."""
    for row in rows("regions"):
        region.add(work, name=row["name"])
    for row in rows("employees"):
        operator.add(work, name=row["name"], code=row["code"])
    for row in rows("products"):
        product.add(work, name=row["name"], code=row["code"], unit=row["unit"], price=row["price"])
    for row in rows("customers"):
        customer.add(
            work,
            name=row["name"],
            code=row["code"],
            phone=row["phone"] or None,
            region=row["region"] or None,
            force=row["code"] in NAMESAKES,
        )
    lines: dict[str, list[NewLine]] = {}
    for row in rows("order_lines"):
        new = NewLine(
            product=row["product"],
            quantity=Decimal(row["quantity"]),
            price=Decimal(row["price"]),
            discount=Decimal(row["discount"]) * 100,
        )
        lines.setdefault(row["order"], []).append(new)
    for row in rows("orders"):
        order.create(
            work,
            number=row["number"],
            date=dt.date.fromisoformat(row["date"]),
            customer=row["customer"],
            salesperson=row["salesperson"],
            lines=lines[row["number"]],
            confirm=True,
        )
