"""A certificate of one's own for the webhook, where no proxy has one that an authority signed."""

import ssl
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.x509 import Certificate as Parsed


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a file of certificates says; of several it is the first that is served."""

    pem: bytes = field(repr=False)
    """The whole file."""

    names: frozenset[str]
    """The hosts it is for."""

    begins: datetime
    ends: datetime

    is_self_signed: bool
    """Whether Telegram trusts it only if it was given it before."""

    def is_for(self, host: str) -> bool:
        """Return whether it shows that it belongs to a host, as its name or its address."""
        _first, _dot, rest = host.lower().partition(".")
        return not self.names.isdisjoint({host.lower(), f"*.{rest}"})


def certificate_in(file: Path) -> Certificate:
    """Read a file.

    Raises:
        ValueError: It cannot be read, or is not of the form that Telegram takes.
    """
    # Few need it, and it takes 10 MB.
    from cryptography import x509  # noqa: PLC0415

    pem = _read(file)
    if b"PRIVATE KEY" in pem:
        raise ValueError(f"{file} holds a private key, and would be sent to Telegram")
    try:
        first, *_others = x509.load_pem_x509_certificates(pem)
    except ValueError:
        raise ValueError(f"{file} is no certificate in PEM format") from None
    return Certificate(
        pem=pem,
        names=frozenset(_names(first)),
        begins=first.not_valid_before_utc,
        ends=first.not_valid_after_utc,
        is_self_signed=first.issuer == first.subject,
    )


def serving_with(certificate: Path, key: Path) -> ssl.SSLContext:
    """Return what is served with a certificate and its key.

    Raises:
        ValueError: They do not belong together, or one cannot be read.
    """
    _read(key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        # With a password, lest it asks for one at the terminal.
        context.load_cert_chain(certificate, key, password="")
    except (ssl.SSLError, ValueError):
        raise ValueError(f"{key} is not the key, without a password, of {certificate}") from None
    return context


def _names(certificate: "Parsed") -> set[str]:
    from cryptography import x509  # noqa: PLC0415

    try:
        others = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        # Older ones name the host here.
        common = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
        return {str(name.value).lower() for name in common}
    names = {name.lower() for name in others.get_values_for_type(x509.DNSName)}
    return names | {str(one) for one in others.get_values_for_type(x509.IPAddress)}


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ValueError(f"{file} cannot be read: {error.strerror}") from None
