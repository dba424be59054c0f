"""Verdicts on what is beside those on what was declared: which way they differ."""

from pathlib import Path

from estate.readiness.beside import beside
from estate.readiness.judge import Result, Subject
from estate.readiness.pack import load_pack
from estate.readiness.verdict import Verdict, failed, not_applicable, passed, undecided
from tests.readiness.small_projects import small_project


def test_every_verdict_that_changed_stands_on_one_side(tmp_path: Path) -> None:
    check = load_pack(small_project(tmp_path).pack).named("queue_is_encrypted")

    def verdicts(**said: Verdict) -> list[Result]:
        subjects = ((Subject(kind="resource", name=name, title=f"sqs/queue {name}", urn=name), verdict) for name, verdict in said.items())
        return [Result(check=check, subject=subject, environment="live", verdict=verdict) for subject, verdict in subjects]

    declared = verdicts(a=passed(), b=passed(), c=failed("no"), d=failed("no"), e=passed(), f=undecided("?"), gone=passed())
    live = verdicts(a=passed(), b=failed("now"), c=passed(), d=undecided("?"), e=undecided("?"), f=failed("now"), added=failed("new"))
    found = beside(declared, live)
    assert found.same == 1
    assert [result.subject.name for result in found.worse] == ["b", "f"]
    assert [result.subject.name for result in found.unseen] == ["d", "e"]
    assert [result.subject.name for result in found.better] == ["c"]
    assert [one["text"] for one in found.as_json()["worse"]] == ["now", "now"]
    assert beside(verdicts(a=failed("no")), verdicts(a=not_applicable("gone"))).better
