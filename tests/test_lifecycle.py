"""The lifecycle moves by what happens, or by hand with a reason."""

from __future__ import annotations

import threading

import pytest

from crmcli.db import work
from tests.conftest import Cli, acting


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


def test_orders_confirmed_at_once_do_not_disturb_each_other(new_postgresql) -> None:
    """Six writers confirm orders of one prospect: each waits, and all but one find a buyer."""
    from crmcli.services import order

    crm = Cli(new_postgresql())
    crm.ok("product", "add", "--name", "P", "--price", "100")
    crm.ok("customer", "add", "--name", "A")
    for _order in range(6):
        crm.ok("order", "new", "--customer", "A", "--line", "P:1")
    at_once(crm, 6, lambda w, number: order.confirm(w, f"SO202603-{number:05}"))
    assert stage(crm)[0] == "buyer"
    assert {o["status"] for o in crm.ok("order", "list")} == {"confirmed"}


def test_the_first_contacts_added_at_once_are_one_primary(new_postgresql) -> None:
    from crmcli.services import contact

    crm = Cli(new_postgresql())
    crm.ok("customer", "add", "--name", "A")
    at_once(crm, 4, lambda w, number: contact.add(w, customer="A", name=f"K{number}"))
    rows = crm.ok("contact", "list")
    assert sorted(row["primary"] for row in rows) == [False, False, False, True]
    assert [c["name"] for c in crm.ok("customer", "list", "--find", "K3")] == ["A"]
    assert crm("db", "check").code == 0


def test_one_customer_added_twice_at_once_is_added_once(new_postgresql) -> None:
    from crmcli.errors import PossibleDuplicateError
    from crmcli.services import customer

    crm = Cli(new_postgresql())
    failed = at_once(crm, 4, lambda w, _number: customer.add(w, name="华信贸易"), may_fail=True)
    assert [type(error) for error in failed] == [PossibleDuplicateError] * 3
    assert len(crm.ok("customer", "list")) == 1


def at_once(crm: Cli, writers: int, act, *, may_fail: bool = False) -> list[Exception]:
    """Run ``act`` in as many transactions, all begun before the first goes on."""
    start, failed = threading.Barrier(writers), []

    def write(number: int) -> None:
        try:
            with acting(crm.store), work.write() as w:
                w.today()
                start.wait(10)
                act(w, number)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(1, writers + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert may_fail or failed == []
    return failed
