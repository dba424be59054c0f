"""What New Relic refuses of a NRQL condition."""

from collections.abc import Iterator, Mapping, Sequence

from estate.alerting.newrelic.bounds import Inputs, number, one_of, required, short, together, within
from estate.alerting.newrelic.parse import NESTED, QUOTES, SUBQUERY, refused_clauses
from estate.alerting.newrelic.resources import HOURS, WINDOW

# Characters (docs: alerting rules and limits; title templates).
NAME = 128
TITLE = 256
DESCRIPTION = 4000
# Seconds (the provider's documents and validations).
WINDOWS = (30, 21_600)
SLIDE = 30
DURATIONS: Mapping[str, tuple[int, int]] = {"static": (60, 86_400), "baseline": (120, 86_400)}
DELAYS: Mapping[str, tuple[int, int]] = {"event_flow": (0, 1200), "cadence": (0, 3600)}
TIMERS = (0, 1200)
EVALUATION_DELAYS = (0, 7200)
EXPIRATIONS = (30, 172_800)
TIME_LIMITS = (300, 2_592_000)
DEVIATIONS = (1, 1000)

TYPES = ("static", "baseline", "outlier")
METHODS = ("event_flow", "event_timer", "cadence")
FILLS = ("none", "last_value", "static")
OPERATORS = ("above", "above_or_equals", "below", "below_or_equals", "equals", "not_equals")
OCCURRENCES = ("all", "at_least_once")
PRIORITIES = ("critical", "warning")
DIRECTIONS = ("lower_only", "upper_and_lower", "upper_only")
UNSUPPORTED = ("histogram(", "bytecountestimate(", "cardinality(")
"""Functions that alerting does not take (docs: create NRQL alert conditions)."""


def condition(given: Inputs) -> Iterator[str]:
    """The mistakes of a condition by itself."""
    yield from required(given, "policyId", "nrql")
    yield from short(given, "name", NAME, least=1)
    yield from short(given, "titleTemplate", TITLE)
    yield from short(given, "description", DESCRIPTION)
    yield from one_of(given, "type", TYPES)
    yield from _query(given)
    yield from _windows(given)
    yield from _aggregation(given)
    yield from _gaps(given)
    yield from _loss(given)
    yield from _limit(given)
    yield from _terms(given)


def slide_minimum(window: float) -> float:
    """The shortest slide of a window, in seconds."""
    return SLIDE if window <= 3600 else window / 120 if window <= 7200 else window / 24


def _query(given: Inputs) -> Iterator[str]:
    nrql = given.get("nrql") or {}
    query = QUOTES.sub("''", str(nrql.get("query") or ""))
    yield from (f"nrql.{text}" for text in required(nrql, "query"))
    yield from (f"nrql.query has {clause}; a condition may not" for clause in refused_clauses(query))
    yield from (f"nrql.query has {one}), which alerting does not take" for one in UNSUPPORTED if one in query.lower())
    if SUBQUERY.search(NESTED.sub("FROM inner", query)):
        yield "nrql.query has a subquery; a condition may not"
    if NESTED.search(query) and given.get("expirationDuration") is not None:
        yield "expirationDuration is set with a nested query; the loss of its signal is not detected"


def _windows(given: Inputs) -> Iterator[str]:
    yield from within(given, "aggregationWindow", *WINDOWS)
    window, slide = number(given, "aggregationWindow") or WINDOW, number(given, "slideBy")
    if slide is None:
        return
    if slide >= window or window % slide:
        yield f"slideBy is {slide:g} s; expected less than the window of {window:g} s, and a divisor of it"
    elif slide < slide_minimum(window):
        yield f"slideBy is {slide:g} s; expected at least {slide_minimum(window):g} s for a window of {window:g} s"


def _aggregation(given: Inputs) -> Iterator[str]:
    yield from one_of(given, "aggregationMethod", METHODS, fold=True)
    yield from within(given, "evaluationDelay", *EVALUATION_DELAYS)
    method = str(given.get("aggregationMethod") or "event_flow").lower()
    for key, fits in (("aggregationDelay", method in DELAYS), ("aggregationTimer", method == "event_timer")):
        if given.get(key) is None:
            continue
        if given.get("aggregationMethod") is None:
            yield f"{key} is set without aggregationMethod; expected both"
        elif method in METHODS and not fits:
            yield f"{key} is set with {method}; expected {'aggregationTimer' if method == 'event_timer' else 'aggregationDelay'}"
        if number(given, key) is None and not str(given[key]).startswith("${"):
            yield f"{key} is {given[key]!r}; expected a text of digits: seconds"
    yield from within(given, "aggregationDelay", *DELAYS.get(method, DELAYS["cadence"]))
    yield from within(given, "aggregationTimer", *TIMERS)
    nrql = given.get("nrql") or {}
    yield from (f"nrql: {text}" for text in together(nrql, ("evaluationOffset", "sinceValue")))
    if nrql.get("evaluationOffset") is not None and any(given.get(f"aggregation{one}") is not None for one in ("Method", "Delay", "Timer")):
        yield "nrql.evaluationOffset is set beside aggregationMethod, aggregationDelay or aggregationTimer; expected one way"


def _gaps(given: Inputs) -> Iterator[str]:
    yield from one_of(given, "fillOption", FILLS, fold=True)
    fill = str(given.get("fillOption") or "none").lower()
    if given.get("fillValue") is not None and fill != "static":
        yield f"fillValue is {given['fillValue']} with fillOption {fill}; expected fillOption static"


def _loss(given: Inputs) -> Iterator[str]:
    yield from within(given, "expirationDuration", *EXPIRATIONS)
    for key in ("closeViolationsOnExpiration", "openViolationOnExpiration", "ignoreOnExpectedTermination"):
        if given.get(key) and given.get("expirationDuration") is None:
            yield f"{key} is set without expirationDuration; expected both"


def _limit(given: Inputs) -> Iterator[str]:
    yield from within(given, "violationTimeLimitSeconds", *TIME_LIMITS)
    yield from one_of(given, "violationTimeLimit", HOURS, fold=True)
    yield from together(given, ("violationTimeLimit", "violationTimeLimitSeconds"))


def _terms(given: Inputs) -> Iterator[str]:
    blocks = [(priority, given[priority]) for priority in PRIORITIES if given.get(priority)]
    listed: Sequence[Inputs] = given.get("terms") or ()
    if blocks and listed:
        yield "terms is set beside critical or warning; expected critical and warning"
    if not blocks and not listed and not given.get("openViolationOnExpiration"):
        yield "no critical and no warning term is set; expected one, or the loss of the signal to be watched"
    for one in listed:
        yield from one_of(one, "priority", PRIORITIES)
    chosen = [str(one.get("priority") or "critical") for one in listed]
    yield from (f"terms holds {chosen.count(one)} {one} terms; expected one" for one in PRIORITIES if chosen.count(one) > 1)
    for priority, term in (*blocks, *zip(chosen, listed, strict=True)):
        yield from (f"{priority}: {text}" for text in _term(term, given))


def _term(term: Inputs, given: Inputs) -> Iterator[str]:
    kind = str(given.get("type") or "static")
    yield from required(term, "threshold", "thresholdOccurrences")
    if term.get("operator") is None:
        yield "operator is missing, which the provider reads as equals; expected it to be set"
    yield from one_of(term, "operator", OPERATORS, fold=True)
    yield from one_of(term, "thresholdOccurrences", OCCURRENCES, fold=True)
    yield from _duration(term, given, kind)
    if kind == "baseline":
        yield from within(term, "threshold", *DEVIATIONS, unit=" deviations")
        if str(term.get("operator") or "above").lower() != "above":
            yield f"operator is {term['operator']!r}; a baseline condition takes above alone"
        yield from one_of(given, "baselineDirection", DIRECTIONS, fold=True)
    if term.get("prediction") and kind != "static":
        yield f"prediction is set on a {kind} condition; expected a static one"


def _duration(term: Inputs, given: Inputs, kind: str) -> Iterator[str]:
    duration = number(term, "thresholdDuration")
    if duration is None:
        yield from required(term, "thresholdDuration") if term.get("duration") is None else ()
        return
    least, most = DURATIONS.get(kind, DURATIONS["static"])
    yield from within(term, "thresholdDuration", least, most)
    key = "slideBy" if given.get("slideBy") else "aggregationWindow"
    step = number(given, key) or WINDOW
    if step and duration % step:
        yield f"thresholdDuration is {duration:g} s; expected a multiple of {key}, {step:g} s"
