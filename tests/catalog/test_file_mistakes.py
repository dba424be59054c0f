"""Every mistake that one file can hold: a good estate, one change, the whole text that a person reads."""

import pytest

from tests.catalog.estates import Estate
from tests.catalog.estates import row_in_file as row

TILL = "services/till.yaml"
SHELF = "services/shelf.yaml"
LIVE = "environments/live.yaml"

LONG = "a" * 25
VERSION = "expected a tag with a digit, such as 1.4.0, or sha256: and 64 hexadecimal digits"


ROWS = [
    row("an unknown key", TILL, "replicas:", "replcias:", "7:57", "runtime.replcias: is no key here", hint="did you mean 'replicas'?"),
    row(
        "an unknown key like no other",
        TILL,
        "protocol: grpc",
        "protocol: grpc, zzz: 1",
        "8:38",
        "port.zzz: is no key here",
        hint="known keys: health, number, protocol",
    ),
    row("a missing key", TILL, "tier: 1\n", "", "1:1", "tier: is missing", hint="1 revenue stops .. 4 nobody notices today."),
    row(
        "a word that is not one of the words",
        TILL,
        "need: hard",
        "need: haard",
        "10:28",
        "depends_on[0].need: 'haard' is no need; expected 'hard' or 'soft'",
        hint="did you mean 'hard'?",
    ),
    row("a number that is not one of the numbers", TILL, "tier: 1", "tier: 5", "4:7", "tier: 5 is no tier; expected 1, 2, 3 or 4"),
    row(
        "a number in quotes",
        TILL,
        "tier: 1",
        'tier: "1"',
        "4:7",
        "tier: '1' is no tier; expected 1, 2, 3 or 4",
        hint="take the quotes away: 1",
    ),
    row("a switch for a number", TILL, "tier: 1", "tier: true", "4:7", "tier: true is no whole number"),
    row("a fraction for a whole number", TILL, "cpu: 256", "cpu: 256.0", "7:40", "runtime.cpu: 256.0 is no whole number"),
    row(
        "text for a number",
        TILL,
        "5050",
        '"5050"',
        "8:16",
        "port.number: '5050' is text; expected a whole number",
        hint="take the quotes away: 5050",
    ),
    row(
        "a number for text",
        "stores/books.yaml",
        '"16.8"',
        "16.10",
        "6:10",
        "version: 16.1 is a number; expected text",
        hint='put it in quotes: "16.10"',
    ),
    row(
        "an account without quotes",
        LIVE,
        '"222222222222"',
        "222222222222",
        "2:10",
        "account: 222222222222 is a number; expected text",
        hint='put it in quotes: "222222222222"',
    ),
    row(
        "an account that begins with a zero, without quotes",
        LIVE,
        '"222222222222"',
        "022222222222",
        "2:10",
        "account: without quotes 022222222222 is the number 2454267026 to YAML",
        hint='put it in quotes: "022222222222"',
    ),
    row(
        "an account of eleven digits",
        LIVE,
        '"222222222222"',
        '"22222222222"',
        "2:10",
        "account: '22222222222' does not fit; expected twelve digits in quotes",
    ),
    row(
        "a time without quotes",
        LIVE,
        '"05:00"',
        "15:00",
        "17:36",
        "patch_window.start: without quotes 15:00 is the number 900 to YAML",
        hint='put it in quotes: "15:00"',
    ),
    row(
        "an hour that no day has",
        LIVE,
        '"05:00"',
        '"24:00"',
        "17:36",
        'patch_window.start: \'24:00\' does not fit; expected a time of day in quotes, from "00:00" to "23:59"',
    ),
    row(
        "a version of two numbers, without quotes",
        LIVE,
        "till: 1.4.0",
        "till: 1.40",
        "20:9",
        "versions.till: 1.4 is a number; expected text",
        hint='put it in quotes: "1.40"',
    ),
    row("a version that moves", LIVE, "till: 1.4.0", "till: latest", "20:9", f"versions.till: 'latest' does not fit; {VERSION}"),
    row(
        "a digest that is cut",
        LIVE,
        "till: 1.4.0",
        "till: sha256:00ff",
        "20:9",
        f"versions.till: 'sha256:00ff' does not fit; {VERSION}",
    ),
    row("a version of nothing", LIVE, "till: 1.4.0", "till:", "20:8", "versions.till: nothing stands here; expected text"),
    row(
        "a version of what has no name",
        LIVE,
        "till: 1.4.0",
        "Till: 1.4.0",
        "20:3",
        "versions.Till: 'Till' does not fit; expected small letters, digits and single hyphens, such as order-mail",
    ),
    row(
        "an image id that is cut",
        LIVE,
        "ami-0123456789abcdef0",
        "ami-0123456789abcdef",
        "18:26",
        "machine_images.debian: 'ami-0123456789abcdef' does not fit; expected the id of an image of EC2, such as ami-0123456789abcdef0",
    ),
    row(
        "a parameter for a host image",
        SHELF,
        "machine_image: debian",
        "machine_image: /aws/service/debian/12",
        "9:18",
        "runtime.machine_image: '/aws/service/debian/12' does not fit; "
        "expected small letters, digits and single hyphens, such as order-mail",
    ),
    row(
        "a word that YAML takes for a switch",
        TILL,
        "need: hard",
        "need: no",
        "10:28",
        "depends_on[0].need: without quotes no is the switch false to YAML",
        hint='write false, or put it in quotes: "no"',
    ),
    row(
        "text for a switch",
        LIVE,
        "deletion_protection: true",
        'deletion_protection: "yes"',
        "14:22",
        "deletion_protection: 'yes' is text; expected true or false",
    ),
    row("nothing", TILL, "description: Takes the money.", "description:", "2:13", "description: nothing stands here; expected text"),
    row("empty text", TILL, "description: Takes the money.", 'description: ""', "2:14", "description: is empty; expected text"),
    row(
        "a list for text",
        TILL,
        "description: Takes the money.",
        "description: [a]",
        "2:14",
        "description: a list stands here; expected text",
    ),
    row(
        "a mapping for a list",
        TILL,
        "depends_on:\n  - {service: shelf, need: hard}",
        "depends_on: {service: shelf, need: hard}",
        "9:13",
        "depends_on: a mapping stands here; expected a list",
    ),
    row(
        "text for a mapping",
        TILL,
        "port: {number: 5050, protocol: grpc}",
        "port: grpc",
        "8:7",
        "port: 'grpc' is text; expected a mapping",
    ),
    row(
        "a name in capitals",
        TILL,
        "image: till",
        "image: Till",
        "7:29",
        "runtime.image: 'Till' does not fit; expected small letters, digits and single hyphens, such as order-mail",
    ),
    row(
        "a name that is too long",
        TILL,
        "image: till",
        f"image: {LONG}",
        "7:29",
        f"runtime.image: '{LONG}' has 25 characters; expected at most 24",
    ),
    row(
        "a name that is not the file's",
        TILL,
        "name: till",
        "name: bill",
        "1:7",
        "name: 'bill' is not the name of the file; expected 'till'",
        hint="rename one of them",
    ),
    row(
        "no such kind",
        TILL,
        "kind: ecs",
        "kind: esc",
        "7:17",
        "runtime.kind: 'esc' is no kind; expected 'ecs', 'ec2', 'lambda' or 'eks'",
        hint="did you mean 'ecs'?",
    ),
    row("no kind", TILL, "kind: ecs, ", "", "7:10", "runtime.kind: is missing; expected 'ecs', 'ec2', 'lambda' or 'eks'"),
    row(
        "a file without its kind",
        "stores/news.yaml",
        "kind: topic\n",
        "",
        "1:1",
        "kind: is missing; expected 'postgres', 'valkey', 'kafka', 'dynamodb', 'bucket', 'queue' or 'topic'",
    ),
    row(
        "a key of another kind",
        SHELF,
        "package: nginx",
        "package: nginx\n  cpu: 256",
        "11:3",
        "runtime.cpu: is no key here",
        hint="known keys: disk_gib, kind, machine_image, package, patch_group, replicas",
    ),
    row("a port that is too small", TILL, "5050", "0", "8:16", "port.number: 0 is too small; expected at least 1"),
    row("a port that is too large", TILL, "5050", "70000", "8:16", "port.number: 70000 is too large; expected at most 65,535"),
    row(
        "a budget of nothing",
        TILL,
        "monthly_usd: 100",
        "monthly_usd: 0",
        "14:23",
        "budget.monthly_usd: 0 is too small; expected more than 0",
    ),
    row(
        "no duration",
        LIVE,
        "length: 2h",
        "length: 2 hours",
        "17:53",
        "patch_window.length: '2 hours' is no duration; expected a number and a unit (ms, s, m, h, d), such as 30s or 14d",
    ),
    row(
        "no time zone",
        LIVE,
        "Europe/Istanbul",
        "Europe/Istambul",
        "17:63",
        "patch_window.zone: 'Europe/Istambul' is no time zone of the IANA database; expected a place, such as Europe/Istanbul",
        hint="did you mean 'Europe/Istanbul'?",
    ),
    row(
        "a time zone whose sign is reversed",
        LIVE,
        "Europe/Istanbul",
        "Etc/GMT+3",
        "17:63",
        "patch_window.zone: 'Etc/GMT+3' is UTC-3: the signs of these names are reversed; expected a place, such as Europe/Istanbul",
    ),
    row(
        "an address range with host bits",
        LIVE,
        "10.1.0.0/16",
        "10.1.0.1/16",
        "5:16",
        "address_range: '10.1.0.1/16' is no address range (bits are set behind the prefix); expected a network, such as 10.20.0.0/16",
    ),
    row(
        "no address range",
        LIVE,
        "10.1.0.0/16",
        "[10, 1]",
        "5:16",
        "address_range: a list of 2 is no address range; expected a network, such as 10.20.0.0/16",
    ),
    row("a tier that is none, as a key", LIVE, '  "3"', '  "5"', "12:3", "sizes.5: '5' is not allowed; expected 1, 2, 3 or 4"),
    row("a key without quotes", LIVE, '  "3"', "  3", "12:3", "sizes: the key 3 is not text", hint='put it in quotes: "3"'),
    row(
        "a variable in small letters",
        TILL,
        "memory: 64",
        "memory: 64, variables: {abc: x}",
        "7:69",
        "runtime.variables.abc: 'abc' does not fit; expected a variable in capitals, such as LOG_LEVEL",
    ),
    row(
        "a list without items",
        "stores/stream.yaml",
        "topics:\n  - {name: sales, partitions: 3, retention: 7d}",
        "topics: []",
        "8:9",
        "topics: has 0 items; expected at least 1",
    ),
    row(
        "a runbook outside docs",
        TILL,
        "docs/runbooks/till.md",
        "/etc/passwd",
        "15:10",
        "runbook: '/etc/passwd' does not fit; expected a Markdown file under docs/",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "text"), ROWS)
def test_a_mistake_says_where_what_and_what_to_do(estate: Estate, file: str, old: str, new: str, text: str) -> None:
    estate.change(file, old, new)
    assert estate.mistakes() == [text]


def test_the_small_estate_is_good(estate: Estate) -> None:
    assert estate.mistakes() == []


ROOTS = {
    "a list": ("- name: store\n", "a list stands here"),
    "text": ("store\n", "'store' is text"),
    "a number": ("5\n", "5 is a number"),
}


@pytest.mark.parametrize(("content", "seen"), ROOTS.values(), ids=ROOTS)
def test_a_file_holds_keys_and_values(estate: Estate, content: str, seen: str) -> None:
    estate.write("teams/spare.yaml", content)
    assert estate.mistakes() == [f"catalog/teams/spare.yaml:1:1  {seen}; expected keys and their values"]


def test_what_the_reader_refuses_makes_no_second_mistake(estate: Estate) -> None:
    estate.change("services/till.yaml", "number: 5050", "number: 0x1F")
    estate.change("services/till.yaml", "tier: 1", "tier: 9")
    assert [mistake.split("  ")[0] for mistake in estate.mistakes()] == [
        "catalog/services/till.yaml:4:7",
        "catalog/services/till.yaml:8:16",
    ]


def test_a_long_value_is_cut_and_its_control_characters_are_escaped(estate: Estate) -> None:
    estate.change("services/till.yaml", "owner: store", f"owner: {'x' * 5000}")
    (mistake,) = estate.mistakes()
    assert len(mistake) < 200
    estate.change("services/till.yaml", f"owner: {'x' * 5000}", 'owner: "a\\nb"')
    (mistake,) = estate.mistakes()
    assert "'a\\nb'" in mistake
