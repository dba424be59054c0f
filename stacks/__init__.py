"""The Pulumi program: one file a layer; `__main__.py` picks the layer from the stack's name."""
