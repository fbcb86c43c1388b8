"""crm customer-type, source, industry, …: the lists that are only code and name."""

from __future__ import annotations

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_
from crmcli.views.codelist import CodeRow, row_type
from crmcli.views.nouns import NOUNS


def build(noun: str) -> typer.Typer:
    """The commands of one code list."""
    app = kit.noun_app(NOUNS[noun])
    rows = row_type(noun)

    @app.command("add", help=N_("Add an entry"))
    @kit.writes(rows)
    def add(name: kit.NewName, code: kit.Code = None) -> None:
        from crmcli.db import work
        from crmcli.services import codelist

        with work.write() as w:
            row = codelist.add(w, noun, name=name, code=code)
        output.written(row, row.code, w)

    @app.command("list", help=N_("List the entries"))
    @kit.reads(rows)
    def list_(
        find: kit.Find = None,
        active: kit.Active = None,
        sort: kit.Sort = None,
        limit: kit.Limit = None,
        everything: kit.All = False,
    ) -> None:
        from crmcli.services import codelist

        cut = output.list_limit(limit, everything=everything)
        with kit.listing() as (w, show):
            show(codelist.find(w, noun, text=find, active=active, sort=sort, limit=cut), rows)

    @app.command("show", help=N_("Show an entry"))
    @kit.reads(rows)
    def show(key: kit.Key) -> None:
        from crmcli.db import work
        from crmcli.services import codelist

        with work.read() as w:
            row = codelist.show(w, noun, key)
        output.show(row)

    @app.command("edit", help=N_("Change an entry"))
    @kit.writes(rows)
    def edit(
        key: kit.Key, name: kit.Name = None, code: kit.OtherCode = None, active: kit.Active = None
    ) -> None:
        from crmcli.db import work
        from crmcli.services import codelist

        with work.write() as w:
            row = codelist.edit(w, noun, key, name=name, code=code, active=active)
        output.written(row, row.code, w)

    @app.command("remove", help=N_("Remove an entry that nothing uses"))
    @kit.writes(rows)
    def remove(key: kit.Key) -> None:
        from crmcli.db import work
        from crmcli.services import codelist

        def act(sure: bool) -> tuple[CodeRow, work.Work]:
            with work.write() as w:
                return codelist.remove(w, noun, key, sure=sure), w

        row, w = output.confirmed(act)
        output.removed(row, row.code, w)

    return app
