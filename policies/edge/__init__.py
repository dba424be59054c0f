"""What the world calls: load balancers, distributions, filters, names."""
