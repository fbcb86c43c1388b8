"""crm number-rule"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.commands import kit
from crmcli.i18n import N_, _
from crmcli.views.number_rule import NumberRuleRow

app = kit.noun_app(N_("Numbering rules: how codes and numbers are made"))
Of = Annotated[str, typer.Argument(metavar="NOUN", help=N_("Customer, order and so on"))]


@app.command("list", help=N_("List the rules with the number that comes next"))
@kit.reads(NumberRuleRow)
def list_() -> None:
    """List rules."""
    from crmcli.db import work
    from crmcli.services import number_rule

    with work.read() as w:
        rows = number_rule.find(w)
    output.show_rows(rows, NumberRuleRow)


@app.command("show", help=N_("Show the rule of a noun"))
@kit.reads(NumberRuleRow)
def show(noun: Of) -> None:
    """Show a rule."""
    from crmcli.db import work
    from crmcli.services import number_rule

    with work.read() as w:
        row = number_rule.show(w, noun)
    output.show(row)


@app.command("edit", help=N_("Number otherwise from now on; --dry-run shows what would come next"))
@kit.writes(NumberRuleRow)
def edit(
    noun: Of,
    pattern: Annotated[
        str, typer.Argument(metavar="PATTERN", help=N_("Of text, date tokens and a sequence"))
    ],
) -> None:
    """Change a rule."""
    from crmcli.db import work
    from crmcli.services import number_rule

    with work.write() as w:
        row = number_rule.edit(w, noun, pattern)
    if w.preview is not None:
        output.say(_("The next number would be {}").format(row.next))
    output.written(row, str(row.of), w)
