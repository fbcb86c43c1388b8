"""The lifecycle moves by what happens, or by hand with a reason."""

from __future__ import annotations

import pytest

from tests.conftest import Cli


@pytest.fixture
def firm(crm: Cli) -> Cli:
    crm.ok("product", "add", "--name", "P", "--price", "100")
    crm.ok("customer", "add", "--name", "A")
    return crm


def stage(crm: Cli) -> tuple[str, str | None]:
    shown = crm.ok("customer", "show", "A")
    return shown["lifecycle"], shown["lifecycle_reason"]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_first_confirmed_order_makes_a_buyer(firm: Cli, at_once: bool) -> None:
    firm.ok("order", "new", "--customer", "A", "--line", "P:1")
    assert stage(firm) == ("prospect", None)
    if at_once:
        firm.ok("order", "new", "--customer", "A", "--line", "P:1", "--confirm")
        assert stage(firm) == ("buyer", "SO202603-00002")
    firm.ok("order", "confirm", "SO202603-00001")
    assert stage(firm) == ("buyer", "SO202603-00002" if at_once else "SO202603-00001")
    assert [c["name"] for c in firm.ok("customer", "list", "--lifecycle", "成交客户")] == ["A"]
    told = firm.ok("history", "customer", "A")[-1]
    assert told["new"]["lifecycle"] == "buyer"
    assert told["action"] == ("order.create" if at_once else "order.confirm")


def test_who_was_lost_and_buys_again_is_a_buyer(firm: Cli) -> None:
    firm.ok("customer", "edit", "A", "--lifecycle", "lost", "--reason", "closed")
    firm.ok("order", "new", "--customer", "A", "--line", "P:1", "--confirm")
    assert stage(firm)[0] == "buyer"


def test_a_visitor_received_is_no_mere_prospect(firm: Cli) -> None:
    visit = ("followup", "add", "A", "--content", "x", "--channel")
    firm.ok(*visit, "VISIT")
    assert stage(firm) == ("prospect", None)
    firm.ok(*visit, "INCOMING-VISIT")
    assert stage(firm) == ("visited", "F202603-00002")
    firm.ok("order", "new", "--customer", "A", "--line", "P:1", "--confirm")
    firm.ok(*visit, "INCOMING-VISIT")
    assert stage(firm) == ("buyer", "SO202603-00001")


def test_by_hand_it_needs_a_reason(firm: Cli) -> None:
    refused = firm("customer", "edit", "A", "--lifecycle", "lost")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "--reason" in refused.err
    firm.ok("customer", "edit", "A", "--lifecycle", "流失客户", "--reason", "去了对手那里")
    assert stage(firm) == ("lost", "去了对手那里")
    firm.ok("customer", "edit", "A", "--lifecycle", "lost")
    assert stage(firm) == ("lost", "去了对手那里")
    assert firm("customer", "edit", "A", "--reason", "x").code == 2
    assert firm("customer", "edit", "A", "--lifecycle", "").code == 2
    assert firm("customer", "edit", "A", "--lifecycle", "nice", "--reason", "x").code == 2
    assert firm.ok("customer", "add", "--name", "B", "--lifecycle", "buyer")["lifecycle"] == "buyer"


def test_orders_confirmed_at_once_do_not_disturb_each_other(server, new_postgresql) -> None:
    """Two writers confirm orders of one prospect: the second waits and finds a buyer."""
    import threading

    from crmcli.db import work
    from crmcli.services import order
    from tests.conftest import acting

    crm = Cli(new_postgresql())
    crm.ok("product", "add", "--name", "P", "--price", "100")
    crm.ok("customer", "add", "--name", "A")
    for _order in range(6):
        crm.ok("order", "new", "--customer", "A", "--line", "P:1")
    start, failed = threading.Barrier(6), []

    def confirm(number: int) -> None:
        try:
            with acting(crm.store), work.write() as w:
                w.today()
                start.wait(10)
                order.confirm(w, f"SO202603-{number:05}")
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=confirm, args=(n,)) for n in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert stage(crm)[0] == "buyer"
    assert {o["status"] for o in crm.ok("order", "list")} == {"confirmed"}
