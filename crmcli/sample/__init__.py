"""A sample company: the same every time it is made."""
