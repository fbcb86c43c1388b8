"""Draws what a terminal shows, for the readmes: ``make pictures``.

Each picture is a command run on a terminal of 96 columns, on the sample company of one fixed day;
the transcripts are what ``crm demo`` prints on that day.
"""

import io
import os
import pty
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from crmcli import config, i18n
from crmcli.commands import demo
from crmcli.db import connect
from crmcli.services import access
from docs import screens

HERE = Path(__file__).parent / "pictures"
COLUMNS, LINES = 96, 200
NOW = "2026-03-15T09:30:00+08:00"
WHO = "OP0010"
COMMANDS = {
    "ledger": "customer show C000042 --limit 8",
    "order": "order show SO202512-00028",
    "sales": "report region-sales --from 2025-Q1 --to 2025-Q4 --chart bars",
    "preview": "order new --customer C000042 --line 激光打印机:2-9折 --dry-run",
}
LANGUAGES = ("en", "zh_CN")
TRANSCRIPTS = {
    "en": (
        "transcript.md",
        "The demo, as it runs",
        "What `make demo` prints; made by `make pictures`.",
    ),
    "zh_CN": ("transcript.zh_CN.md", "演示全过程", "`make demo` 的输出，由 `make pictures` 生成。"),
}
END = re.compile(r"\n+(What to try next:|接下来可以试试：)")
DRAWN = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}"
  xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: "Fira Code", "Noto Sans Mono CJK SC", Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def drawn(folder: Path) -> dict[Path, str]:
    """Each picture and what stands in it; ``folder`` takes the sample company.

    The environment must have ``CRM_NOW`` and a place of its own for who is logged in.
    """
    store, found = folder / "crm.db", {}
    with config.using(config.Settings(lang="zh_CN")):
        demo.make(store)
    i18n.use("en")
    access.vouch(connect.parse(str(store)), WHO)
    for language in LANGUAGES:
        for name, command in COMMANDS.items():
            shown = _shown([*command.split(), "--no-pager"], store, language)
            found[HERE / f"{name}.{language}.svg"] = _svg(f"crm {command}", shown, name)
        found |= screens.drawn(store, WHO, language, DRAWN, HERE)
    return found


def transcript(language: str, printed: str) -> tuple[Path, str]:
    """The page that shows what the demo printed, without what it says to try next."""
    name, title, text = TRANSCRIPTS[language]
    body = "\n".join(line.rstrip() for line in END.split(printed)[0].strip().splitlines())
    return HERE.parent / name, f"# {title}\n\n{text}\n\n```text\n{body}\n```\n"


def _shown(words: list[str], store: Path, language: str) -> str:
    """What a terminal gets, styles included."""
    environment = {
        **os.environ, "CRM_DB": str(store), "CRM_LANG": language, "TERM": "xterm-256color",
        "COLUMNS": str(COLUMNS), "LINES": str(LINES),
    }  # fmt: skip
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "crmcli", *words]
    running = subprocess.Popen(  # noqa: S603 - this very program
        command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    read = b""
    while part := _read(ours):
        read += part
    os.close(ours)
    if running.wait() != 0:
        raise SystemExit(read.decode())
    return read.decode().replace("\r\n", "\n").strip("\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # the other end is closed
        return b""


def _svg(title: str, shown: str, name: str) -> str:
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), color_system="truecolor")
    console.print(Text.from_ansi(shown))
    text = console.export_svg(
        title=title, theme=MONOKAI, code_format=DRAWN, unique_id=f"crm-{name}"
    )
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        os.environ |= {"CRM_NOW": NOW, "XDG_STATE_HOME": place, "COLUMNS": "100"}
        for path, picture in drawn(Path(place)).items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(picture, encoding="utf-8")
        for spoken in LANGUAGES:
            command = [sys.executable, "-m", "crmcli", "demo", spoken, "--lang", spoken]
            done = subprocess.run(  # noqa: S603 - this very program
                command, cwd=place, capture_output=True, text=True, check=True
            )
            path, page = transcript(spoken, done.stdout)
            path.write_text(page, encoding="utf-8")
