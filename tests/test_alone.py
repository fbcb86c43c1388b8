"""Every command that reads, in a process that has declared no other table than its own needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from crmcli.cli import tree
from tests import people
from tests.filled import NOW, make
from tests.test_golden import CALLS

READING = [
    words
    for path, words in CALLS.items()
    if "--dry-run" not in dict(tree.commands(tree.whole()))[path]["common"]
]
EACH = """
import json, os, sys
import sqlmodel, typer.main, crmcli.cli.main
from sqlmodel import SQLModel
assert not SQLModel.metadata.tables
for words in json.load(sys.stdin):
    child = os.fork()
    if not child:
        out = os.open(os.devnull, os.O_WRONLY)
        os.dup2(out, 1)
        os._exit(crmcli.cli.main.run(words))
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1:
        print(*words)
"""


def test_every_reading_command_declares_what_it_reads(tmp_path: Path) -> None:
    assert len(READING) > 90
    store = make(tmp_path / "store.db")
    people.log_in(store, "ADMIN")
    done = subprocess.run(
        [sys.executable, "-c", EACH],
        input=json.dumps(READING),
        env={**os.environ, "CRM_DB": store.url, "CRM_OPERATOR": "ADMIN", "CRM_NOW": NOW},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "", done.stderr
