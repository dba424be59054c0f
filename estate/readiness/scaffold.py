"""A new check, as three files that work: its facts, its fixtures, and a function where properties alone do not decide."""

import re
from collections.abc import Mapping

from estate.catalog.words import did_you_mean
from estate.errors import InputError
from estate.readiness.check import ID_PATTERN, PILLARS

FACTS = """\
title: {title}
level: pilot
severity: medium
effort: hours
types: ["{type}"]
controls:
  - {{framework: ours, id: {id}}}
rationale: Say what happens to those who do without.
fix: Say what to do.
link: docs/guide/write-a-policy.md
expect:
  - {{path: name, present: true}}
"""
FIXTURES = """\
fixtures:
  - name: it is set
    expect: pass
    resources:
      - {{type: "{type}", inputs: {{name: example}}}}
  - name: nobody has set it
    expect: fail
    says: expected it to be set
    resources:
      - {{type: "{type}"}}
  - name: it is known only after the deployment
    expect: undecided
    resources:
      - {{type: "{type}", inputs: {{name: {{$unknown: true}}}}}}
"""
FUNCTION = '''\
"""{title}."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(item: Item, world: World) -> Verdict:
    """Whether it is as it should be."""
    if item.at("name").is_present:
        return passed(f"{{item.title}} has a name")
    return failed("name is not set; expected it to be set")
'''
DEFAULT_TYPE = "aws:s3/bucket:Bucket"


def new_check(pillar: str, ident: str, *, kind: str = DEFAULT_TYPE, function: bool = False) -> Mapping[str, str]:
    """The text of each file, by its way inside the pack. InputError for a pillar or an id that is none."""
    if pillar not in PILLARS:
        raise InputError(f"{pillar!r} is no pillar; {did_you_mean(pillar, PILLARS) or 'pillars are ' + ', '.join(PILLARS)}")
    if not re.fullmatch(ID_PATTERN, ident):
        raise InputError(f"{ident!r} is no id; expected small letters, digits and single underscores, such as bucket_keeps_versions")
    if not re.fullmatch(r"[a-z0-9-]+:[A-Za-z0-9/]+:[A-Za-z0-9]+", kind):
        raise InputError(f"{kind!r} is no type of a resource; expected one such as {DEFAULT_TYPE}")
    words = {"title": ident.replace("_", " ").capitalize(), "id": ident, "type": kind}
    facts = FACTS.format(**words)
    files = {f"{pillar}/{ident}.yaml": facts.partition("expect:")[0] if function else facts}
    files[f"{pillar}/{ident}.fixtures.yaml"] = FIXTURES.format(**words)
    return {**files, f"{pillar}/{ident}.py": FUNCTION.format(**words)} if function else files
