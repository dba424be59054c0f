"""What vendors say that they do: their rendered shifts, read and held against the lock."""
