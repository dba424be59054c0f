"""Real Debian hosts behind a real balancer, in namespaces of their own: `Lab` brings them up, and nothing of it outlives the test.

with lab(build_base(cache), hosts=3) as running:
    running.run("curl", "-fsS", running.url)
"""

from tests.hosts.lab.base import Base, build_base
from tests.hosts.lab.needs import why_not
from tests.hosts.lab.running import Lab, lab
from tests.hosts.lab.traffic import Count, traffic

__all__ = ["Base", "Count", "Lab", "build_base", "lab", "traffic", "why_not"]
