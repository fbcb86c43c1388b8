"""Whole processes, in CPU time: a customer shown, help, completion, against what they stand on.

Each is started in turn with the others, so that whatever else the machine does meets all of them.
`raw` is the driver alone showing the same customer; `lazy.py` is the least that does it with Typer
and SQLModel.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.figures import Figures
from crmcli.db.connect import Store

RUNS = 21
CUSTOMER = "C000500"
HERE = Path(__file__).parent
CRM = [sys.executable, "-m", "crmcli"]
RAW = {
    "sqlite": "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
    "print(c.execute('SELECT * FROM customer WHERE code = ?', sys.argv[2:]).fetchone())",
    "postgresql": "import psycopg, sys; c = psycopg.connect(sys.argv[1]); "
    "print(c.execute('SELECT * FROM crm.customer WHERE code = %s', sys.argv[2:]).fetchone())",
}
COMPLETION = {"sqlite": 8, "postgresql": 16}
"""Bare interpreters that completing a code may cost."""
LAZY = 1.35
"""What a customer shown may cost over the lazy program."""


def measure(store: Store, figures: Figures) -> None:
    """Run every case in turn and print medians, as multiples of the first."""
    spent = _spent(store, _cases(store))
    print(f"\n{store.engine}: CPU of whole processes, median of {RUNS} paired runs, ms")
    bare = spent["bare interpreter"]
    for name, times in spent.items():
        ratio, promise = _ratio(times, bare), ""
        if name == "completion of codes":
            what = f"{store.engine}: {name}"
            promise = figures.at_most(what, ratio, COMPLETION[store.engine])
        print(f"{name:24}{statistics.median(times):8.0f}{ratio:8.1f} × bare{promise}", flush=True)
    if "lazy Typer + SQLModel" in spent:
        ratio = _ratio(spent["crm customer show"], spent["lazy Typer + SQLModel"])
        promise = figures.at_most("a customer shown, against the lazy program", ratio, LAZY)
        print(f"a customer shown, against the lazy program: {ratio:.2f}{promise}", flush=True)


def _cases(store: Store) -> dict[str, list[str]]:
    cases = {
        "bare interpreter": [sys.executable, "-c", "pass"],
        "raw driver": [sys.executable, "-c", RAW[store.engine], store.location, CUSTOMER],
        "crm --help": [*CRM, "--help"],
        "completion of codes": [*CRM, "__complete", "bash", "crm customer show C0005"],
        "crm customer show": [*CRM, "customer", "show", CUSTOMER],
    }
    if store.engine == "sqlite":
        lazy = [sys.executable, str(HERE / "lazy.py"), "show", store.location, CUSTOMER]
        cases["lazy Typer + SQLModel"] = lazy
    return cases


def _spent(store: Store, cases: dict[str, list[str]]) -> dict[str, list[float]]:
    spent: dict[str, list[float]] = {name: [] for name in cases}
    for _run in range(RUNS):
        for name, command in cases.items():
            spent[name].append(_cpu(command, store))
    return spent


def _ratio(times: list[float], others: list[float]) -> float:
    return statistics.median(a / b for a, b in zip(times, others, strict=True))


def _cpu(command: list[str], store: Store) -> float:
    environment = {**os.environ, "CRM_DB": store.url, "CRM_OPERATOR": "ADMIN", "CRM_LANG": "en"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return used * 1000
