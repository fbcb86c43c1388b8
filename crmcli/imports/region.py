"""Regions as lists have them."""

from __future__ import annotations

from crmcli.db.models.region import Region
from crmcli.imports import tree
from crmcli.imports.one_by_one import OneByOne
from crmcli.imports.spec import Import, some
from crmcli.services import region
from crmcli.views.region import RegionRow

VERBS = tree.verbs(Region, region.NOUN, region.add, region.edit)
IMPORT = Import(
    noun=region.NOUN,
    columns=some(RegionRow, "code", "name", "parent", "active"),
    required=("name",),
    taker=lambda asked: OneByOne(VERBS, {}, asked),
)
