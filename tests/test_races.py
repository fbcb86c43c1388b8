"""Two people at once: one wins, the other is told what happened meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any

import pytest

from crmcli.db.connect import Store
from crmcli.db.work import Work, write
from crmcli.errors import CrmError, RefusedError, StaleError
from crmcli.services import (
    allocation,
    approval,
    claim,
    conflict,
    customer,
    merging,
    order,
    order_line,
    payment,
    period,
    pool,
    refund,
    registration,
    voiding,
)
from crmcli.services.line_spec import NewLine
from tests.conftest import Cli, acting
from tests.people import log_in

Writing = Callable[[], AbstractContextManager[Work]]


@pytest.fixture
def shop(crm: Cli) -> Cli:
    crm.ok("operator", "add", "--name", "李娜", "--code", "LN", "--scope", "all")
    crm.ok("product", "add", "--name", "P", "--code", "P", "--price", "100")
    crm.ok("customer", "add", "--name", "华信")
    crm.ok("order", "new", "--customer", "华信", "--line", "P:1", "--line", "P:2", "--number", "S1")
    return crm


def race(store: Store, *acts: Callable[[Work], Any]) -> list[Any]:
    """Run the acts at the same time; each one's result or its refusal."""

    def one(act: Callable[[Work], Any]) -> Any:
        try:
            with acting(store), write() as work:
                return act(work)
        except CrmError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def refused(results: list[Any]) -> list[CrmError]:
    return [result for result in results if isinstance(result, CrmError)]


def test_the_second_to_edit_is_told_both_versions(shop: Cli) -> None:
    assert shop.ok("order", "show", "S1")["version"] == 1
    shop.operator = "LN"
    mine = shop.ok("order", "edit", "S1", "--remark", "先到", "--version", "1")
    assert mine["version"] == 2
    shop.operator = "ADMIN"
    late = shop("order", "edit", "S1", "--remark", "后到", "--version", "1")
    assert late.code == 5
    for part in ("李娜", "2026-03-15 09:30", "version 2", "saw 1", "Remark ∅ → 先到"):
        assert part in late.err
    assert shop.ok("order", "show", "S1")["remark"] == "先到"
    for verb in (
        ("confirm", "S1"), ("cancel", "S1"), ("line", "add", "S1", "P:1"),
        ("line", "move", "S1", "1", "2"), ("line", "remove", "S1", "1"),
        ("line", "edit", "S1", "1", "--price", "1"),
    ):  # fmt: skip
        assert shop("order", *verb, "--version", "1").code == 5
    assert shop.ok("order", "line", "edit", "S1", "1", "--remark", "x")["version"] == 3
    shop.lang = "zh_CN"
    assert "李娜" not in shop("order", "edit", "S1", "--remark", "y", "--version", "3").err
    assert "您看到的是 3" in shop("order", "confirm", "S1", "--version", "3").err


def test_of_two_who_edit_one_version_one_wins(shop: Cli) -> None:
    for _round in range(5):
        seen = shop.ok("order", "show", "S1")["version"]
        results = race(
            shop.store,
            lambda w, seen=seen: order.edit(w, "S1", remark="a", version=seen),  # type: ignore[misc]
            lambda w, seen=seen: order_line.edit(  # type: ignore[misc]
                w, "S1", 1, quantity=str(seen + 9), version=seen
            ),
        )
        lost = refused(results)
        assert [error.code for error in lost] == ["stale"]
        assert f"saw {seen}" in lost[0].message
        shop.ok("order", "edit", "S1", "--remark", f"b{seen}")
    assert shop("db", "check").code == 0


def test_of_two_receipts_for_the_last_cent_one_wins(shop: Cli) -> None:
    shop.ok("order", "confirm", "S1")
    shop.ok("payment", "record", "--order", "S1", "--amount", "299.99", "--method", "CASH")
    for _round in range(3):
        cent = [
            lambda w: payment.record(w, orders=["S1"], amount=Decimal("0.01"), method="CASH")
        ] * 2
        lost = refused(race(shop.store, *cent))
        assert [error.code for error in lost] == ["over_outstanding"]
        assert lost[0].message == "S1 is paid"
        assert "0.01" in str(lost[0].hint)
        winner = shop.ok("payment", "list", "--status", "confirmed")[0]["number"]
        assert winner in str(lost[0].hint)
        assert shop.ok("order", "show", "S1")["outstanding"] == "0.00"
        shop.ok("payment", "void", winner, "--reason", "x")
    assert shop("db", "check").code == 0


def test_what_is_on_account_goes_out_once(shop: Cli) -> None:
    shop.ok("order", "confirm", "S1")
    keep = ("--customer", "华信", "--on-account", "--method", "CASH")
    for _round in range(3):
        number = shop.ok("payment", "record", *keep, "--amount", "100")["number"]
        lost = refused(
            race(
                shop.store,
                lambda w, number=number: allocation.allocate(w, number, orders=["S1"]),  # type: ignore[misc]
                lambda w: refund.record(
                    w, customer="华信", amount=Decimal(100), reason="x", method="CASH"
                ),
            )
        )
        assert [error.code for error in lost] == ["over_on_account"]
        assert shop.ok("customer", "show", "华信")["on_account"] == "0.00"
    assert shop("db", "check").code == 0


def test_nothing_slips_into_a_month_while_it_is_closed(shop: Cli) -> None:
    for _round in range(4):
        results = race(
            shop.store,
            *[
                lambda w: payment.record(
                    w,
                    customer="华信",
                    amount=Decimal(1),
                    method="CASH",
                    on_account=True,
                    date=w.today().replace(month=2),
                )
            ]
            * 3,
            lambda w: period.close(w, "2026-02"),
        )
        for error in refused(results):
            assert isinstance(error, RefusedError)
            assert error.code == "period_closed"
        assert shop("db", "check").code == 0
        shop.ok("period", "open", "2026-02", "--reason", "x")


def test_claims_and_their_voids_do_not_block_each_other(shop: Cli) -> None:
    shop.ok("customer", "add", "--name", "别家")
    for _round in range(4):
        receipts = [
            shop.ok("payment", "record", "--unidentified", "--amount", "9", "--method", "CASH")
            for _receipt in range(2)
        ]
        claimed = shop.ok("payment", "claim", receipts[0]["number"], "--customer", "华信")
        other = receipts[1]["number"]
        results = race(
            shop.store,
            lambda w, n=claimed["number"]: voiding.void(w, n, reason="x"),  # type: ignore[misc]
            lambda w, n=other: claim.record(w, n, customer="华信"),  # type: ignore[misc]
        )
        assert refused(results) == []
    assert shop("db", "check").code == 0


@pytest.fixture
def team(crm: Cli) -> Cli:
    """Two managers who may decide, a salesperson's customer and revision, two who may claim."""
    for code, role in (("ANN", "SALESPERSON"), ("MAY", "MANAGER"), ("MAX", "MANAGER")):
        crm.ok("operator", "add", "--name", code, "--code", code, "--role", role, "--scope", "all")
    for code in ("BEN", "CAT"):
        crm.ok("operator", "add", "--name", code, "--code", code)
    crm.ok("customer", "add", "--name", "A", "--code", "A", "--owner", "ANN", "--level", "B")
    crm.ok("setting", "edit", "key_fields_customer", "level")
    return crm


def race_as(store: Store, *acts: tuple[str, Callable[[Work], Any]]) -> list[Any]:
    """Run the acts at the same time, each as somebody; results or refusals."""
    for name, _act in acts:
        log_in(store, name)

    def one(act: tuple[str, Callable[[Work], Any]]) -> Any:
        try:
            with acting(store, act[0]), write() as work:
                return act[1](work)
        except CrmError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool_:
        return list(pool_.map(one, acts))


def test_of_two_who_approve_one_wins(team: Cli) -> None:
    number = Cli(team.store, operator="ANN").ok("revision", "propose", "A", "--level", "A")
    results = race_as(
        team.store,
        *(
            (who, lambda w: approval.decide(w, number["number"], "approve"))
            for who in ("MAY", "MAX")
        ),
    )
    (loser,) = refused(results)
    assert loser.exit_code == 5
    shown = team.ok("approval", "show", number["number"])
    assert (shown["status"], len(shown["decisions"])) == ("approved", 1)
    assert team.ok("customer", "show", "A")["level"] == "A"


def test_of_two_who_claim_one_wins(team: Cli) -> None:
    team.ok("customer", "release", "A", "--reason", "x")
    results = race_as(
        team.store, *((who, lambda w: pool.claim(w, ["A"])) for who in ("BEN", "CAT"))
    )
    (loser,) = refused(results)
    assert loser.exit_code == 5
    owner = team.ok("customer", "show", "A")["owner"]
    assert [row["person"] for row in _moves(team)] == ["ANN", owner]


@pytest.mark.parametrize("engine", ["postgresql"])
@pytest.mark.parametrize("place", ["S1", "S2"])
def test_who_claims_what_was_there_a_moment_ago_is_told_so(
    team: Cli, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite the second begins when the first is done: it has left the pool, and is hidden."""
    team.ok("department", "add", "--name", "Sales", "--code", "S")
    for code in ("S1", "S2"):
        team.ok("department", "add", "--name", code, "--code", code, "--parent", "S")
    for code, dept in (("ANN", "S"), ("BEN", "S1"), ("CAT", place)):
        team.ok("operator", "edit", code, "--department", dept)
    team.ok("customer", "release", "A", "--reason", "x")
    log_in(team.store, "CAT")
    log_in(team.store, "BEN")
    check = pool._refuse

    def meanwhile(work: Work, wanted: Any) -> None:
        check(work, wanted)
        if work.operator.code == "BEN":
            with ThreadPoolExecutor(1) as other:
                other.submit(first).result()

    def first() -> None:
        with acting(team.store, "CAT"), write() as work:
            pool.claim(work, ["A"])

    monkeypatch.setattr(pool, "_refuse", meanwhile)
    with acting(team.store, "BEN"), pytest.raises(StaleError), write() as work:
        pool.claim(work, ["A"])
    assert team.ok("customer", "show", "A")["owner"] == "CAT"


def _moves(team: Cli) -> list[dict[str, Any]]:
    rows = [row for row in team.ok("history", "customer", "A") if row["record"] == "pool-move"]
    return [row["new"] for row in rows]


def test_approving_against_an_edit(team: Cli) -> None:
    """With the key fields switched off for a moment, a direct edit and the approval meet."""
    number = Cli(team.store, operator="ANN").ok("revision", "propose", "A", "--level", "A")
    team.ok("setting", "edit", "key_fields_customer", "none")
    results = race_as(
        team.store,
        ("MAY", lambda w: approval.decide(w, number["number"], "approve").status),
        ("MAX", lambda w: customer.edit(w, "A", level="C").level.code),
    )
    level = team.ok("customer", "show", "A")["level"]
    status = team.ok("approval", "show", number["number"])["status"]
    if refused(results):
        assert (status, level) in (("approved", "A"), ("pending", "C"))
    else:
        assert (status, level) in (("approved", "C"), ("stale", "C"))
    assert team("db", "check").code == 0


def test_approving_against_an_edit_of_a_key_field(team: Cli) -> None:
    """What changes by revision only is not edited, whoever comes first."""
    number = Cli(team.store, operator="ANN").ok("revision", "propose", "A", "--level", "A")
    done, lost = race_as(
        team.store,
        ("MAY", lambda w: approval.decide(w, number["number"], "approve").status),
        ("MAX", lambda w: customer.edit(w, "A", level="C")),
    )
    assert done == "approved"
    assert (lost.code, lost.exit_code) == ("needs_revision", 5)
    assert team.ok("customer", "show", "A")["level"] == "A"


def test_of_two_who_merge_one_wins(team: Cli) -> None:
    """The same two, each into the other: one code is left, and both find it."""
    team.ok("customer", "add", "--name", "B", "--code", "B", "--owner", "ANN", "--force")
    results = race_as(
        team.store,
        ("MAY", lambda w: merging.merge(w, "A", "B", keep=["all"])),
        ("MAX", lambda w: merging.merge(w, "B", "A", keep=["all"])),
    )
    (loser,) = refused(results)
    assert loser.exit_code in (2, 3, 5)
    (row,) = [row for row in team.ok("customer", "list") if row["code"] in "AB"]
    assert team.ok("customer", "show", "A") == team.ok("customer", "show", "B")
    assert team("db", "check").code == 0
    (merged,) = team.ok("customer", "merged")
    results = race_as(
        team.store,
        *((who, lambda w: merging.unmerge(w, merged["code"])) for who in ("MAY", "MAX")),
    )
    (loser,) = refused(results)
    assert loser.exit_code in (3, 5)
    assert {row["code"] for row in team.ok("customer", "list")} >= {"A", "B", row["code"]}
    assert team("db", "check").code == 0


def test_merging_against_an_order(team: Cli) -> None:
    """An order that is made meanwhile for the one that goes: it stands, with the one that stays."""
    team.ok("customer", "add", "--name", "B", "--code", "B", "--owner", "ANN", "--force")
    team.ok("product", "add", "--name", "P", "--code", "P", "--price", "100")
    results = race_as(
        team.store,
        ("MAY", lambda w: merging.merge(w, "A", "B", keep=["all"])),
        ("MAX", lambda w: order.create(w, customer="B", lines=[NewLine("P")]).number),
    )
    assert all(error.exit_code in (3, 5) for error in refused(results))
    assert not isinstance(results[0], CrmError)
    if not isinstance(results[1], CrmError):
        assert team.ok("order", "show", results[1])["customer"] == "A"
    assert team("db", "check").code == 0


def test_of_two_who_decide_a_conflict_one_wins(team: Cli) -> None:
    met = Cli(team.store, operator="BEN")("customer", "add", "--name", "A")
    assert met.code == 5
    (found,) = team.ok("conflict", "list")
    results = race_as(
        team.store,
        ("MAY", lambda w: conflict.decide(w, found["number"], winner="ANN", reason="x").winner),
        ("MAX", lambda w: conflict.decide(w, found["number"], winner="BEN", reason="y").winner),
    )
    (loser,) = refused(results)
    assert loser.exit_code == 5
    (row,) = team.ok("conflict", "list")
    assert (row["status"], row["winner"]) == ("decided", team.ok("customer", "show", "A")["owner"])


def test_of_two_who_register_a_new_customer_one_is_first(team: Cli) -> None:
    def register(w: Work) -> Any:
        return registration.register(w, "Newcomer", until="2026-04-30").customer.code

    results = race_as(team.store, ("BEN", register), ("CAT", register))
    (loser,) = refused(results)
    assert loser.code == "held_by_other"
    (row,) = team.ok("customer", "registrations")
    assert row["owner"] in ("BEN", "CAT")
