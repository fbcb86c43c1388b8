"""Annotations: who says something of a follow-up, who is told, what becomes of it."""

from __future__ import annotations

import pytest

from tests.conftest import Cli
from tests.people import hire

LATER = "2026-03-15T15:00:00+08:00"


@pytest.fixture
def team(crm: Cli) -> dict[str, Cli]:
    """A salesperson whose manager, and whose manager's manager, see the customers; a stranger."""
    for code in ("SALES", "OTHER"):
        crm.ok("department", "add", "--name", code, "--code", code)
    people = hire(
        crm,
        ("TOP", "SALES", "MANAGER", "all"),
        ("MAX", "SALES", "MANAGER", "department"),
        ("ANN", "SALES", "SALESPERSON", "own"),
        ("BEN", "SALES", "SALESPERSON", "own"),
        ("EVE", "OTHER", "MANAGER", "department"),
    )
    crm.ok("customer", "add", "--name", "华信科技", "--code", "C1", "--owner", "ANN")
    people["ANN"].ok(
        "followup", "add", "C1", "--channel", "VISIT", "--content", "谈了报价", "--number", "F1"
    )
    return people


def annotate(who: Cli, *more: str) -> dict[str, str]:
    made: dict[str, str] = who.ok("annotation", "add", "F1", "--content", "问清预算", *more)
    return made


def test_the_author_reads_acknowledges_and_answers(team: dict[str, Cli]) -> None:
    made = annotate(team["MAX"], "--kind", "instruct", "--due", "+3d")
    assert (made["kind"], made["status"], made["due"]) == ("instruct", "unread", "2026-03-18")
    (seen,) = team["ANN"].ok("annotation", "list", "--mine", "--unread")
    assert seen["content"] == "问清预算"
    number = seen["number"]
    team["ANN"].ok("annotation", "read", number)
    assert team["MAX"].ok("annotation", "show", number)["status"] == "read"
    team["ANN"].ok("annotation", "acknowledge", number)
    assert team["MAX"].ok("annotation", "show", number)["status"] == "acknowledged"
    assert team["ANN"].ok("annotation", "list", "--open") != []
    team["ANN"].ok("annotation", "answer", number, "--content", "二十万")
    (told,) = team["MAX"].ok("annotation", "list", "--given")
    assert (told["status"], told["answer"]) == ("answered", "二十万")
    assert team["ANN"].ok("annotation", "list", "--open") == []
    assert [row["kind"] for row in team["MAX"].ok("inbox")] == ["answer"]


def test_an_answer_is_given_once_and_reading_twice_changes_nothing(team: dict[str, Cli]) -> None:
    number = annotate(team["MAX"])["number"]
    team["ANN"].ok("annotation", "answer", number, "--content", "是")
    again = team["ANN"]("annotation", "answer", number, "--content", "不")
    assert again.code == 5
    assert "answered already" in again.err
    (same,) = team["ANN"].ok("annotation", "read", number)
    assert same["status"] == "answered"
    assert team["MAX"].ok("annotation", "show", number)["answer"] == "是"


@pytest.mark.parametrize("who", ["ANN", "BEN", "EVE"])
def test_only_a_manager_of_the_author_annotates(team: dict[str, Cli], who: str) -> None:
    refused = team[who]("annotation", "add", "F1", "--content", "x")
    assert refused.code == {"ANN": 4, "BEN": 4, "EVE": 3}[who], refused.err
    assert team["TOP"].ok("annotation", "list") == []


def test_nobody_annotates_what_a_manager_of_theirs_recorded(team: dict[str, Cli]) -> None:
    team["ADMIN"].ok("operator", "edit", "MAX", "--manager", "TOP")
    team["TOP"].ok(
        "followup", "add", "C1", "--channel", "VISIT", "--content", "x", "--number", "F2"
    )
    refused = team["MAX"]("annotation", "add", "F2", "--content", "x")
    assert (refused.code, "no manager" in refused.err) == (4, True)


def test_managers_above_see_each_others(team: dict[str, Cli]) -> None:
    annotate(team["MAX"])
    annotate(team["TOP"], "--kind", "approve")
    for who in ("MAX", "TOP", "ANN"):
        assert len(team[who].ok("annotation", "list")) == 2
    assert team["BEN"].ok("annotation", "list") == []
    shown = team["ANN"].ok("followup", "show", "F1")
    assert [one["author"] for one in shown["annotations"]] == ["MAX", "TOP"]


def test_only_the_one_who_is_told_marks_it(team: dict[str, Cli]) -> None:
    number = annotate(team["MAX"])["number"]
    for words in (("read",), ("acknowledge",), ("answer", "--content", "x")):
        refused = team["TOP"]("annotation", words[0], number, *words[1:])
        assert refused.code == 4, refused.err
        assert team["EVE"]("annotation", words[0], number, *words[1:]).code == 3


def test_what_is_returned_waits_for_its_correction(
    team: dict[str, Cli], monkeypatch: pytest.MonkeyPatch
) -> None:
    annotate(team["MAX"], "--kind", "return")
    (row,) = team["ANN"].ok("followup", "list", "--returned")
    assert row["content"] == "谈了报价"
    assert [one["kind"] for one in team["ANN"].ok("inbox")] == ["annotation"]
    monkeypatch.setenv("CRM_NOW", LATER)
    number = team["ANN"].ok("annotation", "list", "--open")[0]["number"]
    team["ANN"].ok("annotation", "read", number)
    assert team["ANN"].ok("annotation", "list", "--open") != []
    team["ANN"].ok("followup", "correct", "F1", "--content", "谈了报价，预算二十万")
    assert team["ANN"].ok("followup", "list", "--returned") == []
    assert team["ANN"].ok("annotation", "list", "--open") == []
    assert team["MAX"].ok("annotation", "show", number)["status"] == "corrected"
    history = team["MAX"].ok("history", "followup", "F1")
    assert any("谈了报价" in str(entry["old"]) for entry in history)


def test_an_instruction_is_overdue_after_its_day(
    team: dict[str, Cli], monkeypatch: pytest.MonkeyPatch
) -> None:
    annotate(team["MAX"], "--kind", "instruct", "--due", "2026-03-16")
    assert team["MAX"].ok("annotation", "list", "--overdue") == []
    monkeypatch.setenv("CRM_NOW", "2026-03-17T09:00:00+08:00")
    (row,) = team["MAX"].ok("annotation", "list", "--overdue", "--given")
    assert row["overdue"] is True
    team["ANN"].ok("annotation", "answer", row["number"], "--content", "好")
    assert team["MAX"].ok("annotation", "list", "--overdue") == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("F1", "--content", " "), 2, "required"),
        (("F1", "--content", "x", "--due", "+1d"), 2, "instruct"),
        (("F1", "--content", "x", "--kind", "instruct", "--due", "2026-03-01"), 2, "not a valid"),
        (("F1", "--content", "x", "--kind", "shout"), 2, "not a valid"),
        (("F9", "--content", "x"), 3, "F9"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(
    team: dict[str, Cli], words: tuple[str, ...], code: int, said: str
) -> None:
    refused = team["MAX"]("annotation", "add", *words)
    assert (refused.code, said in refused.err) == (code, True), refused.err
    assert team["MAX"].ok("annotation", "list") == []


def test_who_hands_over_still_reads_what_was_said_but_not_of_whom(team: dict[str, Cli]) -> None:
    number = annotate(team["MAX"])["number"]
    team["ADMIN"].ok("customer", "assign", "C1", "--to", "BEN")
    row = team["ANN"].ok("annotation", "show", number)
    assert (row["content"], row["customer"], row["followup"]) == ("问清预算", None, None)
    team["ANN"].ok("annotation", "answer", number, "--content", "已交接")
    assert team["BEN"].ok("annotation", "show", number)["answer"] == "已交接"


def test_nobody_who_left_is_annotated(team: dict[str, Cli]) -> None:
    team["ADMIN"].ok("handover", "run", "ANN", "--to", "BEN")
    refused = team["MAX"]("annotation", "add", "F1", "--content", "x")
    assert (refused.code, "has left" in refused.err) == (5, True)


def test_the_terminal_tells_of_new_annotations_and_pipes_do_not(team: dict[str, Cli]) -> None:
    annotate(team["MAX"])
    annotate(team["MAX"])
    ann = team["ANN"]
    assert "2 new annotations: crm inbox" in ann("customer", "list", terminal=True).err
    assert "new annotations" not in ann("customer", "list").err
    assert "new annotations" not in ann("customer", "list", "--quiet", terminal=True).err
    assert "new annotations" not in team["MAX"]("customer", "list", terminal=True).err
    ann.lang = "zh_CN"
    told = ann("customer", "list", terminal=True).err
    assert "您有 2 条新批示，请查看：crm inbox" in told
    for row in ann.ok("annotation", "list", "--mine"):
        ann.ok("annotation", "read", row["number"])
    assert "新批示" not in ann("customer", "list", terminal=True).err


def test_a_preview_of_an_annotation_tells_nobody(team: dict[str, Cli]) -> None:
    shown = team["MAX"]("annotation", "add", "F1", "--content", "x", "--dry-run", "--json")
    assert shown.code == 0, shown.err
    assert team["ANN"].ok("inbox") == []


def test_merged_customers_keep_their_annotations(team: dict[str, Cli]) -> None:
    number = annotate(team["MAX"])["number"]
    team["ADMIN"].ok("customer", "add", "--name", "远大", "--code", "C2", "--owner", "ANN")
    team["ADMIN"].ok("customer", "merge", "C2", "C1")
    assert team["ANN"].ok("annotation", "show", number)["customer"] == "C2"
    team["ADMIN"].ok("customer", "unmerge", "C1")
    assert team["ANN"].ok("annotation", "show", number)["customer"] == "C1"
    team["ADMIN"].ok("db", "check")
