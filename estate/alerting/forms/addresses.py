"""Where people are sent: runbooks, mailboxes."""

from collections.abc import Mapping
from dataclasses import dataclass

from estate.alerting.spec import Subject
from estate.catalog.catalog import Catalog


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """What a message needs beside its spec."""

    repository: str
    """Where files of the repository are read, without a slash at its end."""
    emails: Mapping[str, str]
    """By team."""
    tickets: str
    """What opens a ticket when an alert is posted to it."""

    def runbook(self, subject: Subject) -> str:
        """The address of a subject's runbook; without one, of the folder of all."""
        return f"{self.repository}/{subject.runbook or 'docs/runbooks'}"


def addresses(catalog: Catalog) -> Addresses:
    """The addresses of an organisation."""
    repository = catalog.organisation.repository
    return Addresses(
        repository=f"https://github.com/{repository.owner}/{repository.name}/blob/{repository.branch}",
        emails={name: team.email for name, team in catalog.teams.items()},
        tickets=f"https://tickets.{catalog.organisation.domain}/alerts",
    )
