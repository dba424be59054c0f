"""The pack as Pulumi starts it: `pulumi preview --policy-pack policies`."""

import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def main() -> None:
    """Serve every check of this folder to the engine."""
    # Pulumi starts Python inside this folder, whose pillars would be found in place of modules of the same name.
    others = [entry for entry in sys.path if Path(entry).resolve() != FOLDER]
    sys.path[:] = [str(FOLDER.parent), *others]
    from estate.readiness.served.serve import serve

    serve(FOLDER)


if __name__ == "__main__":
    main()
