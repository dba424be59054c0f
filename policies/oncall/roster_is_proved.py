"""A proof is young for one horizon, which is a quarter of a year."""

from estate.catalog.team import Team
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.oncall._rosters import rosters

KIND = "roster"


def judge(team: Team, world: World) -> Verdict:
    """The newest proof of every roster that calls people for the team."""
    if team.on_call is None:
        return not_applicable("it is not on call")
    proofs = {roster.name: world.attested(KIND, roster.name) for roster in rosters(team, world)}
    missing = [f"nobody proved {name}" for name, proof in proofs.items() if proof is None]
    wrong = [f"{name} did not hold on {proof.on}" for name, proof in proofs.items() if proof is not None and not proof.passed]
    if missing or wrong:
        return failed(f"{', '.join(missing + wrong)}; expected a proof that holds")
    return passed(f"all of {', '.join(proofs)} held")
