"""Measuring on a large store: `make bench`."""
