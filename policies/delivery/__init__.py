"""How a change reaches an environment, and how it goes back."""
