"""crm db"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.store import AuditRow, CheckRow, DoctorRow, FileRow, StoreRow, TableRow

app = kit.noun_app(N_("The store: state, check, backup, upgrade, copy"))


@app.command("status", help=N_("Where the store is, its version and size"))
@kit.reads(StoreRow)
def status() -> None:
    """The store's state."""
    from crmcli.db import work
    from crmcli.services import store

    row = store.status(work.current_store())
    output.show(row)


@app.command("check", help=N_("Prove that everything adds up"))
@kit.reads(CheckRow)
def check() -> None:
    """Prove the store."""
    from crmcli.db import work
    from crmcli.services import check as checks

    with work.whole("store.check") as w:
        rows = checks.run(w)
    output.show_rows(rows, CheckRow)
    checks.require(rows)


@app.command("doctor", help=N_("Whether what decides who sees and does what is as declared"))
@kit.reads(DoctorRow)
def doctor(
    repair: Annotated[
        bool, typer.Option("--repair", help=N_("Make everything again as it is declared"))
    ] = False,
) -> None:
    """Examine the store."""
    from crmcli.db import work
    from crmcli.services import doctor as doctors

    store = work.current_store()
    work.admit(store, "store.upgrade" if repair else "store.check")
    rows = doctors.examine(store)
    output.show_rows(rows, DoctorRow)
    if repair:
        doctors.repair(store)
        output.say(_("Made again as declared: {}").format(store.location))
        return
    doctors.require(rows)
    output.say(_("Everything is as declared"))


@app.command("audit-scope", help=N_("Whether everybody is shown exactly what they should see"))
@kit.reads(AuditRow)
def audit_scope(
    operators: Annotated[
        int | None,
        typer.Option("--operators", metavar="N", help=N_("Only so many of them, chosen fairly")),
    ] = None,
) -> None:
    """Compare what is shown with a brute-force answer."""
    from crmcli.db import work
    from crmcli.oracle import scope_audit

    with output.progress(_("Operators"), operators) as tell:
        rows = scope_audit.audit(work.current_store(), operators=operators, tell=tell)
    output.show_rows(rows, AuditRow)
    scope_audit.require(rows)
    output.say(_("Everybody is shown what they should see, and nothing else"))


@app.command("upgrade", help=N_("Bring the store up to this program's version; backs it up first"))
@kit.writes(FileRow)
def upgrade() -> None:
    """Upgrade the store."""
    from crmcli import config
    from crmcli.db import work
    from crmcli.services import store

    place = work.current_store()
    if config.current().dry_run:
        output.say(_("From {} to {}").format(store.revision(place), store.newest()))
        output.say(_("Preview only, nothing saved"))
        return
    version, backup = store.upgrade(place)
    if backup is None:
        output.say(_("The store is up to date ({})").format(version))
    else:
        output.say(_("Backed up to {}").format(backup))
        output.say(_("Upgraded to {}").format(version))


@app.command("backup", help=N_("Copy the whole store to a file"))
@kit.reads(FileRow)
def backup(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help=N_("Where to; a dated file beside the store unless given")
        ),
    ] = None,
) -> None:
    """Back the store up."""
    from crmcli.db import work
    from crmcli.services import store

    work.admit(work.current_store(), "store.backup")
    row = store.backup(work.current_store(), file)
    output.show(row)
    output.say(_("Saved: {}").format(row.file))


@app.command(
    "restore", help=N_("Make the store what a backup holds; what is there is backed up first")
)
@kit.writes(FileRow)
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("A backup"))],
) -> None:
    """Restore the store."""
    from crmcli import config
    from crmcli.db import work
    from crmcli.services import store

    place = work.current_store()
    if store.present(place) and store.revision(place) == store.newest():
        work.admit(place, "store.backup")
    if config.current().dry_run:
        store.check_backup(place, file)
        output.say(_("Would replace {} by {}").format(place.location, file))
        output.say(_("Preview only, nothing saved"))
        return
    row = output.confirmed(lambda sure: store.restore(place, file, sure=sure))
    output.show(row)
    output.say(_("Restored: {}").format(place.location))


@app.command("copy", help=N_("Copy a store into a new one, of either engine, row by row"))
@kit.writes_many(TableRow)
def copy(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help=N_("The store to copy"))],
    target: Annotated[str, typer.Argument(metavar="TARGET", help=N_("The new store"))],
) -> None:
    """Copy a store."""
    from crmcli.db import connect, work
    from crmcli.services import whole

    origin, place = connect.parse(source), connect.parse(target)
    work.admit(origin, "store.export")
    kit.whole_store(
        whole.rows_of(origin),
        lambda tell, keep: whole.copy(origin, place, tell, keep=keep),
        _("Copied to {}").format(place.location),
    )
