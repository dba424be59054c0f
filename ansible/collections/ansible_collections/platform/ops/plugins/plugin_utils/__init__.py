"""What actions and inventories share; it runs on the controller."""
