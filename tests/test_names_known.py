"""Names looked for in memory are those that the store finds: generated ones too."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmcli.db.work import Work
from crmcli.services import customer, duplicates
from crmcli.services.duplicates import Known, Looking

PLACES = st.sampled_from(["上海", "北京", "", "Shanghai "])
BRANDS = st.sampled_from(
    ["华信", "华信达", "智远", "致远", "Müller", "Muller", "Mueller Tools", "Acme", "Acme Systems"]
)
TRADES = st.sampled_from(["科技", "贸易", "信息技术", "", " Industries", " Ltd", "分公司"])
NAMES = st.builds(lambda *parts: "".join(parts).strip(), PLACES, BRANDS, TRADES)
Begin = Callable[[], AbstractContextManager[Work]]


@pytest.mark.parametrize("engine", ["sqlite"])
@given(
    stored=st.lists(st.tuples(NAMES, st.sampled_from(["organisation", "person"])), max_size=6),
    asked=st.lists(NAMES, min_size=1, max_size=4),
    kind=st.sampled_from(["organisation", "person"]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_memory_finds_what_the_store_finds(
    writing: Begin, stored: list[tuple[str, str]], asked: list[str], kind: str
) -> None:
    with writing() as work:
        for name, of_kind in stored:
            row = customer.add(work, name=name, kind=of_kind, force=True)
            if len(name) % 2:
                customer.edit(work, row.code, name=f"Renamed {row.code}")
        looking = Looking(work)
        for name in asked:
            known = Known(name, kind)
            assert looking.look(work, known) == duplicates.look(work, known), name
        work.session.rollback()
        work.changed = False
