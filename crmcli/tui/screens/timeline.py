"""The timeline: follow-ups of one's scope, newest first; annotating them in place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from crmcli.db.work import Work
from crmcli.i18n import N_, _
from crmcli.services import annotation, codelist, dates, followup, followup_list
from crmcli.tui.commands import Command
from crmcli.tui.commands.everywhere import MARK
from crmcli.tui.screens.form import Field
from crmcli.tui.screens.listing import ListPlace
from crmcli.tui.screens.telling import annotating, correcting, telling
from crmcli.views.base import Page, Row
from crmcli.views.followup import FollowupDetail, FollowupRow

Channels = list[tuple[str, str]]
TITLES = {
    "operator": N_("Person"), "department": N_("Department"), "channel": N_("Follow-up channel"),
    "customer": N_("Customer"), "from": N_("From"), "to": N_("Until"),
}  # fmt: skip
"""What the list can be narrowed to."""


def channels_of(work: Work) -> Channels:
    """The channels that can be chosen."""
    if not work.may("code-list.read"):
        return []
    return [(row.name, row.code) for row in codelist.find(work, "channel", active=True).rows]


def usual_channel(work: Work) -> str:
    """The channel of the newest follow-up of whoever looks, which a form begins with."""
    if not work.may("followup.read"):
        return ""
    newest = followup.find(work, followup_list.Wanted(mine=True), limit=1).rows
    return newest[0].channel.code if newest else ""


class Timeline(ListPlace):
    """What people did; a bold line has an annotation to oneself that is not read."""

    PLACE = "timeline"
    ROW = FollowupRow
    KEYS = ("at", "author", "customer", "content")
    SPARE = ("author",)
    HINT = N_("Filter: part of content, result or next step")
    OFFERED: ClassVar[tuple[Command, ...]] = (
        Command("a", "annotate", N_("Annotate"), "annotation.create"),
        MARK,
        Command("n", "new", N_("New"), "followup.create"),
        Command("e", "edit", N_("Correct"), "followup.correct"),
        Command("f", "narrow", N_("Person, department, period")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._unread: set[str] = set()
        self._channels: Channels = []
        self._usual = ""

    def unread(self, row: Row) -> bool:
        """Whether something was said of it that one has not read."""
        return self.key(row) in self._unread

    def find(self, work: Work, *, before: str | None, limit: int) -> Page[FollowupRow]:
        """A page of the timeline."""
        if before is None:
            self._channels, self._usual = channels_of(work), usual_channel(work)
            self._unread = _unread(work)
        by = self.narrowed
        wanted = followup_list.Wanted(
            operator=by.get("operator") or None,
            department=by.get("department") or None,
            channel=by.get("channel") or None,
            customer=by.get("customer") or None,
            period=dates.between(by.get("from") or None, by.get("to") or None, work.today()),
            text=self.typed or None,
        )
        return followup.find(work, wanted, before=before, limit=limit)

    def detail(self, work: Work, row: Row) -> FollowupDetail:
        """A follow-up with what was said of it."""
        return followup.show(work, self.key(row))

    def on_rows_opened(self, event: Any) -> None:
        """Look at it; annotations to oneself are read with that."""
        super().on_rows_opened(event)
        number = self.key(event.row)
        if number in self._unread and self.crm.may("annotation.answer"):
            self.act(lambda w: _read(w, number), lambda _rows: self.action_refresh())

    def narrowing(self) -> Iterator[str]:
        """Person, department, channel, customer and period."""
        names = {code: name for name, code in self._channels}
        for key, value in self.narrowed.items():
            yield f"{_(TITLES[key])}: {names.get(value, value) if key == 'channel' else value}"

    def action_narrow(self) -> None:
        """Choose person, department, channel, customer and period."""
        by = self.narrowed
        fields = [
            Field("operator", _("Person: code or name"), by.get("operator", "")),
            Field("department", _("Department: code or name"), by.get("department", "")),
            Field("channel", _("Follow-up channel"), by.get("channel", ""), choices=self._channels),
            Field("customer", _("Customer: code or name"), by.get("customer", "")),
            Field("from", _("First day, or a period"), by.get("from", "")),
            Field("to", _("Last day, or a period"), by.get("to", "")),
        ]
        self.crm.push_screen(self.narrower(fields), self.refreshed)

    def action_annotate(self) -> None:
        """Say something of the marked follow-ups, or of the one under the cursor."""
        numbers = [self.key(row) for row in self.rows.chosen()]
        if numbers:
            self.crm.push_screen(annotating(self.gateway, numbers), self._annotated)

    def _annotated(self, saved: object) -> None:
        if saved is not None:
            self.rows.marked.clear()
        self.refreshed(saved)

    def action_new(self) -> None:
        """Record a follow-up: of the customer under the cursor, or of another one."""
        row = self.rows.pointed
        customer = row.customer.code if isinstance(row, FollowupRow) else ""
        form = telling(self.gateway, customer, self._channels, self._usual)
        self.crm.push_screen(form, self.refreshed)

    def action_edit(self) -> None:
        """Correct the follow-up under the cursor."""
        row = self.rows.pointed
        if isinstance(row, FollowupRow):
            self.crm.push_screen(correcting(self.gateway, row, self._channels), self.refreshed)


def _unread(work: Work) -> set[str]:
    """The follow-ups of which something was said to the acting operator that is not read."""
    if not work.may("annotation.read"):
        return set()
    found = annotation.find(work, annotation.Wanted(mine=True, unread=True)).rows
    return {row.followup for row in found if row.followup is not None}


def _read(work: Work, number: str) -> object:
    wanted = annotation.Wanted(followup=number, mine=True, unread=True)
    return annotation.read(work, [row.number for row in annotation.find(work, wanted).rows])
