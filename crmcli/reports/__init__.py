"""One report a file: what it shows and the select behind it."""
