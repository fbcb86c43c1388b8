"""Codes and numbers: by rule, explicit, per period; no gap and no duplicate."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from crmcli.db.connect import Store
from crmcli.db.numbering import Rule, checked, normalise
from crmcli.errors import InvalidError
from tests.conftest import Cli

DAY = dt.date(2026, 3, 7)


@pytest.mark.parametrize(
    ("pattern", "period", "number"),
    [
        ("SO{yyyy}{mm}-{seq:05}", "202603", "SO202603-00012"),
        ("C{seq:06}", "", "C000012"),
        ("{yy}{mm}{dd}/{seq}", "260307", "260307/12"),
        ("销{yyyy}-{seq:03}", "2026", "销2026-012"),
    ],
)
def test_a_rule_makes_and_reads_numbers(pattern: str, period: str, number: str) -> None:
    rule = Rule(pattern)
    assert rule.period(DAY) == period
    assert rule.format(DAY, 12) == number
    assert rule.parse(number) == (period, 12)
    assert rule.parse(number + "X") is None


def test_a_sequence_may_outgrow_its_width() -> None:
    rule = Rule("C{seq:03}")
    assert rule.format(DAY, 1234) == "C1234"
    assert rule.parse("C1234") == ("", 1234)
    assert rule.parse("C12") is None


@pytest.mark.parametrize("pattern", ["", "SO", "{seq}{seq}", "SO{year}{seq}", "SO{seq", "{mm}"])
def test_what_is_no_rule(pattern: str) -> None:
    with pytest.raises(InvalidError):
        Rule(pattern)


def test_codes_are_normalised() -> None:
    assert normalise(" ａb１ ") == "AB1"
    assert checked("客户-１") == "客户-1"
    for bad in ("", "  ", "a b", "x" * 41, "a\x07b", "a\u3000b"):
        with pytest.raises(InvalidError):
            checked(bad)


def test_an_explicit_code_pushes_the_counter_on_where_it_fits(crm: Cli) -> None:
    assert crm.ok("region", "add", "--name", "a", "--code", "r0007")["code"] == "R0007"
    assert crm.ok("region", "add", "--name", "b")["code"] == "R0008"
    assert crm.ok("region", "add", "--name", "c", "--code", "east")["code"] == "EAST"
    assert crm.ok("region", "add", "--name", "d", "--code", "r0003")["code"] == "R0003"
    assert crm.ok("region", "add", "--name", "e")["code"] == "R0009"
    assert crm("region", "add", "--name", "f", "--code", "ＥＡＳＴ").code == 5
    assert crm.ok("region", "add", "--name", "f")["code"] == "R0010"


def test_a_refused_write_gives_its_number_back(crm: Cli) -> None:
    crm.ok("product", "add", "--name", "A", "--price", "1")
    crm.ok("customer", "add", "--name", "B")
    assert crm("order", "new", "--customer", "B", "--line", "X:1").code == 3
    made = crm.ok("order", "new", "--customer", "B", "--line", "A:1")
    assert made["number"] == "SO202603-00001"
    crm("order", "new", "--customer", "B", "--line", "A:1", "--dry-run")
    assert crm.ok("order", "new", "--customer", "B", "--line", "A:1")["number"].endswith("00002")


def test_each_period_counts_from_one(crm: Cli) -> None:
    crm.ok("product", "add", "--name", "A", "--price", "1")
    crm.ok("customer", "add", "--name", "B")
    order = ("order", "new", "--customer", "B", "--line", "A:1", "--date")
    numbers = [crm.ok(*order, day)["number"] for day in ("2026-03-31", "2026-04-01", "2026-03-01")]
    assert numbers == ["SO202603-00001", "SO202604-00001", "SO202603-00002"]


WRITER = """
import contextlib
import sys
from crmcli import config
from crmcli.db import work
from crmcli.services import line_spec, order
with config.using(config.Settings(db=sys.argv[1], operator="ADMIN", trusted=True)):
    for _ in range(int(sys.argv[2])):
        for kept in (True, False):
            with contextlib.suppress(ZeroDivisionError), work.write() as w:
                order.create(w, customer="B", lines=[line_spec.parse("A:2@9.99")], confirm=True)
                assert kept or 1 / 0
"""
WRITERS, EACH = 16, 6


def test_sixteen_processes_make_orders_at_once_and_roll_back_others(crm: Cli, store: Store) -> None:
    crm.ok("product", "add", "--name", "A", "--price", "1")
    crm.ok("customer", "add", "--name", "B")
    command = [sys.executable, "-c", WRITER, store.url, str(EACH)]
    with ThreadPoolExecutor(WRITERS) as pool:
        runs = [
            pool.submit(subprocess.run, command, capture_output=True, text=True, check=False)
            for _writer in range(WRITERS)
        ]
    assert [run.result().stderr for run in runs] == [""] * WRITERS
    numbers = sorted(row["number"] for row in crm.ok("order", "list"))
    assert numbers == [f"SO202603-{n:05}" for n in range(1, WRITERS * EACH + 1)]
    assert crm("db", "check").code == 0
