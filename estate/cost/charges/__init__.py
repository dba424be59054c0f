"""What each type of resource is charged for; one module for each kind of thing."""
