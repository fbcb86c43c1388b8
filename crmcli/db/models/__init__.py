"""The tables, a module each for what belongs together. No rules here."""
