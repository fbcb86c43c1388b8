"""PostgreSQL as the place where authority is enforced: roles, functions, policies, log-ins."""
