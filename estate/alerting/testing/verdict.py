"""Whether what people are told of a scenario is what was expected."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from estate.alerting.routing import severity_of
from estate.alerting.spec import Alerting, Severity, Subject
from estate.alerting.testing.hearing import WEIGHT, Telling, alert_of, calls, over
from estate.alerting.testing.marks import clock_of
from estate.alerting.testing.model import ALL, Expectation, Scenario
from estate.alerting.testing.vendors import Vendor
from estate.catalog.catalog import Catalog
from estate.decisions.healing import Dispatch, dispatch


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One expectation that is not met."""

    alert: str
    place: int | None
    """Of the expectation in the scenario; None for an alert of which nothing was to be heard."""
    expected: str
    found: str


@dataclass(frozen=True, kw_only=True)
class Judge:
    """Knows whose every alert is, and which the dispatcher heals."""

    owners: Mapping[str, Subject]
    dispatch: Dispatch | None = None

    @classmethod
    def of(cls, alerting: Alerting, catalog: Catalog) -> "Judge":
        """The judge of an environment."""
        owners = {one.name: one.subject for one in (*alerting.slos, *alerting.monitors)}
        return cls(owners=owners, dispatch=dispatch(catalog, catalog.environments[alerting.environment]))

    def differences(self, vendor: Vendor, scenario: Scenario, told: Sequence[Telling]) -> tuple[Difference, ...]:
        """What is not as it should be: first what was expected, then what was not, then what the dispatcher did not hear."""
        people = [one for one in told if one.heard != "heal"]
        return (*self._of_people(vendor, scenario, people), *self._of_dispatcher(vendor, told))

    def _of_dispatcher(self, vendor: Vendor, told: Sequence[Telling]) -> Iterator[Difference]:
        """Whatever people hear as critical of an alert that is healed, it hears with them; and of no other alert."""
        healed = self.dispatch.healings if self.dispatch and vendor in self.dispatch.told_by else {}
        critical = [one for one in told if one.level == "critical"]
        heard = {(one.monitor, one.time) for one in critical if one.heard == "heal"}
        for one in critical:
            if one.heard == "heal" and one.alert not in healed:
                yield Difference(alert=one.alert, place=None, expected="nobody to heal it", found=as_text([one]))
            if one.heard != "heal" and one.alert in healed and (one.monitor, one.time) not in heard:
                yield Difference(alert=one.alert, place=None, expected="heal", found=f"{as_text([one])} alone")

    def _of_people(self, vendor: Vendor, scenario: Scenario, told: Sequence[Telling]) -> tuple[Difference, ...]:
        expected = {alert: (place, one.at_vendor(vendor)) for alert, (place, one) in self._expected(scenario).items()}
        by_alert: dict[str, list[Telling]] = {}
        for one in told:
            by_alert.setdefault(self._said_of(one, expected), []).append(one)
        met = (self._of_expectation(place, one, scenario, by_alert.get(alert, [])) for alert, (place, one) in expected.items())
        others = [alert for alert in by_alert if alert not in expected]
        return (*(one for found in met for one in found), *(_unexpected(alert, by_alert[alert]) for alert in others))

    def _said_of(self, one: Telling, expected: Mapping[str, object]) -> str:
        """The alert, or the part of it of which something is expected: `payment.availability.24h`."""
        parts = [name for name in expected if name.startswith(f"{one.alert}.") and name not in self.owners]
        return alert_of(one.monitor, (*parts, one.alert)) if parts else one.alert

    def _owner(self, alert: str) -> Subject:
        """Whose an alert is, or the alert of which it is a part."""
        return self.owners[alert] if alert in self.owners else self.owners[alert_of(alert, self.owners)]

    def _expected(self, scenario: Scenario) -> Mapping[str, tuple[int, Expectation]]:
        """By alert: what is expected of it, and where that stands."""
        own = {one.alert: (place, one) for place, one in enumerate(scenario.expect)}
        stars = [(place, one) for place, one in enumerate(scenario.expect) if one.alert.startswith(ALL)]
        every = {
            name: (place, one.model_copy(update={"alert": name}))
            for place, one in stars
            for name in self.owners
            if fnmatchcase(name, one.alert) and name not in own
        }
        return {**{name: one for name, one in own.items() if not name.startswith(ALL)}, **every}

    def _of_expectation(self, place: int, wanted: Expectation, scenario: Scenario, told: Sequence[Telling]) -> Iterator[Difference]:
        problem = next(self._problems(wanted, scenario, told), None)
        if problem:
            yield Difference(alert=wanted.alert, place=place, expected=_words(wanted, self._team(wanted)), found=problem)

    def _team(self, wanted: Expectation) -> str:
        return wanted.team or self._owner(wanted.alert).team

    def _problems(self, wanted: Expectation, scenario: Scenario, told: Sequence[Telling]) -> Iterator[str]:
        lost = next((one for one in told if one.heard == "lost"), None)
        if lost:
            yield f"{clock_of(lost.time)} {lost.monitor} tells an address at which nobody listens"
        heard = [one for one in told if one.heard == wanted.told and wanted.level in (None, one.level)]
        louder = next((one for one in told if WEIGHT[one.heard] > WEIGHT[wanted.told]), None)
        if louder:
            yield as_text([louder])
        worse = next((one for one in told if one.heard == wanted.told and wanted.level == "warning" and one.level == "critical"), None)
        if worse:
            yield f"{as_text([worse])} as critical"
        if wanted.told == "quiet":
            return
        if not heard:
            yield f"never{f': only {as_text(told)}' if told else ''}"
            return
        first, team = heard[0], self._team(wanted)
        if first.time < (scenario.strikes or scenario.begin):
            yield f"{as_text(heard)}, before anything happened"
        if wanted.by and first.time > scenario.at(wanted.by):
            yield f"{as_text(heard)}, too late"
        if wanted.not_before and first.time < scenario.at(wanted.not_before):
            yield f"{as_text(heard)}, too early"
        end = over(heard)
        if wanted.over_by and (end is None or end > scenario.at(wanted.over_by)):
            yield f"{as_text(heard)}, not over by {wanted.over_by}"
        if wanted.not_over_before and end is not None and end < scenario.at(wanted.not_over_before):
            yield f"{as_text(heard)}, over before {wanted.not_over_before}"
        if calls(heard) != wanted.times:
            yield f"{calls(heard)} times: {as_text(heard)}"
        yield from self._misled(wanted, team, heard)

    def _misled(self, wanted: Expectation, team: str, heard: Sequence[Telling]) -> Iterator[str]:
        for one in heard:
            if one.team != team:
                yield f"{as_text([one])}, for {one.team or 'nobody'}"
            should = self._severity(wanted, one)
            if should and one.severity and one.severity != should:
                yield f"{as_text([one])} as {one.severity}, expected {should}"

    def _severity(self, wanted: Expectation, one: Telling) -> Severity | None:
        return None if one.heard in ("lost", "notify", "heal") else severity_of(one.heard, self._owner(wanted.alert).tier)


def _words(wanted: Expectation, team: str) -> str:
    if wanted.told == "quiet":
        return "quiet"
    words = [f"{wanted.told} for {team}", *([f"{wanted.times} times"] if wanted.times > 1 else [])]
    words += [f"as {wanted.level}"] if wanted.level else []
    words += [f"by {wanted.by}"] if wanted.by else []
    words += [f"over by {wanted.over_by}"] if wanted.over_by else []
    return " ".join([*words, *([f"not before {wanted.not_before}"] if wanted.not_before else [])])


def _unexpected(alert: str, told: Sequence[Telling]) -> Difference:
    return Difference(alert=alert, place=None, expected="quiet", found=as_text(told))


def as_text(told: Iterable[Telling]) -> str:
    """`12:18 ticket, 12:40 page`, at most four of them."""
    texts = list(dict.fromkeys(f"{clock_of(one.time)} {one.heard}" for one in told))
    return ", ".join([*texts[:4], *(["..."] if len(texts) > 4 else [])])
