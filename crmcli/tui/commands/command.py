"""One thing that can be done on a screen."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding

from crmcli.i18n import _

WIDE = {
    "slash": "fullwidth_solidus",
    "question_mark": "fullwidth_question_mark",
}
"""Keys as an input method types them."""
SHOWN = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "slash": "/",
    "question_mark": "?",
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
}


@dataclass(frozen=True, slots=True)
class Command:
    """A key, the action that it runs, and what people read of it (marked with ``N_``).

    Without the ``permission`` nobody sees it, nor can trigger it. A ``quiet`` one is not in the
    footer; a ``silent`` one is told in the help only, since it is nothing to choose.
    """

    key: str
    action: str
    text: str
    permission: str | None = None
    quiet: bool = False
    silent: bool = False

    def binding(self) -> Binding:
        """The key as the toolkit knows it, in the language in force."""
        keys = [part for key in self.key.split(",") for part in (key, WIDE.get(key)) if part]
        return Binding(
            ",".join(keys),
            self.action,
            _(self.text),
            show=not (self.quiet or self.silent),
            key_display=self.shown,
        )

    @property
    def shown(self) -> str:
        """The key as people read it."""
        first = self.key.split(",")[0]
        return SHOWN.get(first, first.replace("ctrl+", "^").replace("shift+", "⇧"))
