"""Whole processes, in CPU time: a customer shown, help, completion, against what they stand on.

Each is started in turn with the others, so that whatever else the machine does meets all of them.

Usage: python -m benchmarks.commands [--engine sqlite|postgresql] [--runs N]
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks import places
from crmcli import config
from crmcli.db import work
from crmcli.db.connect import Store
from crmcli.services import customer, setup

RUNS = 21
HERE = Path(__file__).parent
CRM = [sys.executable, "-m", "crmcli"]


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--engine", choices=("sqlite", "postgresql"))
    options.add_argument("--runs", type=int, default=RUNS)
    given = options.parse_args()
    for engine in (given.engine,) if given.engine else ("sqlite", "postgresql"):
        with places.new(engine) as store:
            prepare(store)
            measure(store, given.runs)


def prepare(store: Store) -> None:
    """A company with one customer."""
    with config.using(config.Settings(db=store.url, operator="ADMIN")):
        setup.initialise(store, setup.Company("Benchmark"))
        with work.write() as w:
            customer.add(w, name="华信科技", code="C1", phone="13800138000")


def measure(store: Store, runs: int) -> None:
    """Run every case in turn and print medians, as multiples of the first of its kind."""
    cases = {
        "bare interpreter": [sys.executable, "-c", "pass"],
        "crm --help": [*CRM, "--help"],
        "completion of codes": [*CRM, "__complete", "bash", "crm customer show C"],
        "crm customer show": [*CRM, "customer", "show", "C1"],
    }
    if store.engine == "sqlite":
        lazy = [sys.executable, str(HERE / "lazy.py"), "show", store.location, "C1"]
        cases["lazy Typer + SQLModel"] = lazy
    spent: dict[str, list[float]] = {name: [] for name in cases}
    for _run in range(runs):
        for name, command in cases.items():
            spent[name].append(_cpu(command, store))
    print(f"\n{store.engine}: CPU of whole processes, median of {runs} paired runs, ms")
    bare = spent["bare interpreter"]
    for name, times in spent.items():
        print(f"{name:24}{statistics.median(times):8.0f}{_ratio(times, bare):8.1f} × bare")
    if "lazy Typer + SQLModel" in spent:
        ratio = _ratio(spent["crm customer show"], spent["lazy Typer + SQLModel"])
        print(f"a customer shown, against the lazy program: {ratio:.2f}")


def _ratio(times: list[float], others: list[float]) -> float:
    return statistics.median(a / b for a, b in zip(times, others, strict=True))


def _cpu(command: list[str], store: Store) -> float:
    environment = {**os.environ, "CRM_DB": store.url, "CRM_OPERATOR": "ADMIN", "CRM_LANG": "en"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return used * 1000


if __name__ == "__main__":
    main()
