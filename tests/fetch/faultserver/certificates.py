"""Certificates that can be trusted, and five kinds that cannot."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
KINDS = ("good", "untrusted", "self-signed", "expired", "wrong-host", "h2")


def name_of_kind(kind: str) -> str:
    """The host that shows a certificate of this kind: "expired.test"."""
    return f"{kind}.test"


@cache
def authority() -> trustme.CA:
    """Whom a client has to trust in these tests, made anew for each run."""
    return trustme.CA()


def trusted(folder: Path) -> Path:
    """A file of the one authority, for SSL_CERT_FILE."""
    file = folder / "authority.pem"
    authority().cert_pem.write_to_path(str(file))
    return file


@cache
def server_context(kind: str) -> ssl.SSLContext:
    """What a server of `name_of_kind(kind)` shows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["h2"] if kind == "h2" else ["http/1.1"])
    name = name_of_kind(kind)
    if kind == "self-signed":
        _load_self_signed(context, name)
    else:
        _issued(kind, name).configure_cert(context)
    return context


def _issued(kind: str, name: str) -> trustme.LeafCert:
    if kind == "untrusted":
        return trustme.CA().issue_cert(name)
    if kind == "expired":
        return authority().issue_cert(name, not_before=LONG_AGO, not_after=LONG_AGO + timedelta(1))
    return authority().issue_cert("somebody-else.test" if kind == "wrong-host" else name)


def _load_self_signed(context: ssl.SSLContext, name: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with trustme.Blob(pem).tempfile() as file:
        context.load_cert_chain(file)
