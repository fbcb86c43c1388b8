"""What can be done on every screen."""

from __future__ import annotations

from crmcli.i18n import N_
from crmcli.tui.commands.command import Command

PLACES = (
    ("today", N_("Today"), None),
    ("customers", N_("Customers"), "customer.read"),
    ("timeline", N_("Timeline"), "followup.read"),
    ("supervision", N_("Supervision"), "supervision.read"),
    ("approvals", N_("Approvals"), "approval.read"),
    ("orders", N_("Orders"), "order.read"),
    ("reports", N_("Reports"), None),
)
"""The screens in their order: key, name, and the permission without which there is none."""

GO = tuple(
    Command(str(place), f"app.go('{key}')", name, permission, quiet=True)
    for place, (key, name, permission) in enumerate(PLACES, start=1)
)
ALWAYS = (
    Command("question_mark,f1", "app.explain", N_("Help")),
    Command("r,f5", "refresh", N_("Refresh"), quiet=True),
    Command("ctrl+p", "app.command_palette", N_("Actions")),
    Command("t", "app.next_theme", N_("Other colours"), quiet=True),
    Command("ctrl+o", "app.log_out", N_("Log out"), quiet=True),
    Command("ctrl+q", "app.quit", N_("Quit")),
)
LISTS = (
    Command("j,down", "down", N_("Next line"), silent=True),
    Command("k,up", "up", N_("Line before"), silent=True),
    Command("g,home", "first", N_("First line"), silent=True),
    Command("G,end", "last", N_("Last line"), silent=True),
    Command("enter", "open", N_("Open"), silent=True),
    Command("escape", "back", N_("Back"), silent=True),
    Command("slash", "filter", N_("Filter")),
)
MARK = Command("space", "mark", N_("Mark"), "annotation.create")
