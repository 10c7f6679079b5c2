"""The home's own certificate authority, which its phones trust once, and what it signs.

It can vouch for private addresses and names alone, and says so in a critical name constraint: a
stolen key opens nothing on the internet. Its validity does not hang on the clock of the day it was
made, since small machines wake up in 1970.
"""

import datetime as dt
import ipaddress
import secrets

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from embedded_hub.errors import ConfigError
from embedded_hub.security.names import PERMITTED_DOMAINS, PERMITTED_NETWORKS, HubNames
from embedded_hub.security.pins import pin_of, spoken

EPOCH = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
"""No clock that shows an earlier time is right."""
AUTHORITY_YEARS = 10
LEAF_DAYS = 180
"""Apple refuses more than 825."""
RENEW_AFTER_DAYS = 120
BACKDATED = dt.timedelta(days=1)
"""For phones whose clock is slow."""


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate for a hub. Times are seconds UTC."""

    chain_and_key: bytes
    """PEM: the certificate, its authority's and the private key, for one private file."""
    names: HubNames
    pin: str
    """Of the authority that signed it."""
    valid_from: float
    renew_at: float
    valid_until: float


class Authority:
    """A certificate authority with its private key.

    Args:
        certificate: Its own certificate.
        key: Its private key.
    """

    def __init__(self, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> None:
        self._certificate = certificate
        self._key = key

    @classmethod
    def make(cls, now_s: float) -> "Authority":
        """Make a new one."""
        key = ec.generate_private_key(ec.SECP256R1())
        pin = pin_of(_public_bytes(key))
        identity = f"Homewire {spoken(pin)[:4]}"
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, identity)])
        until = max(_moment(now_s), EPOCH) + dt.timedelta(days=365 * AUTHORITY_YEARS)
        subject_id = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        certificate = (
            _builder(name, name, key.public_key(), EPOCH, until)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs_certificates=True), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(_constraints(), critical=True)
            .add_extension(subject_id, critical=False)
            .sign(key, hashes.SHA256())
        )
        return cls(certificate, key)

    @classmethod
    def load(cls, certificate_pem: bytes, key_pem: bytes) -> "Authority":
        """Take one that was kept.

        Raises:
            ConfigError: the two cannot be read or do not belong together.
        """
        try:
            certificate = x509.load_pem_x509_certificate(certificate_pem)
            key = serialization.load_pem_private_key(key_pem, password=None)
        except (ValueError, TypeError) as error:
            raise ConfigError(f"The home's certificate authority is damaged: {error}.") from error
        if not isinstance(key, ec.EllipticCurvePrivateKey) or _public_bytes(key) != _spki(
            certificate
        ):
            raise ConfigError("The home's certificate authority and its key do not match.")
        return cls(certificate, key)

    @property
    def pem(self) -> bytes:
        """Its certificate, as text."""
        return self._certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        """Its private key, as text; not encrypted."""
        return _private_pem(self._key)

    @property
    def pin(self) -> str:
        """What it is known by."""
        return pin_of(_spki(self._certificate))

    @property
    def name(self) -> str:
        """What phones list it as."""
        return str(self._certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)

    @property
    def valid_until(self) -> float:
        """When it ends, seconds UTC."""
        return self._certificate.not_valid_after_utc.timestamp()

    def issue(self, names: HubNames, now_s: float) -> Leaf:
        """Sign a certificate with a new key."""
        key = ec.generate_private_key(ec.SECP256R1())
        now = max(_moment(now_s), EPOCH + BACKDATED)
        begin, until = now - BACKDATED, now + dt.timedelta(days=LEAF_DAYS)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Homewire hub")])
        issuer_key = self._key.public_key()
        authority_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key)
        certificate = (
            _builder(subject, self._certificate.subject, key.public_key(), begin, until)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(_alternatives(names), critical=False)
            .add_extension(authority_id, critical=False)
            .sign(self._key, hashes.SHA256())
        )
        own = certificate.public_bytes(serialization.Encoding.PEM)
        return Leaf(
            chain_and_key=own + self.pem + _private_pem(key),
            names=names,
            pin=self.pin,
            valid_from=begin.timestamp(),
            renew_at=(now + dt.timedelta(days=RENEW_AFTER_DAYS)).timestamp(),
            valid_until=until.timestamp(),
        )


def pin_of_certificate(content: bytes) -> str:
    """Return the pin of a certificate in PEM or DER.

    Raises:
        ConfigError: it is no certificate.
    """
    try:
        is_text = content.lstrip().startswith(b"-----")
        load = x509.load_pem_x509_certificate if is_text else x509.load_der_x509_certificate
        return pin_of(_spki(load(content)))
    except ValueError as error:
        raise ConfigError(f"This is not a certificate: {error}.") from error


def common_name(pem: bytes) -> str:
    """Return what a certificate is listed as; nothing where it has no such name."""
    names = x509.load_pem_x509_certificate(pem).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else ""


def last_of_chain(pem: bytes) -> bytes:
    """Return the last certificate of a PEM file, the one nearest to a root.

    Raises:
        ConfigError: there is none.
    """
    try:
        chain = x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise ConfigError(f"There is no certificate in the file: {error}.") from error
    return chain[-1].public_bytes(serialization.Encoding.PEM)


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    begin: dt.datetime,
    until: dt.datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(secrets.randbits(126) | 1 << 126)
        .not_valid_before(begin)
        .not_valid_after(until)
    )


def _constraints() -> x509.NameConstraints:
    domains = [x509.DNSName(domain) for domain in PERMITTED_DOMAINS]
    networks = [x509.IPAddress(network) for network in PERMITTED_NETWORKS]
    return x509.NameConstraints(permitted_subtrees=[*domains, *networks], excluded_subtrees=None)


def _alternatives(names: HubNames) -> x509.SubjectAlternativeName:
    addresses = [x509.IPAddress(ipaddress.ip_address(text)) for text in names.addresses]
    return x509.SubjectAlternativeName(
        [*addresses, *(x509.DNSName(domain) for domain in names.domains)]
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _moment(at: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(int(at), dt.UTC)


def _spki(certificate: x509.Certificate) -> bytes:
    return certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _public_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _private_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
