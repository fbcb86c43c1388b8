"""Writes what follows from the command tree: ``make reference``."""

import json
from pathlib import Path

from crmcli import i18n
from crmcli.cli import reference, tree

HERE = Path(__file__).parent


def generated() -> dict[Path, str]:
    """Each file that is made from the program, with what must stand in it."""
    found = {tree.FILE: json.dumps(tree.whole(), ensure_ascii=False, indent=1) + "\n"}
    for language, suffix, folder in (("en", "", "man"), ("zh_CN", ".zh_CN", "man/zh_CN")):
        i18n.use(language)
        found[HERE / f"reference{suffix}.md"] = reference.markdown()
        found[HERE / folder / "crm.1"] = reference.manual()
    i18n.use("en")
    return found


if __name__ == "__main__":
    for path, text in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
