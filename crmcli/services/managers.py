"""Who is whose manager 上级: by the chain of managers, or by seeing what somebody owns."""

from __future__ import annotations

from collections.abc import Iterator

from crmcli.db.models.operator import Operator
from crmcli.db.work import Work
from crmcli.errors import NotAllowedError
from crmcli.i18n import _


def above(work: Work, person: Operator) -> Iterator[Operator]:
    """The manager of somebody, that one's manager, and so on."""
    known = {person.id}
    key = person.manager_id
    while key is not None and key not in known:
        known.add(key)
        found = work.get(Operator, key)
        yield found
        key = found.manager_id


def manages(work: Work, person: Operator) -> bool:
    """Whether the acting operator is a manager of somebody: above, or seeing what they own.

    Nobody manages themselves or whoever is above them.
    """
    me = work.operator
    if person.id == me.id:
        return False
    if any(one.id == me.id for one in above(work, person)):
        return True
    return work.reaches(person.id, person.dept_id) and all(
        one.id != person.id for one in above(work, me)
    )


def require_manages(work: Work, person: Operator) -> None:
    """Raise NotAllowedError unless the acting operator is a manager of somebody."""
    if not manages(work, person):
        raise NotAllowedError(
            _("You are no manager of {}").format(person.name),
            _("Ask whoever manages them"),
        )
