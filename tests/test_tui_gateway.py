"""The app and a store that is slow, away, or does not know whoever is there any more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from crmcli.db import identity, work
from crmcli.db.work import Work
from crmcli.errors import NotLoggedInError, StoreError
from crmcli.services import access, customer, followup
from crmcli.tui import gateway
from tests.conftest import Cli
from tests.people import hire
from tests.tui import Driver, drive


@pytest.fixture
def ann(crm: Cli) -> Cli:
    people = hire(crm, ("ANN", "D001", "SALESPERSON", "own"))
    crm.ok("customer", "add", "--name", "华信科技", "--code", "C1", "--owner", "ANN")
    return people["ANN"]


async def until(done: Callable[[], bool]) -> None:
    """Wait until something has happened, or for ten seconds."""
    for _wait in range(500):
        if done():
            return
        await asyncio.sleep(0.02)


def test_a_slow_store_blocks_nothing(ann: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    goes_on = threading.Event()
    find = customer.find

    def slow(w: Work, **more: Any) -> Any:
        goes_on.wait(10)
        return find(w, **more)

    async def act(d: Driver) -> None:
        monkeypatch.setattr(customer, "find", slow)
        await d.pilot.press("2")
        await until(lambda: any(sign in d.text.splitlines()[0] for sign in "◐◓◑◒"))
        assert any(sign in d.text.splitlines()[0] for sign in "◐◓◑◒")
        await d.pilot.press("question_mark")
        await d.pilot.pause()
        assert "Keys" in d.text
        await d.pilot.press("escape")
        goes_on.set()
        await d.settled()
        assert "华信科技" in d.text

    drive(ann.store, "ANN", act)


def test_a_lost_store_is_said_and_tried_again(ann: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    away = [3]
    read = work.read

    def unsteady(**more: Any) -> Any:
        if away[0]:
            away[0] -= 1
            raise StoreError("no answer from the server")
        return read(**more)

    async def act(d: Driver) -> None:
        monkeypatch.setattr(gateway, "FIRST_PAUSE", 0.2)
        monkeypatch.setattr(work, "read", unsteady)
        await d.pilot.press("2")
        await until(lambda: "does not answer" in d.text)
        assert "does not answer" in d.text
        assert "no answer from the server" in d.text
        for _wait in range(60):
            await asyncio.sleep(0.1)
            await d.pilot.pause()
            if "华信科技" in d.text:
                break
        assert "华信科技" in d.text
        assert "does not answer" not in d.text

    drive(ann.store, "ANN", act)


def test_a_write_that_fails_loses_no_typed_text(ann: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: Any, **_more: Any) -> Any:
        raise RuntimeError("out of order")

    async def act(d: Driver) -> None:
        await d.press("2", "l")
        await d.put("content", "很长的一段话")
        await d.put("channel", "PHONE")
        with monkeypatch.context() as patch:
            patch.setattr(followup, "add", broken)
            await d.press("ctrl+s")
        assert "out of order" in d.wrong
        assert d.app.screen.query_one("#field-content").text == "很长的一段话"
        await d.press("ctrl+s")

    drive(ann.store, "ANN", act)
    assert ann.ok("followup", "list")[0]["content"] == "很长的一段话"


def test_a_disabled_operator_is_out(ann: Cli, crm: Cli) -> None:
    async def act(d: Driver) -> None:
        crm.ok("operator", "edit", "ANN", "--inactive")
        await d.pilot.press("2")
        await until(lambda: not d.app.is_running)

    ended = drive(ann.store, "ANN", act)
    assert isinstance(ended, NotLoggedInError), ended


def test_logging_out_ends_the_app(ann: Cli) -> None:
    async def act(d: Driver) -> None:
        await d.press("ctrl+o")
        assert "Log out everybody" in d.text
        await d.pilot.press("y")
        await until(lambda: not d.app.is_running)

    assert drive(ann.store, "ANN", act) is None
    assert "ANN" not in identity.known(ann.store)


def test_logged_out_elsewhere_it_ends(ann: Cli) -> None:
    async def act(d: Driver) -> None:
        access.log_out(ann.store)
        await d.pilot.press("2")
        await until(lambda: not d.app.is_running)

    assert isinstance(drive(ann.store, "ANN", act), NotLoggedInError)


def test_nobody_gets_in_without_a_log_in(ann: Cli) -> None:
    from crmcli import config
    from crmcli.tui.app import CrmApp

    async def main() -> Any:
        app = CrmApp(config.Settings(db=ann.store.url, operator="NOBODY"))
        async with app.run_test() as pilot:
            await pilot.pause(0.5)
        return app.return_value

    assert isinstance(asyncio.run(main()), NotLoggedInError)
