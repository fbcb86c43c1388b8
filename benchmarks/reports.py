"""Every report, whole, over its own SQL sent by the driver alone; and the memory it takes.

The pairs run in turn in one process. `sql` is what `--sql` shows, executed and fetched; `whole` is
the report ready to be shown: lines compared, added up, shares, names, decimals.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.figures import Figures
from crmcli import config, reports
from crmcli.db import work
from crmcli.db.connect import Store
from crmcli.reports import engine

REPEATS, SLOW_REPEATS, SLOW = 9, 3, 1000
LIMIT, MEMORY = 1.3, 200
"""What a report may cost over its SQL, and how many MB a process that makes one may take."""
QUARTER, YEARS = "2025-Q3", ("2023", "2025")


@dataclass(frozen=True)
class Case:
    """A report as it is asked for."""

    key: str
    name: str
    given: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What it is called in the table."""
        return f"{self.key}, {self.name}"


def cases() -> list[Case]:
    """Each report of a quarter and of three years, or as it stands."""
    found = []
    long: dict[str, Any] = {"date_from": YEARS[0], "date_to": YEARS[1]}
    for key in reports.KEYS:
        report = reports.load(key)
        if report.until or not report.period:
            found.append(Case(key, "as it stands"))
            continue
        found.append(Case(key, "a quarter", {"period": QUARTER}))
        found.append(Case(key, "three years", long))
    found.append(Case("region-sales", "three years by month", {**long, "by": "month"}))
    received: dict[str, Any] = {**long, "measure": "received"}
    found.append(Case("region-sales", "received, three years", received))
    return found


def measure(store: Store, figures: Figures) -> None:
    """All reports on one store."""
    print(f"\n{store.engine}: reports, median of {REPEATS} pairs ({SLOW_REPEATS} slow), ms")
    print(f"{'report':44}{'lines':>9}{'sql':>10}{'whole':>10}{'ratio':>7}")
    with (
        config.using(config.Settings(db=store.url, operator="ADMIN", trusted=True)),
        work.read() as w,
    ):
        assert w.operator  # found once, as in every command
        for case in cases():
            _paired(w, case, figures)
    _memory(store, figures)


def _paired(w: work.Work, case: Case, figures: Figures) -> None:
    report = reports.load(case.key)
    printed = engine.run(w, report, case.given)
    statements = [one for one in printed.sql.split(";") if "SELECT" in one]
    cursor = _cursor(w)

    def raw() -> None:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()

    def whole() -> None:
        engine.run(w, report, case.given)

    raw()
    times: list[tuple[float, float]] = []
    while len(times) < (SLOW_REPEATS if times and times[0][0] > SLOW else REPEATS):
        times.append((_timed(raw), _timed(whole)))
    ratio = statistics.median(b / a for a, b in times)
    low = [statistics.median(column) for column in zip(*times, strict=True)]
    promise = figures.at_most(f"{w.store.engine}: {case.title}", ratio, LIMIT)
    shown = f"{case.title:44}{len(printed.rows):9,}{low[0]:10.1f}{low[1]:10.1f}{ratio:7.2f}"
    print(f"{shown}{promise}", flush=True)


def _cursor(w: work.Work) -> Any:
    raw: Any = w.session.connection().connection.dbapi_connection
    return raw.cursor()


def _timed(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def _memory(store: Store, figures: Figures) -> None:
    """The most that any of these reports takes, each written to a file by a process of its own."""
    for case in cases():
        if case.name == "a quarter":
            continue
        options = [f"--{_option(key)}={value}" for key, value in case.given.items()]
        taken = peak(["report", case.key, *options, "--db", store.url, "--format", "csv"])
        promise = figures.at_most(f"{store.engine}: memory of {case.title}", taken, MEMORY)
        print(f"{case.title:52}{taken:9.0f} MB{promise}", flush=True)


def _option(key: str) -> str:
    return key.removeprefix("date_")


def peak(words: list[str]) -> float:
    """The most memory that a process held that ran a command, in MB."""
    command = [sys.executable, "-m", "crmcli", *words]
    watching = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", watching, *command],
        check=True, capture_output=True, text=True, env={**os.environ, "CRM_OPERATOR": "ADMIN"},
    )  # fmt: skip
    return int(done.stdout) / 1024
