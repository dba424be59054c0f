"""The platform of a company as one typed description, and what a platform team does with it."""
