"""A terminal-first CRM in Chinese and English."""

__version__ = "0.1.0"
