# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans, applies and takes back upgrades of Debian packages; runs on the host."""

from __future__ import annotations

import fcntl
import fnmatch
import os
import re
import shutil
import time
import urllib.parse

from ansible_collections.platform.ops.plugins.module_utils.commands import HostError, RefusedError, command, failed_units, run

REBOOT_FLAG = "/run/reboot-required"
LOCKS = ("/var/lib/dpkg/lock-frontend", "/var/lib/dpkg/lock", "/var/lib/apt/lists/lock", "/var/cache/apt/archives/lock")
# An archive that does not answer is given up after this, instead of after minutes (apt-transport-http(1)).
PATIENCE = ("-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::https::Timeout=20")
# A line of `apt-get --simulate`: Inst NAME [OLD] (NEW ORIGIN, ORIGIN [ARCH]) []
INSTALLS = re.compile(r"^Inst (?P<name>\S+) (?:\[(?P<old>[^\]]+)\] )?\((?P<new>\S+) (?P<origin>.*?)(?: \[[^\]]+\])?\)")
REMOVES = re.compile(r"^Remv (?P<name>\S+)")


class Host:
    """The packages of this host."""

    def __init__(self, options):
        self.options = options
        self.store = options["store"]

    def wait_for_locks(self):
        """Wait until nobody else installs packages; says who does when it takes too long."""
        end = time.monotonic() + self.options["lock_timeout"]
        while True:
            held = next((file for file in LOCKS if is_locked(file)), None)
            if held is None:
                return
            if time.monotonic() >= end:
                raise HostError(
                    "%s is held by %s for more than %s s; expected a host on which nobody else installs packages"
                    % (held, holder(held), self.options["lock_timeout"])
                )
            time.sleep(0.5)

    def broken(self):
        """What dpkg finds half installed."""
        return command("dpkg", "--audit")[1].strip()

    def simulate(self, *words):
        """What apt would install with these words. Nothing may be removed."""
        out = run("apt-get", "--simulate", "--quiet", *words)
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
        broken = self.broken()
        if broken and not self.options["allow_broken"]:
            raise HostError("packages are half installed; expected dpkg --audit to be silent: %s" % broken)
        if broken:
            return {"packages": [], "left": [], "reboot_expected": []}
        run("apt-get", "update", "--quiet=2", *PATIENCE, "-o", "APT::Update::Error-Mode=any")
        self.refuse_unknown()
        found, _removed = self.simulate("dist-upgrade")
        wanted = [one for one in found if self.why_left(one) is None]
        if wanted and len(wanted) < len(found):
            wanted = self.transaction(wanted)
        if wanted and self.options["fetch"] and not self.options["check_mode"]:
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
            raise RefusedError("%s: not installed on this host; expected names of installed packages" % ", ".join(missing))

    def transaction(self, wanted):
        """All that these upgrades bring with them."""
        exact, removed = self.simulate("install", "--", *specs(wanted, "new"))
        if removed:
            raise HostError("the upgrade would remove %s; expected one that removes nothing" % ", ".join(removed))
        return exact

    def version(self, name):
        """The installed version, or None."""
        code, out, _err = command("dpkg-query", "--show", "--showformat=${db:Status-Status} ${Version}", "--", name)
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
            run("apt-get", "download", "--quiet=2", "-o", "APT::Sandbox::User=root", *PATIENCE, "--", *words, cwd=self.store)

    def refuse_no_way_back(self, needed):
        """Archives drop old versions; what cannot be fetched any more cannot be gone back to."""
        uris = ["apt-get", "download", "--print-uris", "--quiet=2", "--"]
        if not needed or command(*uris, *needed)[0] == 0:
            return
        lost = [spec for spec in needed if command(*uris, spec)[0] != 0]
        raise HostError(
            "%s: not in the archive any more, so there would be no way back; expected every version that is replaced" % ", ".join(lost)
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
            raise HostError("%d MiB free on /; expected at least %d" % (free, self.options["disk_reserve_mib"]))

    def apply(self):
        """Install the planned versions."""
        self.finish_interrupted(check=True)
        wanted = [one for one in self.options["packages"] if self.version(one["name"]) != one["new"]]
        self.install(wanted, "new")
        return wanted

    def revert(self):
        """Install the versions that were there before the plan."""
        self.finish_interrupted(check=False)
        back = [one for one in self.options["packages"] if one["old"] and self.version(one["name"]) != one["old"]]
        self.install(back, "old")
        return back

    def finish_interrupted(self, *, check):
        """What a killed dpkg left is configured; that alone may fail where a package is broken, and going back mends it."""
        if self.options["check_mode"] or not self.broken():
            return
        words = ["dpkg", "--force-confold", "--configure", "--pending"]
        if check:
            run(*words)
        else:
            command(*words)

    def install(self, packages, which):
        """Install one version of each from the files that were kept."""
        if not packages or self.options["check_mode"]:
            return
        files = [self.kept(spec) for spec in specs(packages, which)]
        if None in files:
            missing = [spec for spec, file in zip(specs(packages, which), files) if file is None]
            raise HostError("%s: not kept in %s; expected a plan that fetched it" % (", ".join(missing), self.store))
        run(
            "apt-get", "install", "--yes", "--quiet=2", "--no-remove", "--allow-downgrades", "--allow-change-held-packages",
            "-o", "Dpkg::Options::=--force-confold", "-o", "DPkg::Lock::Timeout=%d" % self.options["lock_timeout"], "--", *files,
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


def answer(options):
    """Do what is asked for."""
    host = Host(options)
    host.wait_for_locks()
    # To the microsecond, as the journal has it: in the same second a version that is taken back may have complained.
    began = time.time()
    if options["state"] == "planned":
        result = dict(host.plan(), failed_units=failed_units(), changed=False)
    else:
        packages = host.apply() if options["state"] == "applied" else host.revert()
        result = {"packages": packages, "changed": bool(packages)}
    return dict(result, reboot_required=os.path.exists(REBOOT_FLAG), seconds=began)
