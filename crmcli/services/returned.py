"""What a follow-up said when it was sent back, beside what it says now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crmcli.db.work import Work, action
from crmcli.services import annotation, followup, log
from crmcli.views.annotation import AnnotationRow
from crmcli.views.followup import ReturnedRow


@action("annotation.read", writes=False)
def show(work: Work, number: str) -> AnnotationRow | ReturnedRow:
    """A follow-up that was sent back: what it said then, as far as one may read its history, and
    what it says now. The annotation alone where the follow-up is not seen any more.

    Raises:
        NotFoundError: none of that number is seen.
    """
    row = annotation.show(work, number)
    if row.followup is None or not work.may("followup.read"):
        return row
    now = followup.show(work, row.followup)
    said = {"content": now.content, "result": now.result, "next_step": now.next}
    before = None
    if work.may("log.history"):
        past: dict[str, Any] = dict(said)
        later = log.history(work, "followup", row.followup).rows
        for change in sorted(later, key=lambda one: one.id or 0, reverse=True):
            old = change.old if change.at is not None and change.at >= row.at else None
            past |= {key: old[key] for key in past if key in old} if old is not None else {}
        before = _told(past)
    return ReturnedRow(
        number=row.number,
        followup=row.followup,
        customer=row.customer,
        recipient=row.recipient,
        asked=row.content,
        status=row.status,
        before=before,
        now=_told(said),
        answer=row.answer,
    )


def _told(said: Mapping[str, str | None]) -> str:
    return "\n".join(text for text in said.values() if text)
