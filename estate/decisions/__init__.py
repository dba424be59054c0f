"""What components are given: sizes, rights, addresses, windows, as pure functions of the catalog."""
