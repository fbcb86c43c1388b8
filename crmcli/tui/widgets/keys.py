"""The line of keys below."""

from __future__ import annotations

from textual.screen import Screen
from textual.widgets import Footer


class Keys(Footer):
    """A footer that is made anew only for other keys, and lets go of those that it showed."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False, compact=True)
        self._keys: list[tuple[str, str, bool]] = []

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Show what can be done now, where that is something else."""
        keys = [
            (binding.key, binding.description, enabled)
            for _node, binding, enabled, _tooltip in screen.active_bindings.values()
            if binding.show
        ]
        if keys != self._keys and screen.app.app_focus and self.is_attached:
            self._keys = keys
            super().bindings_changed(screen)

    async def recompose(self) -> None:
        """Make the keys; the toolkit drops those from before when it tells the new ones."""
        await super().recompose()
        self.mutate_reactive(Footer.compact)
