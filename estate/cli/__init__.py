"""The command `estate`: one module a command group, thin."""
