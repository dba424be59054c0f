"""The typed catalog: models, reading, checking. `load_catalog` gives a frozen `Catalog` or every mistake at once."""
