"""Time stamps of an authority (RFC 3161) under a head: kept as a line of its signed note, and read as far as to see what they stamp.

Whether the authority's signature fits is for OpenSSL to say (`openssl ts -verify`); here a stamp is what it says of itself.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sulh.model import ProofError
from sulh.signing.heads import Head, when
from sulh.signing.notes import ID_SIZE, Note, Signature, printable

__all__ = ["Stamp", "stamp_titles", "stamped"]

_NAME = "time-stamp/rfc3161"
# Object identifiers, in DER: signed data, what a time stamp says, and the digests that one may be made with.
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_STAMP = bytes.fromhex("2a864886f70d0109100104")
_DIGESTS = {bytes.fromhex(f"6086480165030402{number:02d}"): name for number, name in ((1, "sha256"), (2, "sha384"), (3, "sha512"))}
_INTEGER, _OCTETS, _OID, _TIME, _SEQUENCE, _SET, _FIRST = 0x02, 0x04, 0x06, 0x18, 0x30, 0x31, 0xA0


@dataclass(frozen=True, slots=True)
class Stamp:
    """That an authority says to have seen, at a time, bytes with this digest (`imprint`, made with `algorithm`)."""

    at: dt.datetime
    authority: str
    algorithm: str
    imprint: bytes
    token: bytes

    @classmethod
    def read(cls, data: bytes) -> Stamp:
        """The stamp in the answer of an authority, or in its bare token. Raises ProofError for others, and where it was refused."""
        try:
            return _read(data)
        except (IndexError, ValueError, OverflowError, StopIteration) as problem:
            raise ProofError("this is no time stamp: it is not what RFC 3161 describes") from problem

    @property
    def title(self) -> str:
        """What it says, for messages."""
        said = printable(self.authority) or "an authority that it does not name"
        return f"time-stamped at {when(int(self.at.timestamp()))} by {said}, as it says; `openssl ts -verify` checks it"

    def fits(self, note: Note) -> bool:
        """Whether it stamps the text of the note, or the note as it was with some of its signatures."""
        versions = (note.text.encode(), *(Note(note.text, note.signatures[: end + 1]).write() for end in range(len(note.signatures))))
        return any(hashlib.new(self.algorithm, one).digest() == self.imprint for one in versions)


def stamped(head: Head, data: bytes) -> Head:
    """The head with a time stamp under it. Raises ProofError for bytes that are none, and for a stamp of something else."""
    stamp = Stamp.read(data)
    if not stamp.fits(head.note):
        raise ProofError(f"it stamps something else: neither the three lines of this head nor the head with its signatures ({stamp.title})")
    # One of each authority.
    key_id = hashlib.sha256(f"{_NAME}\n{stamp.authority}".encode()).digest()[:ID_SIZE]
    return Head(head.checkpoint, head.note.signed(Signature(_NAME, key_id, stamp.token)))


def stamp_titles(head: Head) -> Iterator[str]:
    """What each time stamp under a head says, and of which it is not so."""
    for place, one in enumerate(head.note.signatures):
        if one.name != _NAME:
            continue
        try:
            stamp = Stamp.read(one.body)
            if not stamp.fits(Note(head.note.text, head.note.signatures[:place])):
                raise ProofError("it stamps something else")
            yield stamp.title
        except ProofError as problem:
            yield f"a time stamp under it is worth nothing: {problem}"


def _read(data: bytes) -> Stamp:
    outer = list(_parts(_only(data, _SEQUENCE)))
    token = data
    if outer[0][0] == _SEQUENCE:  # an answer: how it was decided, then the token
        status = next(_parts(outer[0][1]))
        if status[0] != _INTEGER or status[1] not in (b"\x00", b"\x01"):
            raise ProofError("the authority refused to make this time stamp")
        token = outer[1][2]
    kind, content = list(_parts(_only(token, _SEQUENCE)))[:2]
    if kind[:2] != (_OID, _SIGNED_DATA) or content[0] != _FIRST:
        raise ValueError("no signed data")
    signed = list(_parts(_only(content[1], _SEQUENCE)))
    if [part[0] for part in signed[:3]] != [_INTEGER, _SET, _SEQUENCE]:
        raise ValueError("no signed data")
    inner, said = list(_parts(signed[2][1]))[:2]
    if inner[:2] != (_OID, _STAMP) or said[0] != _FIRST:
        raise ValueError("something else is signed")
    version, policy, imprint, serial, at = list(_parts(_only(_only(said[1], _OCTETS), _SEQUENCE)))[:5]
    if [part[0] for part in (version, policy, imprint, serial, at)] != [_INTEGER, _OID, _SEQUENCE, _INTEGER, _TIME]:
        raise ValueError("no time stamp")
    how, digest = list(_parts(imprint[1]))[:2]
    name = next(_parts(how[1]))[1]
    if name not in _DIGESTS:
        raise ProofError(f"this time stamp is of another digest than {', '.join(_DIGESTS.values())}")
    certificates = signed[3][1] if len(signed) > 3 and signed[3][0] == _FIRST else b""
    return Stamp(_moment(at[1]), _authority(certificates), _DIGESTS[name], digest[1], token)


def _parts(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """What DER holds one after another: tag, content, and the whole of it."""
    at = 0
    while at < len(data):
        tag, size, start = data[at], data[at + 1], at + 2
        if size >= 0x80:
            many = size & 0x7F
            if not 0 < many <= 4:
                raise ValueError("a length that DER does not have")
            size, start = int.from_bytes(data[start : start + many]), start + many
        if start + size > len(data):
            raise ValueError("cut off")
        yield tag, data[start : start + size], data[at : start + size]
        at = start + size


def _only(data: bytes, tag: int) -> bytes:
    """The content of the one thing that these bytes are."""
    (found,) = _parts(data)
    if found[0] != tag:
        raise ValueError("another thing")
    return found[1]


def _moment(said: bytes) -> dt.datetime:
    text = said.decode("ascii")
    whole, _, part = text.removesuffix("Z").partition(".")
    if not text.endswith("Z") or not (whole + part).isdigit():
        raise ValueError("no time in UTC")
    return dt.datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)


def _authority(certificates: bytes) -> str:
    """The name in the certificate that may stamp times, where the token holds one."""
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    strange = (x509.InvalidVersion, x509.ExtensionNotFound, x509.DuplicateExtension, x509.UnsupportedGeneralNameType)
    for _, _, one in _parts(certificates):
        try:
            certificate = x509.load_der_x509_certificate(one)
            uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
            if ExtendedKeyUsageOID.TIME_STAMPING in uses:
                return certificate.subject.rfc4514_string()
        except (ValueError, TypeError, *strange):
            continue
    return ""
