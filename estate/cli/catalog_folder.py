"""The option that says where the catalog is."""

from pathlib import Path
from typing import Annotated

import typer

DEFAULT = Path("catalog")
CatalogFolder = Annotated[Path, typer.Option("--catalog", help="The catalog's folder.", metavar="FOLDER")]
