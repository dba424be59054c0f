"""The collection's own code is imported from where ansible-test wants it."""

import sys
from pathlib import Path

COLLECTIONS = str(Path(__file__).parents[2] / "ansible/collections")
if COLLECTIONS not in sys.path:
    sys.path.insert(0, COLLECTIONS)
