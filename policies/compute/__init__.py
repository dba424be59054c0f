"""What runs the services: hosts and their groups, tasks, clusters, functions, images."""
