"""Hosts of an autoscaled group: what they run when they start."""

import shlex
from collections.abc import Mapping

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


def boot_script(*, package: str, region: str, variables: Mapping[str, str]) -> str:
    """The user data of a host: its package, the SSM agent through which people see into it, and `/etc/estate/service.env`."""
    lines = "\n".join(f"{name}={shlex.quote(variables[name])}" for name in sorted(variables))
    return BOOT.format(package=shlex.quote(package), region=region, variables=lines)
