"""The program's resource graph: recorded offline, compared with another revision, shown."""
