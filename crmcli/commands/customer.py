"""crm customer"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.customer import CustomerRow

app = kit.noun_app(N_("Customers"))
Type = Annotated[str | None, typer.Option("--type", metavar="CODE", help=N_("Customer type"))]
Source = Annotated[str | None, typer.Option("--source", metavar="CODE", help=N_("Customer source"))]
Industry = Annotated[str | None, typer.Option("--industry", metavar="CODE", help=N_("Industry"))]
Level = Annotated[str | None, typer.Option("--level", metavar="CODE", help=N_("Customer level"))]
Region = Annotated[str | None, typer.Option("--region", metavar="CODE", help=N_("Region"))]
Phone = Annotated[str | None, typer.Option("--phone", help=N_("Phone"))]
Email = Annotated[str | None, typer.Option("--email", help=N_("E-mail"))]
Owner = Annotated[
    str | None, typer.Option("--owner", metavar="CODE", help=N_("Who follows the customer up"))
]
NoOwner = Annotated[bool, typer.Option("--no-owner", help=N_("In the pool of a department"))]
Lifecycle = Annotated[
    str | None,
    typer.Option("--lifecycle", metavar="STAGE", help=N_("prospect, visited, buyer or lost")),
]


@app.command("add", help=N_("Add a customer; yours unless said otherwise"))
@kit.writes(CustomerRow)
def add(
    name: kit.NewName,
    code: kit.Code = None,
    type: Type = None,  # noqa: A002 - the option's name
    source: Source = None,
    industry: Industry = None,
    level: Level = None,
    region: Region = None,
    phone: Phone = None,
    email: Email = None,
    owner: Owner = None,
    no_owner: NoOwner = False,
    lifecycle: Lifecycle = None,
    remark: kit.Remark = None,
) -> None:
    """Add a customer."""
    from crmcli.db import work
    from crmcli.services import customer

    with work.write() as w:
        row = customer.add(
            w,
            name=name,
            code=code,
            references={
                "type": type,
                "source": source,
                "industry": industry,
                "level": level,
                "region": region,
            },
            phone=phone,
            email=email,
            owner=owner,
            no_owner=no_owner,
            lifecycle=lifecycle,
            remark=output.text_given(remark),
        )
    output.written(row, row.code, w)


@app.command("list", help=N_("List customers, newest first"))
@kit.reads(CustomerRow)
def list_(
    find: Annotated[
        str | None,
        typer.Option("--find", help=N_("Any part of a name, pinyin, initials or phone")),
    ] = None,
    type: Type = None,  # noqa: A002 - the option's name
    source: Source = None,
    industry: Industry = None,
    level: Level = None,
    region: Region = None,
    owner: Owner = None,
    no_owner: NoOwner = False,
    department: Annotated[
        str | None, typer.Option("--department", metavar="CODE", help=N_("Department"))
    ] = None,
    lifecycle: Lifecycle = None,
    active: kit.Active = None,
    sort: kit.Sort = None,
    limit: kit.Limit = None,
    everything: kit.All = False,
) -> None:
    """List customers."""
    from crmcli.db import work
    from crmcli.services import customer

    with work.read() as w:
        page = customer.find(
            w,
            text=find,
            references={
                "type": type,
                "source": source,
                "industry": industry,
                "level": level,
                "region": region,
            },
            owner=owner,
            no_owner=no_owner,
            department=department,
            lifecycle=lifecycle,
            active=active,
            sort=sort,
            limit=output.list_limit(limit, everything=everything),
        )
    output.show_page(page, CustomerRow)


@app.command("show", help=N_("Show a customer"))
@kit.reads(CustomerRow)
def show(key: kit.Key) -> None:
    """Show a customer."""
    from crmcli.db import work
    from crmcli.services import customer

    with work.read() as w:
        row = customer.show(w, key)
    output.show(row)


@app.command("edit", help=N_("Change a customer; an empty value clears"))
@kit.writes(CustomerRow)
def edit(
    key: kit.Key,
    name: kit.Name = None,
    code: kit.OtherCode = None,
    type: Type = None,  # noqa: A002 - the option's name
    source: Source = None,
    industry: Industry = None,
    level: Level = None,
    region: Region = None,
    phone: Phone = None,
    email: Email = None,
    owner: Owner = None,
    no_owner: NoOwner = False,
    lifecycle: Lifecycle = None,
    remark: kit.Remark = None,
    active: kit.Active = None,
) -> None:
    """Change a customer."""
    from crmcli.db import work
    from crmcli.services import customer

    with work.write() as w:
        row = customer.edit(
            w,
            key,
            name=name,
            code=code,
            references={
                "type": type,
                "source": source,
                "industry": industry,
                "level": level,
                "region": region,
            },
            phone=phone,
            email=email,
            owner=owner,
            no_owner=no_owner,
            lifecycle=lifecycle,
            remark=output.text_given(remark),
            active=active,
        )
    output.written(row, row.code, w)
