"""Networks, security groups, and what reaches what."""
