"""How hosts get their patches, and how it is known that they did."""
