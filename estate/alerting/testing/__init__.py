"""Alert tests: what happens in an estate, in words that belong to no vendor, and who is told of it then."""
