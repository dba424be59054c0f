"""Hosts of an autoscaled group: what they run when they start, and whether a rollout of them can go back by itself."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass

BOOT = """\
#!/bin/bash
set -euo pipefail
install -d -m 0755 /etc/estate
cat > /etc/estate/service.env <<'END'
{variables}
END
architecture="$(dpkg --print-architecture)"
agent="$(mktemp -d)/amazon-ssm-agent.deb"
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install --yes curl {package}
# Debian's images come without the agent (Systems Manager user guide, installing SSM Agent on Debian Server).
curl --fail --silent --show-error --retry 5 --output "$agent" \\
  "https://s3.{region}.amazonaws.com/amazon-ssm-{region}/latest/debian_$architecture/amazon-ssm-agent.deb"
dpkg --install "$agent"
systemctl enable --now amazon-ssm-agent
"""


@dataclass(frozen=True, kw_only=True)
class MachineImage:
    """What hosts are made from."""

    reference: str
    """An AMI id, or `resolve:ssm:` and the parameter that EC2 reads when it starts a host."""
    rolls_back: bool
    """Whether a rollout can go back; not where a parameter names the image (Auto Scaling API, RollbackInstanceRefresh)."""


def machine_image(name: str) -> MachineImage:
    """The image that the catalog names: the public SSM parameter of the newest one, or an AMI id."""
    if name.startswith("ami-"):
        return MachineImage(reference=name, rolls_back=True)
    return MachineImage(reference=f"resolve:ssm:{name}", rolls_back=False)


def boot_script(*, package: str, region: str, variables: Mapping[str, str]) -> str:
    """The user data of a host: its package, the SSM agent through which it is patched, and `/etc/estate/service.env`."""
    lines = "\n".join(f"{name}={shlex.quote(variables[name])}" for name in sorted(variables))
    return BOOT.format(package=shlex.quote(package), region=region, variables=lines)
