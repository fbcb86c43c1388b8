"""A whole company brought in by the commands of a document, up to every report."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crmcli.db.connect import Store
from crmcli.db.work import write
from crmcli.reports import KEYS
from crmcli.services import order, payment
from tests import northwind
from tests.conftest import Cli, acting

pytestmark = [northwind.needed, pytest.mark.xdist_group("northwind")]
DOCUMENT = Path(__file__).parents[1] / "docs" / "cookbook" / "northwind.md"
LINE = re.compile(r"^\$ (.*)$", re.MULTILINE)
MADE_CODES = ("region", "personnel_type", "customer_type", "type")
"""Codes by rule: they follow the order in which the entries came."""


@pytest.fixture
def empty(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Cli:
    """A place for a store, and the data beside it."""
    (tmp_path / "northwind").symlink_to(northwind.FOLDER)
    if engine == "sqlite":
        return Cli(Store("sqlite", str(tmp_path / "crm.db")))
    server = request.getfixturevalue("server")
    server.execute("DROP DATABASE IF EXISTS northwind", "CREATE DATABASE northwind")
    crm = Cli(Store("postgresql", server.url("northwind")))
    crm.environment = {"CRM_PASSWORD": "of the first operator"}  # init asks for it there
    return crm


def follow(crm: Cli, folder: Path) -> None:
    """Type every line of the document."""
    for line in LINE.findall(DOCUMENT.read_text(encoding="utf-8")):
        if line.startswith("crm "):
            result = crm(*shlex.split(line)[1:])
            assert result.code == 0, (line, result.err)
        else:
            subprocess.run(["sh", "-c", line], cwd=folder, check=True)


def by_services(store: Store) -> Cli:
    """The same company, made by the functions that single entries are made by."""
    with acting(store), write() as work:
        northwind.load(work)
    with acting(store), write() as work:
        for row in northwind.rows("orders"):
            if int(row["number"]) % 2 == 0 and row["shipped"]:
                total = order.show(work, row["number"]).total
                payment.record(
                    work,
                    amount=total,
                    orders=[row["number"]],
                    method="CASH",
                    date=northwind.dt.date.fromisoformat(row["shipped"]),
                )
    return Cli(store)


def shown(crm: Cli, key: str) -> Any:
    period = [] if key.startswith("customer-") else ["--to", "1998-05-06"]
    if key not in ("receivables-ageing", *(one for one in KEYS if one.startswith("customer-"))):
        period += ["--from", "1996-07-01"]
    rows = crm.ok("report", key, *period)
    plain = [{k: v for k, v in row.items() if k not in MADE_CODES} for row in rows]
    return sorted(plain, key=str)


def test_from_an_empty_store_to_all_reports(
    empty: Cli, new_store: Callable[[], Store], tmp_path: Path
) -> None:
    follow(empty, tmp_path)
    totals = empty.ok("report", "region-sales", "--from", "1996", "--to", "1998")
    by_region = {row["region_name"]: Decimal(row["amount"]) for row in totals}
    assert sum(by_region.values()) == Decimal("1265793.29")
    assert by_region["USA"] == Decimal("245584.65")
    assert by_region["Germany"] == Decimal("230284.69")
    other = by_services(new_store())
    for key in KEYS:
        if key != "work-review":
            assert shown(empty, key) == shown(other, key), key
