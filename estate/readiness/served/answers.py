"""Checks and verdicts in the words of Pulumi's protocol (pulumi/analyzer.proto)."""

from collections.abc import Iterable, Mapping, Sequence

from pulumi.runtime.proto import analyzer_pb2

from estate.graph.wording import clean
from estate.readiness.check import Check
from estate.readiness.judge import Result
from estate.readiness.remedies import POLICY as TAGS
from estate.readiness.verdict import Outcome

PACK = "estate"
VERSION = "0.1.0"
"""For an engine that reads none in PulumiPolicy.yaml."""
UNSEEN = "all_stacks_are_seen"
"""The name under which the checks are told that one stack cannot answer."""
UNDECIDED = "undecided: "
"""What a line begins with that says what cannot be said."""
ADVISORY, MANDATORY = analyzer_pb2.ADVISORY, analyzer_pb2.MANDATORY
SEVERITIES: Mapping[str, analyzer_pb2.PolicySeverity.ValueType] = {
    "low": analyzer_pb2.POLICY_SEVERITY_LOW,
    "medium": analyzer_pb2.POLICY_SEVERITY_MEDIUM,
    "high": analyzer_pb2.POLICY_SEVERITY_HIGH,
    "critical": analyzer_pb2.POLICY_SEVERITY_CRITICAL,
}


def info(checks: Iterable[Check]) -> analyzer_pb2.AnalyzerInfo:
    """What the pack holds. A check is called mandatory: by environment and maturity each of its verdicts says whether it is."""
    unseen = analyzer_pb2.PolicyInfo(
        name=UNSEEN,
        description="Checks that need all stacks are undecided where one is seen",
        enforcementLevel=ADVISORY,
        policy_type=analyzer_pb2.POLICY_TYPE_STACK,
    )
    tags = analyzer_pb2.PolicyInfo(
        name=TAGS,
        description="Tags that are missing, and of which there is only one right value, are added",
        enforcementLevel=analyzer_pb2.REMEDIATE,
        policy_type=analyzer_pb2.POLICY_TYPE_RESOURCE,
    )
    policies = [*map(_policy, checks), unseen, tags]
    return analyzer_pb2.AnalyzerInfo(name=PACK, version=VERSION, supportsConfig=True, policies=policies)


def _policy(check: Check) -> analyzer_pb2.PolicyInfo:
    facts, control = check.facts, check.facts.controls[0]
    return analyzer_pb2.PolicyInfo(
        name=check.id,
        displayName=facts.title,
        description=facts.title,
        enforcementLevel=MANDATORY,
        # The last word on every resource is said with the whole stack in sight.
        policy_type=analyzer_pb2.POLICY_TYPE_STACK,
        severity=SEVERITIES[facts.severity],
        framework=analyzer_pb2.PolicyComplianceFramework(name=control.framework, specification=control.id),
        tags=[check.pillar, facts.level, *(f"{one.framework} {one.id}" for one in facts.controls)],
        remediation_steps=facts.fix,
        url=facts.link,
    )


def diagnostics(results: Iterable[Result], *, mandatory: Iterable[Result]) -> list[analyzer_pb2.AnalyzeDiagnostic]:
    """What fails, a diagnostic each; what cannot be said, one for each check, and one for all that need to see all stacks."""
    strict = {id(result) for result in mandatory}
    failed, undecided, unseen = list[Result](), dict[str, list[Result]](), set[str]()
    for result in results:
        if result.verdict.outcome == Outcome.FAIL:
            failed.append(result)
        elif result.verdict.outcome == Outcome.UNDECIDED and result.check.needs_estate:
            unseen.add(result.check.id)
        elif result.verdict.outcome == Outcome.UNDECIDED:
            undecided.setdefault(result.check.id, []).append(result)
    found = [_failure(result, MANDATORY if id(result) in strict else ADVISORY) for result in failed]
    return [*found, *map(_undecided, undecided.values()), *([_unseen(sorted(unseen))] if unseen else [])]


def not_applicable(checks: Iterable[Check], results: Iterable[Result]) -> list[analyzer_pb2.PolicyNotApplicable]:
    """The checks that no summary may count as passed: they were asked about nothing, or could not be asked."""
    decided = {result.check.id for result in results if result.verdict.outcome in (Outcome.PASS, Outcome.FAIL, Outcome.WAIVED)}
    reason = "nothing here could be judged by it"
    return [analyzer_pb2.PolicyNotApplicable(policy_name=check.id, reason=reason) for check in checks if check.id not in decided]


def _failure(result: Result, level: analyzer_pb2.EnforcementLevel.ValueType) -> analyzer_pb2.AnalyzeDiagnostic:
    facts = result.check.facts
    return analyzer_pb2.AnalyzeDiagnostic(
        policyName=result.check.id,
        policyPackName=PACK,
        policyPackVersion=VERSION,
        description=facts.title,
        message=f"{facts.title}\n{clean(result.verdict.text)}. {facts.fix}",
        enforcementLevel=level,
        urn=result.subject.urn or "",
        severity=SEVERITIES[facts.severity],
    )


def _undecided(results: Sequence[Result]) -> analyzer_pb2.AnalyzeDiagnostic:
    """`undecided: policy is known only after the deployment: iam/policy start, iam/policy stop`, a line for each reason."""
    reasons: dict[str, list[str]] = {}
    for result in results:
        reasons.setdefault(clean(result.verdict.text), []).append(clean(result.subject.title))
    facts = results[0].check.facts
    lines = (f"{UNDECIDED}{reason}: {', '.join(titles)}" for reason, titles in reasons.items())
    return analyzer_pb2.AnalyzeDiagnostic(
        policyName=results[0].check.id,
        policyPackName=PACK,
        policyPackVersion=VERSION,
        description=facts.title,
        message="\n".join((facts.title, *lines)),
        enforcementLevel=ADVISORY,
        severity=SEVERITIES[facts.severity],
    )


def _unseen(checks: Sequence[str]) -> analyzer_pb2.AnalyzeDiagnostic:
    noun = "check needs" if len(checks) == 1 else "checks need"
    text = f"{len(checks)} {noun} to see all stacks, and cannot be decided here: {', '.join(checks)}"
    return analyzer_pb2.AnalyzeDiagnostic(
        policyName=UNSEEN,
        policyPackName=PACK,
        policyPackVersion=VERSION,
        description="Not all stacks are seen",
        message=f"{text}\nSee what they say: estate ready",
        enforcementLevel=ADVISORY,
    )
