#!/usr/bin/python
# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plan, apply and take back upgrades of Debian packages."""

from __future__ import annotations

DOCUMENTATION = r"""
module: apt_patch
short_description: Plan, apply and take back upgrades of Debian packages
version_added: 0.1.0
description:
  - V(planned) finds what would be upgraded, and fetches both the new packages and those that are installed now.
    Nothing that runs is touched; whatever may be missing is missed here, before a host is taken out of service.
  - V(applied) installs exactly the planned versions from the packages that were fetched.
  - V(reverted) goes back to the versions that the plan found. It needs neither an archive nor the result of V(applied).
author: Platform team (@platform)
options:
  state:
    description: What to do.
    type: str
    choices: [planned, applied, reverted]
    required: true
  scope:
    description: What a plan takes; V(security) is what comes from an archive whose label is one of O(security_labels).
    type: str
    choices: [security, all, named]
    default: security
  names:
    description: The packages of the scope V(named); each must be installed.
    type: list
    elements: str
    default: []
  held:
    description: Packages that stay as they are, beside those that the host itself holds.
    type: list
    elements: str
    default: []
  security_labels:
    description: Labels in the Release files of archives that bring security fixes.
    type: list
    elements: str
    default: [Debian-Security]
  reboot_packages:
    description: Patterns of packages after whose upgrade a reboot is to be expected.
    type: list
    elements: str
    default: [linux-image-*]
  packages:
    description: The plan's packages, to apply or to take back.
    type: list
    elements: dict
    default: []
    suboptions:
      name:
        description: Name of the package.
        type: str
        required: true
      old:
        description: Version before; empty for a package that the upgrade brings.
        type: str
        required: true
      new:
        description: Version after.
        type: str
        required: true
      origin:
        description: Archive that has it.
        type: str
        default: ""
      security:
        description: Whether that archive brings security fixes.
        type: bool
        default: false
  store:
    description: Folder of the host that keeps the packages of one run, old and new.
    type: path
    default: /var/cache/platform-ops
  fetch:
    description: Whether a plan fetches the packages.
    type: bool
    default: true
  allow_broken:
    description: Whether packages that are half installed are no reason to stop; for a run that is taken up again.
    type: bool
    default: false
  disk_reserve_mib:
    description: Free space, in MiB, that the root file system must have once the packages are fetched.
    type: int
    default: 64
  lock_timeout:
    description: Seconds to wait for the lock of apt or dpkg.
    type: int
    default: 60
attributes:
  check_mode:
    description: Whether it only says what it would do.
    support: full
"""

EXAMPLES = r"""
- name: Plan the security fixes
  platform.ops.apt_patch:
    state: planned
  register: plan

- name: Apply them
  platform.ops.apt_patch:
    state: applied
    packages: "{{ plan.packages }}"
"""

RETURN = r"""
packages:
  description: What the plan takes, was applied or taken back; each with name, old and new version, origin and whether it is a security fix.
  type: list
  elements: dict
  returned: always
left:
  description: Upgrades that exist and that the plan does not take, with the reason.
  type: list
  elements: dict
  returned: when planned
failed_units:
  description: Units of systemd that had failed before anything was changed.
  type: list
  elements: str
  returned: when planned
reboot_expected:
  description: Packages of the plan after which a reboot is to be expected.
  type: list
  elements: str
  returned: when planned
reboot_required:
  description: Whether the host asks for a reboot.
  type: bool
  returned: always
seconds:
  description: Seconds since 1970 on the host's clock as the module began.
  type: int
  returned: always
"""

import fcntl
import fnmatch
import os
import re
import shutil
import time
import urllib.parse

from ansible.module_utils.basic import AnsibleModule

REBOOT_FLAG = "/run/reboot-required"
LOCKS = ("/var/lib/dpkg/lock-frontend", "/var/lib/dpkg/lock", "/var/lib/apt/lists/lock", "/var/cache/apt/archives/lock")
ENVIRONMENT = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8", "NEEDRESTART_MODE": "a", "APT_LISTCHANGES_FRONTEND": "none"}
# An archive that does not answer is given up after this, instead of after minutes (apt-transport-http(1)).
PATIENCE = ("-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::https::Timeout=20")
# A line of `apt-get --simulate`: Inst NAME [OLD] (NEW ORIGIN, ORIGIN [ARCH]) []
INSTALLS = re.compile(r"^Inst (?P<name>\S+) (?:\[(?P<old>[^\]]+)\] )?\((?P<new>\S+) (?P<origin>.*?)(?: \[[^\]]+\])?\)")
REMOVES = re.compile(r"^Remv (?P<name>\S+)")


class Host:
    """The packages of this host."""

    def __init__(self, module):
        self.module = module
        self.options = module.params
        self.store = self.options["store"]

    def run(self, *words, **options):
        """What a command says; the module fails with its last words when it fails."""
        code, out, err = self.module.run_command(list(words), environ_update=ENVIRONMENT, **options)
        if code != 0:
            self.module.fail_json(msg=explain(words, code, out + err), rc=code)
        return out

    def wait_for_locks(self):
        """Wait until nobody else installs packages; says who does when it takes too long."""
        end = time.monotonic() + self.options["lock_timeout"]
        while True:
            held = next((file for file in LOCKS if is_locked(file)), None)
            if held is None:
                return
            if time.monotonic() >= end:
                self.module.fail_json(
                    msg="%s is held by %s for more than %s s; expected a host on which nobody else installs packages"
                    % (held, holder(held), self.options["lock_timeout"])
                )
            time.sleep(0.5)

    def broken(self):
        """What dpkg finds half installed."""
        return self.module.run_command(["dpkg", "--audit"], environ_update=ENVIRONMENT)[1].strip()

    def failed_units(self):
        """Units that have failed; nobody shall blame them on the upgrade."""
        words = ["systemctl", "list-units", "--state=failed", "--plain", "--no-legend", "--no-pager"]
        return [line.split()[0] for line in self.module.run_command(words)[1].splitlines() if line.strip()]

    def simulate(self, *words):
        """What apt would install with these words. Nothing may be removed."""
        out = self.run("apt-get", "--simulate", "--quiet", *words)
        removed = [found["name"] for found in map(REMOVES.match, out.splitlines()) if found]
        return [self.upgrade(found) for found in map(INSTALLS.match, out.splitlines()) if found], removed

    def upgrade(self, found):
        """One line of the simulation."""
        labels = self.options["security_labels"]
        is_security = any(label + ":" in found["origin"] for label in labels)
        return {"name": found["name"], "old": found["old"] or "", "new": found["new"], "origin": found["origin"], "security": is_security}

    def why_left(self, upgrade):
        """Why the plan does not take an upgrade; None when it does."""
        if upgrade["name"] in self.options["held"]:
            return "held"
        if self.options["scope"] == "named":
            return None if upgrade["name"] in self.options["names"] else "not named"
        return "no security fix" if self.options["scope"] == "security" and not upgrade["security"] else None

    def plan(self):
        """What to upgrade, with all that is needed to do it and to go back."""
        self.wait_for_locks()
        broken = self.broken()
        if broken and not self.options["allow_broken"]:
            self.module.fail_json(msg="packages are half installed; expected dpkg --audit to be silent: %s" % broken)
        if broken:
            return {"packages": [], "left": [], "reboot_expected": []}
        self.run("apt-get", "update", "--quiet=2", *PATIENCE, "-o", "APT::Update::Error-Mode=any")
        self.refuse_unknown()
        found, _removed = self.simulate("dist-upgrade")
        wanted = [one for one in found if self.why_left(one) is None]
        if wanted and len(wanted) < len(found):
            wanted = self.transaction(wanted)
        if wanted and self.options["fetch"] and not self.module.check_mode:
            self.fetch(wanted)
            self.refuse_full_disk()
        left = [dict(one, why=self.why_left(one)) for one in found if self.why_left(one)]
        patterns = self.options["reboot_packages"]
        reboots = [one["name"] for one in wanted if any(fnmatch.fnmatch(one["name"], pattern) for pattern in patterns)]
        return {"packages": wanted, "left": left, "reboot_expected": reboots}

    def refuse_unknown(self):
        """Names that are not installed here are mistakes."""
        missing = [name for name in self.options["names"] if self.version(name) is None]
        if missing:
            self.module.fail_json(msg="%s: not installed on this host; expected names of installed packages" % ", ".join(missing))

    def transaction(self, wanted):
        """All that these upgrades bring with them."""
        exact, removed = self.simulate("install", *specs(wanted, "new"))
        if removed:
            self.module.fail_json(msg="the upgrade would remove %s; expected one that removes nothing" % ", ".join(removed))
        return exact

    def version(self, name):
        """The installed version, or None."""
        code, out, _err = self.module.run_command(["dpkg-query", "--show", "--showformat=${db:Status-Status} ${Version}", name])
        status, _space, version = out.partition(" ")
        return version if code == 0 and status == "installed" else None

    def fetch(self, wanted):
        """Keep new and old packages: archives drop old versions, and an archive may be away when it is needed."""
        parent = os.path.dirname(self.store)
        if os.path.isdir(parent) and os.path.basename(parent) == "platform-ops":
            for other in os.listdir(parent):
                if other != os.path.basename(self.store):
                    shutil.rmtree(os.path.join(parent, other), ignore_errors=True)
        os.makedirs(self.store, mode=0o755, exist_ok=True)
        old = specs([one for one in wanted if one["old"]], "old")
        words = [spec for spec in specs(wanted, "new") + old if not self.kept(spec)]
        self.refuse_no_way_back([spec for spec in words if spec in old])
        if words:
            self.run("apt-get", "download", "--quiet=2", "-o", "APT::Sandbox::User=root", *PATIENCE, *words, cwd=self.store)

    def refuse_no_way_back(self, needed):
        """Archives drop old versions; what cannot be fetched any more cannot be gone back to."""
        uris = ["apt-get", "download", "--print-uris", "--quiet=2"]
        if not needed or self.module.run_command([*uris, *needed], environ_update=ENVIRONMENT)[0] == 0:
            return
        lost = [spec for spec in needed if self.module.run_command([*uris, spec], environ_update=ENVIRONMENT)[0] != 0]
        self.module.fail_json(
            msg="%s: not in the archive any more, so there would be no way back; expected every version that is replaced" % ", ".join(lost)
        )

    def kept(self, spec):
        """The file of NAME=VERSION in the store, or None."""
        name, _equals, version = spec.partition("=")
        start = "%s_%s_" % (name.partition(":")[0], urllib.parse.quote(version, safe="+~-."))
        files = sorted(os.listdir(self.store)) if os.path.isdir(self.store) else []
        return next((os.path.join(self.store, file) for file in files if file.startswith(start)), None)

    def refuse_full_disk(self):
        """An upgrade on a full disk stops in the middle."""
        free = shutil.disk_usage("/").free // (1024 * 1024)
        if free < self.options["disk_reserve_mib"]:
            self.module.fail_json(msg="%d MiB free on /; expected at least %d" % (free, self.options["disk_reserve_mib"]))

    def apply(self):
        """Install the planned versions."""
        self.wait_for_locks()
        self.finish_interrupted(check=True)
        wanted = [one for one in self.options["packages"] if self.version(one["name"]) != one["new"]]
        self.install(wanted, "new")
        return wanted

    def revert(self):
        """Install the versions that were there before the plan."""
        self.wait_for_locks()
        self.finish_interrupted(check=False)
        back = [one for one in self.options["packages"] if one["old"] and self.version(one["name"]) != one["old"]]
        self.install(back, "old")
        return back

    def finish_interrupted(self, *, check):
        """What a killed dpkg left is configured; that alone may fail where a package is broken, and going back mends it."""
        if self.module.check_mode or not self.broken():
            return
        words = ["dpkg", "--force-confold", "--configure", "--pending"]
        if check:
            self.run(*words)
        else:
            self.module.run_command(words, environ_update=ENVIRONMENT)

    def install(self, packages, which):
        """Install one version of each from the files that were kept."""
        if not packages or self.module.check_mode:
            return
        files = [self.kept(spec) for spec in specs(packages, which)]
        if None in files:
            missing = [spec for spec, file in zip(specs(packages, which), files) if file is None]
            self.module.fail_json(msg="%s: not kept in %s; expected a plan that fetched it" % (", ".join(missing), self.store))
        self.run(
            "apt-get", "install", "--yes", "--quiet=2", "--no-remove", "--allow-downgrades", "--allow-change-held-packages",
            "-o", "Dpkg::Options::=--force-confold", "-o", "DPkg::Lock::Timeout=%d" % self.options["lock_timeout"], *files,
        )  # fmt: skip


def specs(packages, which):
    """NAME=VERSION of each."""
    return ["%s=%s" % (one["name"], one[which]) for one in packages]


def is_locked(file):
    """Whether another process holds the lock."""
    if not os.path.exists(file):
        return False
    with open(file, "r+b") as stream:
        try:
            fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def holder(file):
    """The process that holds a lock, from the kernel's list (proc(5), /proc/locks)."""
    inode = str(os.stat(file).st_ino)
    with open("/proc/locks") as stream:
        found = next((line.split()[4] for line in stream if line.split()[5].rpartition(":")[2] == inode), None)
    if found is None or not os.path.exists("/proc/%s/comm" % found):
        return "a process that has ended since"
    with open("/proc/%s/comm" % found) as stream:
        return "process %s (%s)" % (found, stream.read().strip())


def explain(words, code, said):
    """The end of what a program said."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return "%s ended with %s: %s" % (" ".join(words[:2]), code, " | ".join(lines[-8:]))


def main():
    """Run the module."""
    package = {
        "name": {"type": "str", "required": True},
        "old": {"type": "str", "required": True},
        "new": {"type": "str", "required": True},
        "origin": {"type": "str", "default": ""},
        "security": {"type": "bool", "default": False},
    }
    module = AnsibleModule(
        argument_spec={
            "state": {"type": "str", "choices": ["planned", "applied", "reverted"], "required": True},
            "scope": {"type": "str", "choices": ["security", "all", "named"], "default": "security"},
            "names": {"type": "list", "elements": "str", "default": []},
            "held": {"type": "list", "elements": "str", "default": []},
            "security_labels": {"type": "list", "elements": "str", "default": ["Debian-Security"]},
            "reboot_packages": {"type": "list", "elements": "str", "default": ["linux-image-*"]},
            "packages": {"type": "list", "elements": "dict", "default": [], "options": package},
            "store": {"type": "path", "default": "/var/cache/platform-ops"},
            "fetch": {"type": "bool", "default": True},
            "allow_broken": {"type": "bool", "default": False},
            "disk_reserve_mib": {"type": "int", "default": 64},
            "lock_timeout": {"type": "int", "default": 60},
        },
        supports_check_mode=True,
    )
    began = int(time.time())
    host = Host(module)
    if module.params["state"] == "planned":
        result = dict(host.plan(), failed_units=host.failed_units(), changed=False)
    else:
        packages = host.apply() if module.params["state"] == "applied" else host.revert()
        result = {"packages": packages, "changed": bool(packages)}
    module.exit_json(reboot_required=os.path.exists(REBOOT_FLAG), seconds=began, **result)


if __name__ == "__main__":
    main()
