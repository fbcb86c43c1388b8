"""What a cold start imports: help and version are cheap, nothing happens at import time."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"sqlalchemy", "sqlmodel", "textual", "pydantic", "psycopg", "tabulate", "xlsxwriter",
         "alembic", "pypinyin", "rich", "babel"}  # fmt: skip
LIST = """
import sys
from crmcli.cli.main import main
try:
    sys.argv[1:] = {arguments!r}
    main()
finally:
    print("\\n".join(sorted(sys.modules)), file=sys.stderr)
"""


def modules(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LIST.format(arguments=list(arguments))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "crmcli.cli.main" in done.stderr
    return {line.split(".")[0] for line in done.stderr.splitlines()}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("customer", "--help"),
        ("order", "new", "--help"),
        ("level", "list", "--help"),
        ("demo", "--help"),
        ("order", "nwe"),
        ("order", "list", "--stats", "x"),
    ],
)
def test_help_and_version_import_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert modules(*arguments) & HEAVY == set()


def test_the_version_of_the_schema_is_checked_without_sqlalchemy() -> None:
    code = (
        "import sys\nfrom crmcli.db import connect, schema, identity\nschema.head()\n"
        "print(*{m.split('.')[0] for m in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & HEAVY == set()


IMPORT_ALL = """
import builtins, datetime, importlib, os, pkgutil, sys, threading, time
import sqlalchemy.orm, sqlmodel, alembic, rich.table, tabulate, xlsxwriter, typer.main, psycopg
import sqlalchemy.dialects.postgresql, sqlalchemy.dialects.sqlite, pypinyin, zoneinfo, csv, difflib
import crmcli
touched = []
real = os.environ.__class__.get
os.environ.__class__.get = lambda self, *a: (touched.append(a[0]), real(self, *a))[1]
time.time = lambda: touched.append("time.time") or 0
for info in pkgutil.walk_packages(crmcli.__path__, "crmcli."):
    if ".migrations" not in info.name and info.name != "crmcli.__main__":
        importlib.import_module(info.name)
os.environ.__class__.get = real
print([t for t in touched if str(t).startswith(("CRM_", "XDG", "LC_", "LANG", "time"))])
print(threading.active_count())
"""


def test_importing_everything_touches_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL], capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:2] == ["[]", "1"]
