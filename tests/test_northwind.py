"""Real input, right to the cent, the same bytes from both engines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests import northwind
from tests.conftest import Cli, acting

pytestmark = [northwind.needed, pytest.mark.xdist_group("northwind")]
REPORT = ("report", "region-sales", "--from", "1996-07-01", "--to", "1998-05-31")


@pytest.fixture
def both(new_sqlite, new_postgresql) -> dict[str, Cli]:
    from crmcli.db.work import write

    loaded = {}
    for name, make in (("sqlite", new_sqlite), ("postgresql", new_postgresql)):
        store = make()
        with acting(store), write() as work:
            northwind.load(work)
        loaded[name] = Cli(store)
    return loaded


def test_the_figures_of_northwind(both: dict[str, Cli]) -> None:
    for crm in both.values():
        assert len(crm.ok("order", "list")) == 830
        assert len(crm.ok("customer", "list")) == 93
        sales = {r["region_name"]: r for r in crm.ok(*REPORT)}
        assert sum(Decimal(r["amount"]) for r in sales.values()) == Decimal("1265793.29")
        assert sum(r["orders"] for r in sales.values()) == 830
        assert sales["USA"]["amount"] == "245584.65"
        assert sales["Germany"]["amount"] == "230284.69"
        assert list(sales)[:2] == ["USA", "Germany"]
        year = crm.ok(
            "report", "region-sales", "--from", "1997", "--to", "1997", "--region", "Germany"
        )
        assert [r["amount"] for r in year] == ["117320.20"]
        peacock = crm.ok("order", "list", "--salesperson", "Margaret Peacock")
        assert sum(Decimal(o["total"]) for o in peacock) == Decimal("232890.89")
        assert crm("db", "check").code == 0

    for arguments in (
        REPORT,
        ("order", "list", "--sort", "number"),
        ("order", "show", "10248"),
        ("customer", "list", "--sort", "name"),
        ("log", "--noun", "order", "--key", "10248", "--columns", "operation,at,action,key,new"),
    ):
        for shape in ("json", "csv", "plain", "markdown"):
            command = (*arguments, "--format", shape)
            first, second = (crm(*command) for crm in both.values())
            assert first.code == 0
            assert first.out == second.out, command
