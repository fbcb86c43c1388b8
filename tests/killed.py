"""Writes that are acknowledged one by one, in a process made to be killed.

The process that the others are forked from imports this module, so that a fork writes at once.
"""

from __future__ import annotations

import itertools
import random
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path

from crmcli import config, imports, intake
from crmcli.db.work import write
from crmcli.imports import engine
from crmcli.imports.rows import Reading, Rows
from crmcli.imports.spec import Asked
from crmcli.services import order, payment, refund, voiding
from crmcli.services.line_spec import NewLine


def run(url: str, told: Connection, seed: int) -> None:
    """Write until killed; after each write tell what was made, its number and its amount."""
    chance = random.Random(seed)
    told.send("begun")
    with config.using(config.Settings(db=url, operator="ADMIN", trusted=True)):
        for _round in itertools.count():
            with write() as w:
                lines = [NewLine("P", Decimal(chance.randrange(1, 9))) for _line in range(3)]
                made = order.create(w, customer="C", lines=lines, confirm=True)
            told.send(("order", made.number, made.total))
            with write() as w:
                paid = payment.record(
                    w, orders=[made.number], amount=made.total + 5, method="CASH", on_account=True
                )
            told.send(("payment", paid.number, paid.amount))
            with write() as w:
                back = refund.record(w, customer="C", amount=Decimal(5), method="CASH", reason="x")
            told.send(("payment", back.number, back.amount))
            with write() as w:
                gone = voiding.void(w, back.number, reason="x")
            told.send(("void", gone.number, gone.amount))


def bring(url: str, told: Connection, path: str, keep_going: bool) -> None:
    """Import a list of customers in small batches until killed, or done."""
    engine.BATCH = 100
    spec = imports.load("customer")
    told.send("begun")
    with config.using(config.Settings(db=url, operator="ADMIN", trusted=True)):
        rows = Rows(spec, intake.read(Path(path)), Reading())
        run = engine.Run(spec, rows, Asked())
        while run.more():
            with write(preview=False) as w:
                while run.more():
                    run.step(w)
                    if keep_going:
                        break
            run.saved(w)
    told.send("done")
