"""crm contact"""

from __future__ import annotations

from typing import Annotated, Unpack

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.contact import BirthdayRow, ContactRow, ContactTreeRow, ContactValues

app = kit.noun_app(N_("Contacts: the people at a customer"))
Primary = Annotated[bool, typer.Option("--primary", help=N_("The one to speak to first"))]


@app.command("add", help=N_("Add a person at a customer"))
@kit.writes(ContactRow)
@kit.options(ContactRow)
def add(
    customer: kit.OfCustomer,
    name: kit.NewPersonName,
    code: kit.Code = None,
    primary: Primary = False,
    **values: Unpack[ContactValues],
) -> None:
    """Add a contact."""
    from crmcli.db import work
    from crmcli.services import contact

    kit.read_texts(values, "remark")
    with work.write() as w:
        row = contact.add(w, customer=customer, name=name, code=code, primary=primary, **values)
    output.written(row, row.code, w)


@app.command("list", help=N_("List contacts, by customer"))
@kit.reads(ContactRow)
@kit.options(ContactRow)
def list_(
    find: Annotated[
        str | None,
        typer.Option("--find", help=N_("Any part of a name, code, pinyin, initials or phone")),
    ] = None,
    customer: kit.ByCustomer = None,
    primary: Annotated[
        bool | None,
        typer.Option("--primary/--not-primary", help=N_("Only primary contacts, or only others")),
    ] = None,
    active: kit.Active = None,
    sort: kit.Sort = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
    **values: Unpack[ContactValues],
) -> None:
    """List contacts."""
    from crmcli.services import contact

    with kit.listing() as (w, show):
        show(
            contact.find(
                w,
                text=find,
                customer=customer,
                primary=primary,
                active=active,
                sort=sort,
                limit=output.list_limit(limit, everything=everything),
                **values,
            ),
            ContactRow,
        )


@app.command("show", help=N_("Show a contact"))
@kit.reads(ContactRow)
def show(key: kit.Key, reveal: kit.Reveal = False) -> None:
    """Show a contact."""
    from crmcli.services import contact, revealing

    with kit.looking(reveal=reveal) as w:
        row = contact.show(w, key)
        row = revealing.contact(w, row) if reveal else row
    output.show(row)


@app.command("edit", help=N_("Change a contact; an empty value clears"))
@kit.writes(ContactRow)
@kit.options(ContactRow)
def edit(
    key: kit.Key,
    name: kit.PersonName = None,
    code: kit.OtherCode = None,
    primary: Primary = False,
    active: kit.Active = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help=N_("Why a revision is proposed"))
    ] = None,
    propose: kit.Propose = False,
    version: kit.Version = None,
    **values: Unpack[ContactValues],
) -> None:
    """Change a contact."""
    from crmcli.db import work
    from crmcli.services import contact

    kit.read_texts(values, "remark")
    with work.write() as w:
        row = contact.edit(
            w,
            key,
            name=name,
            code=code,
            primary=primary,
            active=active,
            reason=reason,
            propose=propose,
            version=version,
            **values,
        )
    output.written(row, row.code, w)


@app.command("remove", help=N_("Remove a contact that nothing refers to"))
@kit.writes(ContactRow)
def remove(key: kit.Key) -> None:
    """Remove a contact."""
    from crmcli.db import work
    from crmcli.services import contact

    def act(sure: bool) -> tuple[ContactRow, work.Work]:
        with work.write() as w:
            return contact.remove(w, key, sure=sure), w

    row, w = output.confirmed(act)
    output.removed(row, row.code, w)


@app.command("tree", help=N_("Show who reports to whom at a customer"))
@kit.reads(ContactTreeRow)
def tree(customer: kit.OfCustomer) -> None:
    """Show the people at a customer as a tree."""
    from crmcli.db import work
    from crmcli.services import contact

    with work.read() as w:
        rows = contact.tree(w, customer)
    output.show_rows(rows, ContactTreeRow)


@app.command("due-birthdays", help=N_("List the birthdays of the days to come"))
@kit.reads(BirthdayRow)
def due_birthdays(
    within: Annotated[
        str, typer.Option("--within", metavar="14d", help=N_("In how many days at most"))
    ] = "14d",
) -> None:
    """List birthdays to come."""
    from crmcli.db import work
    from crmcli.services import contact

    with work.read() as w:
        rows = contact.due_birthdays(w, within)
    output.show_rows(rows, BirthdayRow)
