"""Whatever is done with a customer that one does not see: as with one that is not there."""

from __future__ import annotations

import pytest

from tests.conftest import Cli
from tests.people import hire

UNTIL = ("--until", "2026-03-31")
HIDDEN = {"K": "C000002", "M": "C000003", "R": "AP202603-00001", "F": "CF202603-0001"}
"""What is not seen: a customer, one merged into it, a revision of it, a conflict about it."""
ABSENT = {"K": "C000099", "M": "C000098", "R": "AP202603-00099", "F": "CF202603-0099"}
ACTS = (
    ("customer", "show", "K"),
    ("customer", "edit", "K", "--remark", "x"),
    ("customer", "edit", "K", "--level", "A", "--propose"),
    ("customer", "edit", "K", "--no-owner"),
    ("customer", "assign", "K", "--to", "ANN"),
    ("customer", "share", "K", "--with", "ANN", *UNTIL),
    ("customer", "unshare", "K"),
    ("customer", "shares", "K"),
    ("customer", "release", "K", "--reason", "x"),
    ("customer", "claim", "K"),
    ("customer", "register", "K", *UNTIL),
    ("customer", "unregister", "K"),
    ("customer", "registrations", "K"),
    ("customer", "merge", "C000001", "K"),
    ("customer", "merge", "K", "C000001"),
    ("customer", "unmerge", "M"),
    ("customer", "show", "M"),
    ("revision", "propose", "K", "--level", "A"),
    ("revision", "show", "R"),
    ("revision", "approve", "R"),
    ("revision", "reject", "R", "--reason", "x"),
    ("revision", "withdraw", "R"),
    ("approval", "list", "--customer", "K"),
    ("conflict", "decide", "F", "--for", "BEN", "--reason", "x"),
    ("order", "new", "--customer", "K", "--line", "P1:1"),
    ("why", "customer", "K"),
)


@pytest.fixture
def team(crm: Cli) -> dict[str, Cli]:
    """ANN and BEN, of two departments, with a customer each, and a manager of ANN's only.

    BEN's is registered, shared, is to be revised, has another merged into it, and CAT met it.
    """
    for code in ("D1", "D2"):
        crm.ok("department", "add", "--name", f"Team {code}", "--code", code)
    team = hire(
        crm,
        ("ANN", "D1", "SALESPERSON", "own"),
        ("MAY", "D1", "MANAGER", "department"),
        ("BEN", "D2", "SALESPERSON", "own"),
        ("CAT", "D2", "SALESPERSON", "own"),
    )
    crm.ok("product", "add", "--name", "Pump", "--code", "P1", "--price", "100")
    team["ANN"].ok("customer", "add", "--name", "Mine")
    ben = team["BEN"]
    ben.ok("customer", "add", "--name", "Hers")
    ben.ok("customer", "add", "--name", "Hers too", "--force")
    crm.ok("customer", "merge", "C000002", "C000003")
    ben.ok("customer", "register", "C000002", *UNTIL)
    ben.ok("customer", "share", "C000002", "--with", "CAT", *UNTIL)
    ben.ok("customer", "unshare", "C000002")
    assert team["CAT"]("customer", "add", "--name", "Hers").code == 5
    crm.ok("setting", "edit", "key_fields_customer", "level")
    ben.ok("revision", "propose", "C000002", "--level", "A")
    return team


@pytest.mark.parametrize("who", ["ANN", "MAY"])
def test_what_is_hidden_is_like_what_is_not_there(team: dict[str, Cli], who: str) -> None:
    admin, me = team["ADMIN"], team[who]
    before = admin.ok("history", "customer", "C000002")
    assert admin.ok("revision", "show", HIDDEN["R"])["status"] == "pending"
    assert [row["number"] for row in admin.ok("conflict", "list")] == [HIDDEN["F"]]
    for act in ACTS:
        hidden, absent = (
            me(*(named.get(word, word) for word in act)) for named in (HIDDEN, ABSENT)
        )
        assert hidden.code in (3, 4), (act, hidden.out, hidden.err)
        assert hidden.code == absent.code, (act, hidden.err, absent.err)
        said = hidden.err.partition(" (")[0]  # near misses are one's own
        for key, code in HIDDEN.items():
            said = said.replace(code, ABSENT[key])
        assert said == absent.err.partition(" (")[0], act
        assert "Hers" not in hidden.err, act
    assert admin.ok("history", "customer", "C000002") == before


def test_a_person_outside_the_scope_hands_nothing_over(team: dict[str, Cli]) -> None:
    """People are known to everybody; which customers they have is not."""
    ann, may = team["ANN"], team["MAY"]
    for whom in ("BEN", "CAT", "NONE"):
        assert ann("handover", "run", whom, "--to", "ANN").code == 4
    for who, verb, code in ((may, "run", 4), (may, "preview", 4), (ann, "preview", 4)):
        full, empty = (who("handover", verb, whom, "--to", "ANN") for whom in ("BEN", "CAT"))
        assert (full.code, empty.code) == (code, code)
        assert full.err.replace("Ben", "Cat") == empty.err
        assert "Hers" not in full.out + full.err
