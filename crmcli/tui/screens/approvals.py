"""Approvals: revisions that wait and follow-ups that were returned, old and new side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from crmcli.db.work import Work
from crmcli.i18n import N_, _
from crmcli.services import annotation, approval, approving, returned
from crmcli.tui.commands import Command
from crmcli.tui.commands.everywhere import MARK
from crmcli.tui.screens.form import Field, Form
from crmcli.tui.screens.listing import ListPlace
from crmcli.tui.screens.telling import annotating
from crmcli.views.annotation import AnnotationRow
from crmcli.views.approval import ApprovalRow
from crmcli.views.base import Page, Row

WAITING, RETURNED = "waiting", "returned"
KEYS = {
    WAITING: (ApprovalRow, ("number", "proposer", "customer", "changes")),
    RETURNED: (AnnotationRow, ("number", "recipient", "status", "content")),
}


class Approvals(ListPlace):
    """What waits for one to decide."""

    PLACE = "approvals"
    ROW, KEYS = KEYS[WAITING]
    SPARE = ("proposer", "recipient")
    HINT = N_("Filter: part of a customer, a person or a change")
    OFFERED: ClassVar[tuple[Command, ...]] = (
        Command("y", "approve", N_("Approve"), "approval.decide"),
        Command("x", "reject", N_("Reject"), "approval.decide"),
        replace(MARK, permission="approval.decide"),
        Command("v", "other", N_("Approvals or returned"), "annotation.read"),
        Command("a", "annotate", N_("Annotate"), "annotation.create"),
    )

    def __init__(self) -> None:
        super().__init__()
        self._shown = WAITING

    def on_mount(self) -> None:
        """Begin with what waits, as the list is made for it."""
        self._shown = WAITING
        super().on_mount()

    def find(self, work: Work, *, before: str | None, limit: int) -> Page[Any]:
        """Those that wait for whoever looks, or what was sent back."""
        if self._shown == RETURNED:
            wanted = annotation.Wanted(kind="return", given=True, text=self.typed or None)
            return annotation.find(work, wanted, before=before, limit=limit)
        text = self.typed.casefold()
        rows = [
            row for row in approval.find(work, waiting=True).rows if text in _said(row).casefold()
        ]
        return Page(rows, len(rows))

    def detail(self, work: Work, row: Row) -> Row:
        """Old and new, side by side."""
        if isinstance(row, AnnotationRow):
            return returned.show(work, row.number)
        return approval.show(work, self.key(row))

    def action_other(self) -> None:
        """Approvals, or what was returned."""
        self._shown = RETURNED if self._shown == WAITING else WAITING
        self.rows.marked.clear()
        self.rows.retype(*KEYS[self._shown])
        self.rows.fill([], more=False)
        self.refresh_bindings()
        self.action_refresh()

    def allowed(self, command: Command) -> bool:
        """Only approvals are approved, only follow-ups annotated."""
        only = {"approve": WAITING, "reject": WAITING, "annotate": RETURNED}.get(command.action)
        return super().allowed(command) and only in (None, self._shown)

    def action_approve(self) -> None:
        """Approve the marked ones, or the one under the cursor."""
        self._decide(approving.APPROVE, _("Approve"))

    def action_reject(self) -> None:
        """Reject them, with a reason."""
        self._decide(approving.REJECT, _("Reject"))

    def _decide(self, decision: str, title: str) -> None:
        numbers = [self.key(row) for row in self.rows.chosen()]
        if not numbers or self._shown != WAITING:
            return

        async def save(values: Mapping[str, str], _force: bool) -> Sequence[ApprovalRow]:
            said = values["reason"].strip() or None
            return await self.gateway.write(
                lambda w: [approval.decide(w, number, decision, reason=said) for number in numbers]
            )

        fields = [Field("reason", _("Reason"))]
        self.crm.push_screen(Form(f"{title}: {', '.join(numbers)}", fields, save), self._decided)

    def _decided(self, saved: Sequence[ApprovalRow] | None) -> None:
        if saved is not None:
            self.rows.marked.clear()
            self.crm.say(_("Saved: {}").format(", ".join(row.number for row in saved)))
        self.refreshed(saved)

    def action_annotate(self) -> None:
        """Say something more of the follow-up that was returned."""
        row = self.rows.pointed
        if isinstance(row, AnnotationRow) and row.followup is not None:
            self.crm.push_screen(annotating(self.gateway, [row.followup]), self.refreshed)


def _said(row: ApprovalRow) -> str:
    return f"{row.number} {row.customer.name} {row.proposer.name} {row.changes or ''}"
