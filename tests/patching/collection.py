"""The collection's code without Ansible around it."""

from importlib import import_module
from typing import Any

_PLACE = "ansible_collections.platform.ops.plugins"

journal: Any = import_module(f"{_PLACE}.plugin_utils.journal")
locks: Any = import_module(f"{_PLACE}.plugin_utils.locks")
gate: Any = import_module(f"{_PLACE}.plugin_utils.gate")
haproxy: Any = import_module(f"{_PLACE}.plugin_utils.haproxy")
target_group: Any = import_module(f"{_PLACE}.plugin_utils.target_group")
unfinished: Any = import_module(f"{_PLACE}.plugin_utils.runs").unfinished
apt_patch: Any = import_module(f"{_PLACE}.module_utils.apt_patch")
service: Any = import_module(f"{_PLACE}.plugin_utils.service")
programs: Any = import_module(f"{_PLACE}.plugin_utils.programs")
monitors: Any = import_module(f"{_PLACE}.plugin_utils.monitors")
probes: Any = import_module(f"{_PLACE}.plugin_utils.probes")
