"""The demo: deterministic, sound, and every command it shows really runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from crmcli import config, i18n
from crmcli.commands import demo
from crmcli.db.connect import Store, connect
from docs import pictures
from tests.conftest import Cli


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_the_demo_shows_the_main_job(lang: str, tmp_path: Path) -> None:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "crmcli", "demo", "--lang", lang],
        env=dict(os.environ),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - began < 60
    assert re.findall(r"^\$ crm (\S+ \S+)", done.stdout, re.MULTILINE) == [
        "customer add",
        "contact add",
        "followup add",
        "order new",
        "payment record",
        "order show",
        "customer show",
        "report region-sales",
    ]
    assert "57490.50" in done.stdout
    page, text = pictures.transcript(lang, done.stdout)
    assert page.read_text(encoding="utf-8") == text, "make pictures"
    crm = Cli(Store("sqlite", str(tmp_path / "crm-demo" / "crm.db")), operator="")
    assert len(crm.ok("customer", "list")) == 201
    assert len(crm.ok("order", "list")) == 401
    assert len(crm.ok("contact", "list")) == 401
    _is_believable(crm)
    bare = connect(crm.store)
    assert bare.execute("SELECT count(*) FROM order_line").fetchone()[0] == 1202
    bare.close()
    status = crm.ok("db", "status")
    assert status["payments"] > 300
    assert Cli(crm.store)("db", "check").code == 0
    tips = done.stdout.rstrip().splitlines()[-3:]
    for tip in tips:
        words = tip.split()[1:]
        assert crm(*words).code == 0, tip


def _is_believable(crm: Cli) -> None:
    """Three levels of departments, twelve people, a year of follow-ups, seasons, overdue money."""
    above = {row["code"]: row["parent"] for row in crm.ok("department", "list")}
    assert any(above.get(above.get(one) or "") for one in above)
    people = crm.ok("operator", "list")
    assert len(people) == 13
    assert sum(1 for person in people if person["manager"]) == 12
    talks = crm.ok("followup", "list")
    assert len(talks) == 9 * 45 + 1
    assert len({talk["author"] for talk in talks}) == 10
    assert len({talk["at"][:7] for talk in talks}) >= 12
    by_month = Counter(order["date"][5:7] for order in crm.ok("order", "list"))
    assert by_month["12"] > by_month["02"]
    due = crm.ok("payment", "due")
    late = [row for row in due if row["overdue_days"]]
    assert 0 < len(late) < len(due)
    assert len(due) < 150


def test_the_sample_is_the_same_every_time(tmp_path: Path) -> None:
    shown = []
    for name in ("a", "b"):
        subprocess.run(
            [sys.executable, "-m", "crmcli", "demo", str(tmp_path / name), "-q"],
            env=dict(os.environ),
            capture_output=True,
            check=True,
        )
        crm = Cli(Store("sqlite", str(tmp_path / name / "crm.db")))
        shown.append(
            [crm(noun, "list", "-f", "csv").out for noun in ("customer", "order", "payment")]
        )
    assert shown[0] == shown[1]


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "file").touch()
    assert Cli(Store("sqlite", "none"))("demo", str(tmp_path / "x")).code == 5


def test_supervision_of_the_sample_company_names_who_did_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_NOW", pictures.NOW)
    with config.using(config.Settings(lang="zh_CN")):
        demo.make(tmp_path / "crm.db")
    i18n.use("en")
    monkeypatch.setenv("CRM_NOW", "2026-03-16T17:00:00+08:00")
    crm = Cli(Store("sqlite", str(tmp_path / "crm.db")), operator=pictures.WHO)
    rows = crm.ok("supervise")
    assert {row["status"] for row in rows} == {"silent"}
    assert sum(row["status"] == "silent" for row in rows) > 5
    month = ("--from", "2026-02-16", "--to", "2026-03-15")
    counted = {row["operator"]: row["followups"] for row in crm.ok("supervise", *month)}
    listed = crm.ok("followup", "list", *month)
    assert sum(counted.values()) == len(listed) > 20
    for who, number in counted.items():
        assert sum(row["author"] == who for row in listed) == number


def test_the_pictures_show_what_a_terminal_shows(tmp_path: Path) -> None:
    for path, picture in pictures.drawn(tmp_path).items():
        assert path.read_text(encoding="utf-8") == picture, "make pictures"
