"""Every command stands on declared actions, so that permissions can be given for all of them."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

from crmcli import commands
from tests.conftest import Cli, acting

FOLDER = Path(commands.__file__).parent
WHOLE_STORE = {"init", "demo", "login", "logout", "db", "export"}
"""They make, copy or replace the store as a whole, or say who acts: no operator's action yet."""
PERSONAL = {"config", "alias", "completion", "help", "info"}
"""They are a person's own affair and read nothing of the company's."""
MODULES = sorted(
    path.stem
    for path in FOLDER.glob("*.py")
    if path.stem not in WHOLE_STORE | PERSONAL | {"__init__", "kit"}
)
UNDECLARED = {"dates", "fields", "money", "line_spec", "forms"}
"""Reading what a person typed, and laying out what was shown, needs no permission."""
MANY = {("engine", "run"), ("conflict", "answered")}
"""They run one of many actions, each of which is declared by itself."""
BEFORE = {("access", name) for name in ("prove", "renew", "is_own", "keeps", "let_in")}
"""Before and after a password is changed, which is an action: whoever it is proves it with the old
one, and what is kept of the log-in is made anew. Who keeps a server is let by the server."""
ASKED = {("user_sql", "ask"), *(("revealing", noun) for noun in ("contact", "customer", "order"))}
"""They ask for the permission themselves: a query runs in no unit of work and sees by its own
means, and what is revealed is logged by the engine that tells it."""


@pytest.mark.parametrize("module", MODULES)
def test_each_command_calls_declared_actions_only(module: str) -> None:
    tree = ast.parse((FOLDER / f"{module}.py").read_text(encoding="utf-8"))
    imported: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in (
            "crmcli.services",
            "crmcli.reports",
        ):
            for alias in node.names:
                imported[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    called = {
        (node.func.value.id, node.func.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in imported
        and node.func.value.id not in UNDECLARED
    }
    assert called, f"{module} calls no service"
    called -= MANY | BEFORE | ASKED
    for name, function in called:
        service = getattr(importlib.import_module(imported[name]), function)
        noun, _dot, verb = service.action.partition(".")
        assert noun
        assert verb, f"{module}: {name}.{function}"


def test_each_report_is_an_action_of_its_own(crm: Cli) -> None:
    """Nothing of a report is read before it is known who asks."""
    from crmcli.db import work
    from crmcli.errors import NotLoggedInError
    from crmcli.reports import KEYS, engine, load

    assert set(engine.RUN) == set(KEYS)
    for key in KEYS:
        assert vars(engine.RUN[key])["action"] == f"report.{key}"
        nobody = acting(crm.store, operator="NOBODY")
        with pytest.raises(NotLoggedInError), nobody, work.read() as w:
            engine.run(w, load(key), {})


def test_writing_commands_call_writing_actions() -> None:
    """Reading needs no operation, writing always has one: the declaration says which."""
    from crmcli.db.work import ACTIONS
    from crmcli.services import (
        allocation,
        claim,
        contact,
        customer,
        followup,
        opening,
        order,
        order_line,
        payment,
        refund,
        voiding,
    )

    services = (contact, customer, followup, opening, order, order_line, payment)
    for service in (*services, allocation, claim, refund, voiding):
        for name in (
            "add",
            "create",
            "record",
            "correct",
            "edit",
            "confirm",
            "complete",
            "cancel",
            "void",
            "copy",
            "move",
            "allocate",
            "unallocate",
        ):
            if hasattr(service, name):
                assert getattr(service, name).writes
        for name in ("show", "find"):
            if hasattr(service, name):
                assert not getattr(service, name).writes
    assert {"order.create", "payment.void", "customer.read"} <= set(ACTIONS)
