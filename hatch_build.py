"""Compiles the message catalogues when the package is built or installed."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """Write a .mo beside every .po below ``root`` and return the paths written."""
    written = []
    for source in sorted(root.rglob("*.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as po, target.open("wb") as mo:
            write_mo(mo, read_po(po, locale=source.parts[-3]))
        written.append(target)
    return written


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs :func:`compile_catalogues` before hatchling collects files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue of the package."""
        compile_catalogues(Path(self.root) / "crmcli" / "locale")


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent / "crmcli" / "locale")
