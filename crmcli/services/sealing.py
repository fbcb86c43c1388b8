"""The log is sealed: a chain of hashes over finished transactions, which shows any later change.

The links are made afterwards, by a job now and then, not by those who write: chained within their
transactions they would wait for each other. Its head can be kept elsewhere and compared later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from string import hexdigits

from sqlmodel import col, func, select

from crmcli.db import chain
from crmcli.db.chain import BEGINNING, SHORT, Digested
from crmcli.db.models.log import LogSeal
from crmcli.db.work import Work, action
from crmcli.errors import CrmError, InvalidError, NotFoundError
from crmcli.i18n import _
from crmcli.services import texts
from crmcli.views.log import HeadRow, SealedRow

BATCH = 500


class BrokenLogError(CrmError):
    """The log is not what it was when it was sealed."""

    code = "broken_log"


@action("log.seal", writes=False)
def seal(work: Work, tell: Callable[[int], None] = lambda _number: None) -> SealedRow:
    """Add links for every operation of a finished transaction that has none.

    It is no operation itself, so that there is an end to it.
    """
    work.lock("log.seal")
    link, before = _last(work), _count(work)
    done = 0
    while keys := chain.unsealed(work, BATCH):
        found = chain.digested(work, keys)
        for key in keys:
            link = found[key].link(link)
            chain.seal(work, found[key], link)
        done += len(keys)
        tell(done)
    return SealedRow(sealed=done, operations=before + done, digest=link)


def _last(work: Work) -> str:
    newest = select(LogSeal.digest).order_by(col(LogSeal.id).desc()).limit(1)
    return work.session.exec(newest).first() or BEGINNING


def _count(work: Work) -> int:
    return work.session.exec(select(func.count()).select_from(LogSeal)).one()


@action("log.verify", writes=False)
def head(work: Work) -> HeadRow:
    """The last link of the chain: keep it elsewhere, to compare with later.

    Raises:
        NotFoundError: nothing is sealed yet.
    """
    newest = work.session.exec(select(LogSeal).order_by(col(LogSeal.id).desc()).limit(1)).first()
    if newest is None:
        raise NotFoundError(_("Nothing is sealed yet"), _("Seal it: crm log seal"))
    return HeadRow(
        operations=_count(work),
        operation=newest.operation_id,
        sealed_at=newest.sealed_at,
        digest=newest.digest,
    )


@action("log.verify", writes=False)
def verify(
    work: Work, *, known: str | None = None, tell: Callable[[int], None] = lambda _number: None
) -> SealedRow:
    """Go through the chain from its beginning; ``known`` is a head that was kept elsewhere.

    Raises:
        InvalidError: ``known`` is no head of a chain.
        BrokenLogError: the first entry that is not what was sealed, by its number.
    """
    link, done = BEGINNING, 0
    wanted = None if known is None else _digest(known)
    met = wanted in (None, BEGINNING)
    for links in _links(work):
        found = chain.digested(work, [one.operation_id for one in links])
        for one in links:
            _require_whole(one, found.get(one.operation_id), link)
            link = one.digest
            met = met or link == wanted
        done += len(links)
        tell(done)
    if not met:
        raise BrokenLogError(
            _("The chain does not hold the head that was kept: it was made anew, or cut off"),
            _("Compare with a backup of the day on which the head was kept"),
        )
    return SealedRow(sealed=done, operations=done, digest=link)


def _digest(given: str) -> str:
    text = texts.narrow(given).strip().lower()
    if len(text) != len(BEGINNING) or set(text) - set(hexdigits):
        raise InvalidError(
            _("“{}” is not a valid {}").format(given, _("head")),
            _("Give the {} digits that crm log head printed").format(len(BEGINNING)),
        )
    return text


def _links(work: Work) -> Iterator[Sequence[LogSeal]]:
    last = 0
    while True:
        some = select(LogSeal).where(LogSeal.id > last).order_by(col(LogSeal.id)).limit(BATCH)
        found = work.session.exec(some).all()
        if not found:
            return
        yield found
        last = found[-1].id
        work.session.expunge_all()


def _require_whole(one: LogSeal, found: Digested | None, before: str) -> None:
    if found is None:
        raise _broken(_("operation {} is gone").format(one.operation_id))
    if found.link(before) == one.digest:
        return
    sealed = [one.digests[at : at + SHORT] for at in range(0, len(one.digests), SHORT)]
    for number, entry, was in zip(found.numbers, found.entries, sealed, strict=False):
        if entry[:SHORT] != was:
            raise _broken(
                _("entry {} of operation {} was changed, or one before it is gone").format(
                    number, one.operation_id
                )
            )
    if len(found.entries) != len(sealed):
        raise _broken(
            _("operation {} had {} entries and has {}").format(
                one.operation_id, len(sealed), len(found.entries)
            )
        )
    raise _broken(_("operation {} or its link was changed").format(one.operation_id))


def _broken(what: str) -> BrokenLogError:
    return BrokenLogError(
        _("The log is broken: {}").format(what),
        _("Keep the store as it is, and compare it with a backup"),
    )
