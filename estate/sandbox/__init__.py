"""A private AWS emulator, and the table that creates the program's resources on it."""
