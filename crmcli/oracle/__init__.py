"""Brute-force answers that what is shown is compared with."""
