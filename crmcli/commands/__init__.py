"""A module a noun: each verb parses, calls one service function and shows the result."""
