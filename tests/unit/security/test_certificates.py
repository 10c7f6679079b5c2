import datetime as dt
import shutil
import ssl
from pathlib import Path

import pytest
from cryptography import x509

from embedded_hub.errors import ConfigError, NotSupported
from embedded_hub.security.authority import Authority
from embedded_hub.security.certificates import OVERLAP_S, GivenCertificates, HomeCertificates
from embedded_hub.security.names import HubNames
from embedded_hub.storage.private_folder import PrivateFolder
from tests.fakes.clock import ManualClock
from tests.fakes.secrets import MemorySecrets

DAY_S = 86400.0
AT_HOME = HubNames(addresses=("192.168.1.20", "127.0.0.1"), domains=("localhost",))
AWAY = HubNames(addresses=("10.0.0.7", "127.0.0.1"), domains=("localhost",))


class Place:
    """A folder of certificates on a machine that moves."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "tls"
        self.clock = ManualClock()
        self.names = AT_HOME
        self.secrets: MemorySecrets | None = None

    async def started(self) -> HomeCertificates:
        certificates = HomeCertificates(
            PrivateFolder(self.folder),
            clock=self.clock,
            secrets=self.secrets,
            names=lambda: self.names,
        )
        await certificates.start()
        return certificates

    @property
    def leaf(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate((self.folder / "hub.pem").read_bytes())


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


async def test_a_restart_shows_the_same_certificate(place: Place) -> None:
    first = await place.started()
    leaf = place.leaf
    second = await place.started()
    assert second.identity == first.identity
    assert place.leaf == leaf
    assert not await second.refresh()


async def test_files_are_for_their_owner_alone(place: Place) -> None:
    await place.started()
    assert place.folder.stat().st_mode & 0o777 == 0o700
    modes = {one.name: one.stat().st_mode & 0o777 for one in place.folder.iterdir()}
    files = dict.fromkeys(("authority.key", "authority.pem", "hub.pem", "state.json"), 0o600)
    assert modes == {**files, "spare": 0o700}
    assert {one.stat().st_mode & 0o777 for one in (place.folder / "spare").iterdir()} == {0o600}


async def test_a_key_somebody_opened_to_others_is_closed_again(place: Place) -> None:
    await place.started()
    (place.folder / "authority.key").chmod(0o644)
    place.names = AWAY
    await place.started()
    assert (place.folder / "authority.key").stat().st_mode & 0o777 == 0o600


async def test_a_keyring_keeps_the_key_off_the_disk(place: Place) -> None:
    place.secrets = MemorySecrets()
    first = await place.started()
    assert not (place.folder / "authority.key").exists()
    place.names = AWAY
    assert (await place.started()).identity == first.identity


async def test_another_address_has_its_certificate_at_the_next_look(place: Place) -> None:
    certificates = await place.started()
    before = certificates.context
    place.names = AWAY
    assert await certificates.refresh()
    assert certificates.names == AWAY
    assert certificates.context is not before
    names = place.leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "10.0.0.7" in {str(one) for one in names.get_values_for_type(x509.IPAddress)}
    assert not await certificates.refresh()


async def test_a_certificate_is_renewed_after_two_thirds_of_its_life(place: Place) -> None:
    certificates = await place.started()
    place.clock.advance(119 * DAY_S)
    assert not await certificates.refresh()
    place.clock.advance(2 * DAY_S)
    assert await certificates.refresh()


@pytest.mark.parametrize("days", [-400, -20 * 365, 400])
async def test_a_clock_that_was_set_is_followed(place: Place, days: int) -> None:
    certificates = await place.started()
    place.clock.set_utc(place.clock.utc_s() + days * DAY_S)
    await certificates.refresh()
    assert not await certificates.refresh()
    assert place.leaf.not_valid_after_utc > dt.datetime(2025, 1, 2, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", ["hub.pem", "state.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"-----BEGIN CERTIFICATE-----"])
async def test_what_can_be_made_again_is(place: Place, name: str, content: bytes) -> None:
    first = await place.started()
    (place.folder / name).write_bytes(content)
    assert (await place.started()).identity.pin == first.identity.pin


@pytest.mark.parametrize("name", ["authority.key", "authority.pem"])
@pytest.mark.parametrize("content", [None, b"", b"nonsense"])
async def test_another_authority_is_never_made_in_silence(
    place: Place, name: str, content: bytes | None
) -> None:
    await place.started()
    place.names = AWAY
    for path in (place.folder / name, place.folder / "spare" / name):
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
    with pytest.raises(ConfigError):
        await place.started()


async def test_a_lost_key_does_not_stop_a_certificate_that_is_still_good(place: Place) -> None:
    await place.started()
    shutil.rmtree(place.folder / "spare")
    (place.folder / "authority.key").unlink()
    certificates = await place.started()
    place.names = AWAY
    with pytest.raises(ConfigError, match="backup"):
        await certificates.refresh()
    assert certificates.names == AT_HOME
    assert isinstance(certificates.context, ssl.SSLContext)


async def test_the_next_authority_is_announced_for_a_month_and_takes_over(place: Place) -> None:
    certificates = await place.started()
    old = certificates.identity.pin
    following = await certificates.announce_next()
    assert await certificates.announce_next() == following
    assert certificates.identity.next_pin == following
    place.names = AWAY
    await certificates.refresh()
    again = await place.started()
    assert (again.identity.pin, again.identity.next_pin) == (old, following)
    place.clock.advance(OVERLAP_S + 1)
    assert await again.refresh()
    assert (again.identity.pin, again.identity.next_pin) == (following, None)
    assert sorted(one.name for one in place.folder.iterdir()) == [
        "authority.key",
        "authority.pem",
        "hub.pem",
        "spare",
        "state.json",
    ]
    assert (await place.started()).identity.pin == following


async def test_a_change_of_authority_that_was_cut_short_is_finished(place: Place) -> None:
    certificates = await place.started()
    following = await certificates.announce_next()
    place.clock.advance(OVERLAP_S + 1)
    (place.folder / "authority.key").write_bytes((place.folder / "next.key").read_bytes())
    assert (await place.started()).identity.pin == following


async def test_an_authority_that_ends_within_a_year_is_followed_without_being_asked(
    place: Place,
) -> None:
    certificates = await place.started()
    place.clock.advance(8.9 * 365 * DAY_S)
    await certificates.refresh()
    before = certificates.identity
    place.clock.advance(0.2 * 365 * DAY_S)
    await certificates.refresh()
    await certificates.refresh()
    following = certificates.identity.next_pin
    assert (before.next_pin is None, following is None) == (True, False)
    assert not await certificates.refresh()
    place.clock.advance(OVERLAP_S + 1)
    await certificates.refresh()
    assert certificates.identity.pin == following


@pytest.mark.parametrize("name", ["authority.pem", "authority.key", "state.json"])
@pytest.mark.parametrize("content", [None, b"", b"\0" * 200])
async def test_a_damaged_authority_comes_back_as_the_one_phones_trust(
    place: Place, name: str, content: bytes | None
) -> None:
    before = (await place.started()).identity
    if content is None:
        (place.folder / name).unlink()
    else:
        (place.folder / name).write_bytes(content)
    assert (await place.started()).identity == before
    place.names = AWAY
    assert (await place.started()).identity == before


async def test_a_home_of_an_older_program_gets_its_second_copies(place: Place) -> None:
    before = (await place.started()).identity
    shutil.rmtree(place.folder / "spare")
    await place.started()
    (place.folder / "authority.key").unlink()
    assert (await place.started()).identity == before


async def test_another_authority_somebody_put_there_stays(place: Place, tmp_path: Path) -> None:
    await place.started()
    other = Place(tmp_path / "other")
    wanted = (await other.started()).identity
    for name in ("authority.pem", "authority.key", "state.json", "hub.pem"):
        (place.folder / name).write_bytes((other.folder / name).read_bytes())
    assert (await place.started()).identity == wanted


async def test_the_announced_authority_is_kept_twice_too(place: Place) -> None:
    following = await (await place.started()).announce_next()
    (place.folder / "authority.key").unlink()
    (place.folder / "next.key").unlink()
    certificates = await place.started()
    place.clock.advance(OVERLAP_S + 1)
    await certificates.refresh()
    assert certificates.identity.pin == following


def test_before_the_start_there_is_nothing_to_show(place: Place) -> None:
    certificates = HomeCertificates(PrivateFolder(place.folder), clock=place.clock)
    with pytest.raises(ConfigError):
        _ = certificates.context
    with pytest.raises(ConfigError):
        _ = certificates.identity


# --- a certificate of one's own ---------------------------------------------------------------


def write_own(folder: Path, names: HubNames = AT_HOME) -> tuple[Path, Authority]:
    authority = Authority.make(ManualClock().utc_s())
    path = folder / "own.pem"
    path.write_bytes(authority.issue(names, ManualClock().utc_s()).chain_and_key)
    return path, authority


async def test_a_certificate_of_one_s_own_is_shown_and_followed(tmp_path: Path) -> None:
    path, authority = write_own(tmp_path)
    certificates = GivenCertificates(path, names=lambda: AT_HOME)
    await certificates.start()
    assert certificates.identity.pin == authority.pin
    before = certificates.context
    assert not await certificates.refresh()
    _, other = write_own(tmp_path, AWAY)
    assert await certificates.refresh()
    assert certificates.identity.pin == other.pin
    assert certificates.context is not before
    path.write_bytes(b"half a fi")
    with pytest.raises(ConfigError):
        await certificates.refresh()
    assert certificates.identity.pin == other.pin
    with pytest.raises(NotSupported):
        await certificates.announce_next()


@pytest.mark.parametrize("content", [None, b"", b"nonsense"])
async def test_a_certificate_that_cannot_be_used_is_said_at_the_start(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "own.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"own\.pem"):
        await GivenCertificates(path, names=lambda: AT_HOME).start()


async def test_its_key_may_be_another_file(tmp_path: Path) -> None:
    path, _ = write_own(tmp_path)
    chain, _, key = path.read_bytes().partition(b"-----BEGIN PRIVATE KEY-----")
    (tmp_path / "key.pem").write_bytes(b"-----BEGIN PRIVATE KEY-----" + key)
    path.write_bytes(chain)
    certificates = GivenCertificates(path, tmp_path / "key.pem", names=lambda: AT_HOME)
    await certificates.start()
    assert isinstance(certificates.context, ssl.SSLContext)
