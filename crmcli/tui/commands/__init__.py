"""What can be done in the app: a key, a place in the palette and in the help, a permission."""

from crmcli.tui.commands.command import Command

__all__ = ["Command"]
