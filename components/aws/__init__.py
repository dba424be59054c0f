"""AWS components, one a file. Import the module that you need: `from components.aws.queue import Queue, QueueArgs`."""
