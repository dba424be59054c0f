"""A checkout of the estate whose catalog has the hosts of the lab: what is done there leaves nothing in this one."""

import json
import shutil
from pathlib import Path

from tests.hosts.lab import Lab
from tests.hosts.patching import ROOT, variables

GROUP = "web"
VARIABLES = "lab.json"


def make_checkout(one: Lab, folder: Path) -> None:
    """Catalog, playbooks, and a file with what the roles need to know of the lab."""
    shutil.copytree(ROOT / "catalog", folder / "catalog")
    shutil.copytree(ROOT / "docs/runbooks", folder / "docs/runbooks")
    (folder / "ansible").symlink_to(ROOT / "ansible")
    (folder / "policies").symlink_to(ROOT / "policies")
    (folder / "build").symlink_to(ROOT / "build")
    organisation = folder / "catalog/organisation.yaml"
    added = f"standalone_hosts:\n  {GROUP}: {{system: debian-12, description: The lab.}}\n"
    organisation.write_text(organisation.read_text().replace("standalone_hosts:\n", added))
    given = {key: value for key, value in variables(one).items() if key not in ("patch_hosts", "evidence_folder")}
    (folder / VARIABLES).write_text(json.dumps(given))
