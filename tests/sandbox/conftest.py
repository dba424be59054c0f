"""One emulator for each worker; what a test makes on it, it deletes again."""

from collections.abc import Iterator

import pytest

from estate.sandbox.clients import Clients, Place
from estate.sandbox.emulator import Emulator, running_emulator
from tests.sandbox.workshop import Workshop


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    with running_emulator(tmp_path_factory.mktemp("emulator") / "emulator.log") as running:
        yield running


@pytest.fixture(scope="session")
def clients(emulator: Emulator) -> Clients:
    return Clients(emulator.endpoint)


@pytest.fixture
def place(clients: Clients) -> Place:
    return Place(account="222233334444", region="eu-west-1", clients=clients)


@pytest.fixture
def workshop(place: Place) -> Iterator[Workshop]:
    workshop = Workshop(place=place)
    yield workshop
    workshop.clear()
