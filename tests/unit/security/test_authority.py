import datetime as dt
import ipaddress
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from embedded_hub.errors import ConfigError
from embedded_hub.security.authority import (
    EPOCH,
    Authority,
    common_name,
    last_of_chain,
    pin_of_certificate,
)
from embedded_hub.security.contexts import pinned_context, server_context
from embedded_hub.security.names import PERMITTED_DOMAINS, PERMITTED_NETWORKS, HubNames

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
NAMES = HubNames(
    addresses=("192.168.1.20", "fd00::5", "127.0.0.1"), domains=("localhost", "hub.local")
)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.make(NOW.timestamp())


def shake_hands(authority: Authority, chain: bytes, folder: Path) -> None:
    """Let OpenSSL judge a certificate, with nothing but memory between the two ends."""
    (folder / "hub.pem").write_bytes(chain)
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = server_context(folder / "hub.pem").wrap_bio(to_server, to_client, server_side=True)
    trusting = pinned_context(authority.pem.decode())
    client = trusting.wrap_bio(to_client, to_server, server_hostname="hub.local")
    for end in (client, server, client, server):
        try:
            end.do_handshake()
        except ssl.SSLWantReadError:
            continue
    assert client.version() == "TLSv1.3"


def test_the_authority_vouches_for_private_places_only(authority: Authority) -> None:
    certificate = x509.load_pem_x509_certificate(authority.pem)
    found = {one.oid: one for one in certificate.extensions}
    limits = certificate.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    assert limits.value.excluded_subtrees is None
    permitted = limits.value.permitted_subtrees or []
    assert {one.value for one in permitted} == {*PERMITTED_NETWORKS, *PERMITTED_DOMAINS}
    basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, 0)
    purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(purposes) == [ExtendedKeyUsageOID.SERVER_AUTH]
    usage = found[x509.KeyUsage.oid].value
    assert isinstance(usage, x509.KeyUsage)
    assert usage.key_cert_sign
    assert not usage.digital_signature
    assert isinstance(certificate.public_key(), ec.EllipticCurvePublicKey)


def test_the_authority_is_listed_by_a_name_made_from_its_key(authority: Authority) -> None:
    other = Authority.make(NOW.timestamp())
    assert authority.name.startswith("Homewire ")
    assert len(authority.name) == len("Homewire 1f3a")
    assert common_name(authority.pem) == authority.name
    assert authority.pin != other.pin
    assert authority.pin == pin_of_certificate(authority.pem)
    assert authority.pin == pin_of_certificate(ssl.PEM_cert_to_DER_cert(authority.pem.decode()))


def test_a_leaf_is_for_every_address_and_half_a_year(authority: Authority) -> None:
    leaf = authority.issue(NAMES, NOW.timestamp())
    certificate = x509.load_pem_x509_certificate(leaf.chain_and_key)
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(one) for one in names.get_values_for_type(x509.IPAddress)] == list(NAMES.addresses)
    assert names.get_values_for_type(x509.DNSName) == list(NAMES.domains)
    assert certificate.not_valid_before_utc == NOW - dt.timedelta(days=1)
    assert certificate.not_valid_after_utc == NOW + dt.timedelta(days=180)
    assert leaf.renew_at == (NOW + dt.timedelta(days=120)).timestamp()
    assert leaf.pin == authority.pin
    assert last_of_chain(leaf.chain_and_key) == authority.pem
    again = authority.issue(NAMES, NOW.timestamp())
    assert x509.load_pem_x509_certificate(again.chain_and_key).serial_number != (
        certificate.serial_number
    )


def test_openssl_accepts_a_leaf_within_the_limits(authority: Authority, tmp_path: Path) -> None:
    shake_hands(authority, authority.issue(NAMES, now()).chain_and_key, tmp_path)


@pytest.mark.parametrize(
    "names",
    [
        HubNames(domains=("bank.example",)),
        HubNames(domains=("hub.local", "evil.com")),
        HubNames(domains=("notlocal",)),
        HubNames(addresses=("8.8.8.8",)),
        HubNames(addresses=("192.168.1.20", "203.0.113.9")),
        HubNames(addresses=("2001:db8::1",)),
        HubNames(addresses=("172.32.0.1",)),
    ],
)
def test_openssl_refuses_a_leaf_outside_even_with_the_authority_s_own_key(
    authority: Authority, tmp_path: Path, names: HubNames
) -> None:
    leaf = authority.issue(names, now())
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        shake_hands(authority, leaf.chain_and_key, tmp_path)


def test_openssl_refuses_another_authority_s_leaf(authority: Authority, tmp_path: Path) -> None:
    other = Authority.make(now())
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(authority, other.issue(NAMES, now()).chain_and_key, tmp_path)


@pytest.mark.parametrize("made_at", [0.0, NOW.timestamp(), NOW.timestamp() + 40 * 365 * 86400.0])
def test_an_authority_is_good_whatever_the_clock_said_when_it_was_made(made_at: float) -> None:
    certificate = x509.load_pem_x509_certificate(Authority.make(made_at).pem)
    assert certificate.not_valid_before_utc == EPOCH
    assert certificate.not_valid_after_utc >= EPOCH + dt.timedelta(days=3650)


def test_a_leaf_of_a_machine_that_woke_up_in_1970_is_within_its_authority(
    authority: Authority,
) -> None:
    leaf = x509.load_pem_x509_certificate(authority.issue(NAMES, 3.0).chain_and_key)
    assert leaf.not_valid_before_utc >= EPOCH


def test_an_authority_is_loaded_as_it_was_kept(authority: Authority) -> None:
    again = Authority.load(authority.pem, authority.key_pem)
    assert (again.pin, again.name) == (authority.pin, authority.name)


@pytest.mark.parametrize("damage", ["another key", "no key", "no certificate", "RSA"])
def test_what_does_not_belong_together_is_refused(authority: Authority, damage: str) -> None:
    certificate, key = authority.pem, authority.key_pem
    if damage == "another key":
        key = Authority.make(NOW.timestamp()).key_pem
    elif damage == "no key":
        key = b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
    elif damage == "no certificate":
        certificate = b""
    else:
        key = key.replace(b"M", b"N", 1)
    with pytest.raises(ConfigError):
        Authority.load(certificate, key)


@pytest.mark.parametrize("content", [b"", b"nothing", b"-----BEGIN CERTIFICATE-----\n"])
def test_what_is_no_certificate_has_no_pin(content: bytes) -> None:
    with pytest.raises(ConfigError):
        pin_of_certificate(content)
    with pytest.raises(ConfigError):
        last_of_chain(content)


def test_the_limits_are_the_addresses_nobody_on_the_internet_has() -> None:
    for network in PERMITTED_NETWORKS:
        assert not ipaddress.ip_network(network).is_global


def now() -> float:
    return dt.datetime.now(dt.UTC).timestamp()
