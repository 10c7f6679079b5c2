"""One hub for the whole battery: what one attack leaves behind, the next would feel."""

from collections.abc import Iterator

import pytest

from tests.integration.hostile.hubs import Hub, running


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with running(tmp_path_factory.mktemp("hub")) as hub:
        yield hub
        assert "Traceback" not in hub.log, hub.log[hub.log.index("Traceback") :][:4000]
        assert hub.owner.rpartition(".")[2] not in hub.log


@pytest.fixture(scope="session")
def family(hub: Hub) -> str:
    return hub.token("family", "--name", "Flatmate")


@pytest.fixture(scope="session")
def guest(hub: Hub) -> str:
    return hub.token("guest", "--name", "Visitor", "--area", "kitchen")


@pytest.fixture(scope="session")
def tester(hub: Hub) -> str:
    return hub.token("tester", "--name", "Checker")


@pytest.fixture(scope="session")
def gateway(hub: Hub) -> str:
    return hub.token("gateway", "--name", "Hostile", "--gateway", "gw_x")
