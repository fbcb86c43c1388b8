"""Whatever is proposed, decided, shared, registered, merged and handed over, in whatever order:

a key field changes by an approved revision or a merge only, an owner by the verbs of owners only,
and what was sold and received stays the same.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run
from sqlalchemy import func
from sqlmodel import col, select

from crmcli.db.connect import Store
from crmcli.db.models.approval import Approval, ApprovalDecision
from crmcli.db.models.contact import Contact
from crmcli.db.models.customer import Customer
from crmcli.db.models.operator import Operator
from crmcli.db.models.order import SalesOrder
from crmcli.db.models.payment import Payment
from crmcli.db.models.registration import Registration
from crmcli.db.work import Work, whole, write
from crmcli.errors import CrmError
from crmcli.services import (
    approval,
    approval_rule,
    check,
    conflict,
    contact,
    customer,
    department,
    handover,
    handover_undo,
    merging,
    operator,
    order,
    payment,
    pool,
    product,
    registration,
    revision,
    setting,
    sharing,
)
from crmcli.services.line_spec import NewLine
from tests.conftest import acting

PEOPLE = ("ANN", "BEN", "MAY")
EVERYBODY = (*PEOPLE, "ADMIN")
CUSTOMERS = ("C0", "C1", "C2")
LEVELS = ("A", "B", "C", "D")
people, everybody = st.sampled_from(PEOPLE), st.sampled_from(EVERYBODY)
customers, levels = st.sampled_from(CUSTOMERS), st.sampled_from(LEVELS)
UNTIL = "2026-12-31"


class Team(RuleBasedStateMachine):
    """Two salespeople, their manager and the administrator, at work on three customers."""

    new_store: Callable[[], Store]

    def __init__(self) -> None:
        super().__init__()
        self.store = self.new_store()
        self.proposed: list[str] = []
        self.handed: list[str] = []
        with self.as_("ADMIN") as work:
            department.add(work, name="Sales", code="S")
            for code in PEOPLE:
                role = {"role": "MANAGER", "scope": "department"} if code == "MAY" else {}
                operator.add(work, name=code, code=code, department="S", **role)  # type: ignore[arg-type]
            product.add(work, name="P", code="P", price="10")
            for code in CUSTOMERS:
                customer.add(work, name=code, code=code, owner="ANN", level="B", force=True)
                made = order.create(work, customer=code, lines=[NewLine("P")], confirm=True)
                payment.record(work, orders=[made.number], method="CASH")
                contact.add(work, customer=code, name="P", code=f"K{code}", position="B")
            setting.edit(work, "key_fields_customer", "level")
            setting.edit(work, "key_fields_contact", "position")
            setting.edit(work, "pool_by", "company")
            approval_rule.add(work, name="Two", code="TWO", step=2)
            approval_rule.edit(work, "TWO", active=False)
        self.before = self.state()
        self.totals = self.sums()
        self.may_own = self.may_merge = False

    @contextlib.contextmanager
    def as_(self, who: str) -> Any:
        with acting(self.store, who), write() as work:
            yield work

    def state(self) -> dict[str, Any]:
        with acting(self.store), whole("store.check") as work:
            rows = work.session.exec(
                select(Customer.code, Customer.level_id, Operator.code, Customer.dept_id)
                .join(Operator, col(Operator.id) == Customer.owner_id)
                .where(col(Customer.code).in_(CUSTOMERS))
            ).all()
            approved = work.session.exec(
                select(func.count()).where(Approval.status == "approved")
            ).one()
            people = work.session.exec(select(Contact.code, Contact.position)).all()
        return {
            "rows": {row[0]: tuple(row[1:]) for row in rows},
            "approved": approved,
            "contacts": dict(people),
        }

    def sums(self) -> tuple[Any, ...]:
        with acting(self.store), whole("store.check") as work:
            return (
                work.session.exec(select(func.count(), func.sum(SalesOrder.total))).one(),
                work.session.exec(select(func.count(), func.sum(Payment.amount))).one(),
            )

    def act(
        self, who: str, act: Callable[[Any], Any], *, owns: bool = False, merges: bool = False
    ) -> Any:
        """Do something as somebody; a refusal changes nothing."""
        self.may_own, self.may_merge, before = owns, merges, self.state()
        failed = None
        try:
            with self.as_(who) as work:
                return act(work)
        except CrmError as error:
            failed = error
        assert failed.exit_code in (2, 3, 4, 5), failed
        assert self.state() == before
        return None

    @rule(who=everybody, which=customers, level=levels)
    def edit(self, who: str, which: str, level: str) -> None:
        self.act(who, lambda w: customer.edit(w, which, level=level, remark=level))

    @rule(who=everybody, which=customers, level=levels)
    def propose(self, who: str, which: str, level: str) -> None:
        made = self.act(who, lambda w: revision.propose(w, which, values={"level": level}))
        if made is not None:
            self.proposed.append(made.number)

    @rule(who=everybody, which=customers, position=levels, propose=st.booleans())
    def edit_contact(self, who: str, which: str, position: str, propose: bool) -> None:
        def edit(work: Work) -> None:
            contact.edit(work, f"K{which}", position=position, propose=propose)
            found = approval.find(work, status="pending", limit=1).rows
            self.proposed += [row.number for row in found]

        self.act(who, edit)

    @rule(who=everybody, number=st.integers(0, 9), decision=st.sampled_from(["approve", "reject"]))
    def decide(self, who: str, number: int, decision: str) -> None:
        if self.proposed:
            key = self.proposed[number % len(self.proposed)]
            self.act(who, lambda w: approval.decide(w, key, decision, reason="x"))

    @rule(on=st.booleans())
    def need_two(self, on: bool) -> None:
        self.act("ADMIN", lambda w: approval_rule.edit(w, "TWO", active=on))

    @rule(who=everybody, number=st.integers(0, 9))
    def withdraw(self, who: str, number: int) -> None:
        if self.proposed:
            self.act(
                who, lambda w: revision.withdraw(w, self.proposed[number % len(self.proposed)])
            )

    @rule(who=everybody, which=customers, with_=people, write=st.booleans())
    def share(self, who: str, which: str, with_: str, write: bool) -> None:
        self.act(
            who, lambda w: sharing.share(w, which, operators=[with_], write=write, until=UNTIL)
        )

    @rule(who=everybody, which=customers)
    def unshare(self, who: str, which: str) -> None:
        self.act(who, lambda w: sharing.unshare(w, which))

    @rule(who=everybody, which=customers)
    def release(self, who: str, which: str) -> None:
        self.act(who, lambda w: pool.release(w, [which], reason="x"), owns=True)

    @rule(who=people, which=customers)
    def claim(self, who: str, which: str) -> None:
        self.act(who, lambda w: pool.claim(w, [which]), owns=True)

    @rule(who=everybody, which=customers, to=people)
    def assign(self, who: str, which: str, to: str) -> None:
        self.act(who, lambda w: customer.assign(w, [which], to), owns=True)

    @rule(who=st.sampled_from(["MAY", "ADMIN"]), leaver=people, to=people)
    def hand_over(self, who: str, leaver: str, to: str) -> None:
        plan = handover.Plan(to=to)
        done = self.act(who, lambda w: handover.run(w, leaver, plan, stays=True), owns=True)
        if done is not None:
            self.handed.append(done[0])

    @rule(who=st.sampled_from(["MAY", "ADMIN"]))
    def take_back(self, who: str) -> None:
        if self.handed:
            self.act(who, lambda w: handover_undo.undo(w, self.handed[-1]), owns=True)

    @rule(who=everybody, which=customers)
    def register(self, who: str, which: str) -> None:
        self.act(who, lambda w: registration.register(w, which, until="2026-04-30", force=True))

    @rule(who=everybody, which=customers)
    def unregister(self, who: str, which: str) -> None:
        self.act(who, lambda w: registration.unregister(w, which))

    @rule(who=st.sampled_from(["ANN", "BEN"]), which=customers)
    def add_again(self, who: str, which: str) -> None:
        """What somebody else follows up is not added; it is answered with a conflict."""

        def add() -> Any:
            with write() as w:
                return customer.add(w, name=which)

        self.may_own, self.may_merge, before = False, False, self.state()
        with acting(self.store, who), pytest.raises(CrmError) as caught:
            conflict.answered(add)
        assert caught.value.code in ("held_by_other", "possible_duplicate", "refused")
        assert self.state() == before

    @rule(who=everybody, number=st.integers(0, 9), winner=people)
    def decide_conflict(self, who: str, number: int, winner: str) -> None:
        with self.as_("ADMIN") as work:
            found = [row.number for row in conflict.find(work).rows]
        if found:
            key = found[number % len(found)]
            self.act(who, lambda w: conflict.decide(w, key, winner=winner, reason="x"), owns=True)

    @rule(who=everybody, which=customers, other=customers, side=st.sampled_from(["keep", "take"]))
    def merge(self, who: str, which: str, other: str, side: str) -> None:
        chosen: dict[str, Any] = {side: ["all"]}
        self.act(who, lambda w: merging.merge(w, which, other, **chosen), merges=True)

    @rule(who=everybody, which=customers)
    def unmerge(self, who: str, which: str) -> None:
        self.act(who, lambda w: merging.unmerge(w, which), merges=True)

    @invariant()
    def what_is_registered_is_in_no_pool(self) -> None:
        with acting(self.store), whole("store.check") as work:
            held = work.session.exec(
                select(Operator.kind)
                .join(Registration, col(Registration.owner_id) == Operator.id)
                .where(*registration.in_force(work))
            ).all()
        assert set(held) <= {"person"}

    @invariant()
    def key_fields_and_owners_change_by_their_verbs(self) -> None:
        now = self.state()
        newly = now["approved"] - self.before["approved"]
        rows, before = now["rows"], self.before["rows"]
        persons = sum(now["contacts"][key] != was for key, was in self.before["contacts"].items())
        assert persons <= newly
        both = rows.keys() & before.keys()
        if self.may_merge:
            assert abs(len(rows) - len(before)) <= 1
            if len(rows) <= len(before):
                assert {row[0] for row in rows.values()} <= {row[0] for row in before.values()}
        else:
            assert rows.keys() == before.keys()
            assert persons + sum(rows[code][0] != before[code][0] for code in both) <= newly
        if not self.may_own:
            assert {code: rows[code][1:] for code in both} == {
                code: before[code][1:] for code in both
            }
        self.before = now

    @invariant()
    def who_proposed_decides_nothing_and_nobody_twice(self) -> None:
        with acting(self.store), whole("store.check") as work:
            decided = work.session.exec(
                select(
                    ApprovalDecision.approval_id, ApprovalDecision.decided_by, Approval.proposer_id
                ).join(Approval, col(Approval.id) == ApprovalDecision.approval_id)
            ).all()
            open_steps = select(func.count()).where(
                Approval.status == "approved", Approval.step != Approval.steps
            )
            assert work.session.exec(open_steps).one() == 0
        assert all(by != proposer for _key, by, proposer in decided)
        assert len({(key, by) for key, by, _proposer in decided}) == len(decided)

    @invariant()
    def the_books_stay(self) -> None:
        assert self.sums() == self.totals

    def teardown(self) -> None:
        with acting(self.store), whole("store.check") as work:
            check.require(check.run(work))


def test_teams(new_store: Callable[[], Store]) -> None:
    machine = type("Of", (Team,), {"new_store": staticmethod(new_store)})
    run(
        machine,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
