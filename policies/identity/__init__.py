"""Who may do what: roles, policies, keys, secrets."""
