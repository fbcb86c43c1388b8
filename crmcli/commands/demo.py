"""crm demo"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from crmcli import config, output
from crmcli.i18n import N_, _, listed

app = typer.Typer(add_completion=False)
COMPANY = "晨光办公设备有限公司"
NEW_CUSTOMER = "杭州云栖数据科技有限公司"
PLAIN = re.compile(r"[\w@%+=:,./-]+")


@app.command("demo", help=N_("Make a sample company in a new folder and show the main job"))
def demo(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help=N_("A new folder; crm-demo unless given")),
    ] = None,
) -> None:
    """Make a sample company and show the main job."""
    place = _new_folder(folder)
    store = place / "crm.db"
    output.say(_("Making a sample company in {} …").format(place))
    make(store)
    environment = {**os.environ, "CRM_DB": str(store), "CRM_LANG": config.current().lang}
    for name in ("CRM_OPERATOR", "CRM_FORMAT", "CRM_DEBUG"):
        environment.pop(name, None)
    for step in _steps(store):
        _run(step, environment)
    output.write_line("")
    told = [f"crm {words}" for words in ("login ADMIN", "password OP0001", "login OP0001")]
    output.write_line(
        _("To work as somebody else, choose a password and give them one: {}").format(listed(told))
    )
    output.write_line(_("What to try next:"))
    for line in (
        "tui",
        "customer list --find hzyq",
        "followup timeline --department 销售一部 --by day",
        "contact due-birthdays --within 30d",
        "report region-sales --from last-year --to this-year --measure received",
        "log --limit 5",
    ):
        output.write_line(f"  {_program()} --db {store} {line}")


def _program() -> str:
    """How this program is called from here: its name where it is on the path."""
    return "crm" if shutil.which("crm") else sys.argv[0]


def _new_folder(folder: Path | None) -> Path:
    from crmcli.errors import RefusedError

    if folder is not None:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise RefusedError(_("{} exists already").format(folder), _("Name a new folder"))
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    number = 1
    while True:
        place = Path("crm-demo" if number == 1 else f"crm-demo-{number}")
        if not place.exists():
            place.mkdir(mode=0o700)
            return place
        number += 1


def make(store: Path) -> None:
    """Make the sample company in a new SQLite file."""
    from dataclasses import replace

    from crmcli.db import connect
    from crmcli.sample import company
    from crmcli.services import setup

    with config.using(replace(config.current(), db=str(store), operator="ADMIN", trusted=True)):
        setup.initialise(connect.parse(str(store)), setup.Company(COMPANY))
        company.make()


def _steps(store: Path) -> Iterator[list[str]]:
    from crmcli.db import connect
    from crmcli.services import access

    access.vouch(connect.parse(str(store)), "OP0010")
    yield [
        "customer",
        "add",
        "--name",
        NEW_CUSTOMER,
        "--region",
        "浙江",
        "--phone",
        "0571-88220011",
    ]
    yield [
        "contact", "add", NEW_CUSTOMER, "--name", "沈云", "--position", "采购总监",
        "--mobile", "138 0013 8000", "--birthday", "农历八月十五",
    ]  # fmt: skip
    yield [
        "followup", "add", NEW_CUSTOMER, "--channel", "VISIT", "--contact", "沈云",
        "--content", "需要十台笔记本电脑", "--next", "送报价单", "--next-on", "+3d",
    ]  # fmt: skip
    lines = ["--line", "P00009:10@5,999-5%", "--line", "P00017:1"]
    yield ["order", "new", "--customer", NEW_CUSTOMER, *lines, "--confirm"]
    number = _number_of_new_order(store)
    amount = ["--amount", "30,000", "--method", "TRANSFER"]
    yield ["payment", "record", "--order", number, *amount]
    yield ["order", "show", number]
    yield ["customer", "show", NEW_CUSTOMER]
    yield ["report", "region-sales", "--from", "last-year", "--to", "today", "--chart", "bars"]


def _number_of_new_order(store: Path) -> str:
    from dataclasses import replace

    from crmcli.db import work
    from crmcli.services import order
    from crmcli.services.order_view import Wanted

    with config.using(replace(config.current(), db=str(store))), work.read() as w:
        return order.find(w, Wanted(customer=NEW_CUSTOMER)).rows[0].number


def _quoted(word: str) -> str:
    """A word as the shell needs it; Chinese letters need nothing."""
    return word if PLAIN.fullmatch(word) else shlex.quote(word)


def _run(step: list[str], environment: dict[str, str]) -> None:
    from crmcli.errors import CrmError

    output.write_line("")
    output.write_line("$ crm " + " ".join(_quoted(word) for word in step))
    sys.stdout.flush()
    done = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", "crmcli", *step], env=environment, check=False
    )
    if done.returncode != 0:
        raise CrmError(_("The step ended with code {}").format(done.returncode))
