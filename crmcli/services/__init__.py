"""The rules: checks, transitions, numbering, money. They take a unit of work and return views."""
