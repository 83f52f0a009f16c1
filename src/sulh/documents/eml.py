"""Load e-mail messages: the body and a message attached to it, the subject as title, the sender as publisher, the date sent."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime

from sulh.documents.charset import decode
from sulh.documents.extract import Extract, Unreadable, guarded
from sulh.documents.mail_head import sender_in

__all__ = ["read_eml"]

_MAX_PARTS = 1_000
# The parser compares each line of a message with every open boundary.
_MAX_BOUNDARIES = 200
_MAX_HEADER = 2_000


def read_eml(data: bytes) -> Extract:
    """Return the text of a message, plain rather than HTML, without attachments. Raises Unreadable when it has neither."""
    with guarded("is a damaged e-mail message; save its text"):
        if data.count(b"boundary=") > _MAX_BOUNDARIES:
            raise Unreadable("is an e-mail message of too many nested parts; save its text")
        message = message_from_bytes(data)
        subject, sender, sent = _header(message, "Subject"), _header(message, "From"), _header(message, "Date")
        plain, page = _first_parts(message)
        text, from_page = _body(plain, page)
        text = "\n\n".join([text, *_attached(message)]).strip("\n")
    if not text.strip():
        raise Unreadable("is an e-mail message without text; save its attachment as a file of its own")
    return Extract(
        text=text,
        media_type="message/rfc822",
        title=subject or (from_page.title if from_page else None),
        publisher=sender_in(sender or ""),
        published=_day(sent),
        headline=bool(subject),
    )


def _first_parts(message: Message) -> tuple[Message | None, Message | None]:
    """Return the first plain and the first HTML part that is not an attachment."""
    plain: Message | None = None
    page: Message | None = None
    for part in _parts(message):
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind == "text/plain" and plain is None:
            plain = part
        elif kind == "text/html" and page is None:
            page = part
    return plain, page


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts of a message without those of messages attached to it, which are yielded whole."""
    waiting, seen = [message], 0
    while waiting:
        seen += 1
        if seen > _MAX_PARTS:
            raise Unreadable(f"is an e-mail message of more than {_MAX_PARTS:,} parts; save its text")
        part = waiting.pop(0)
        yield part
        inner = part.get_payload()
        if isinstance(inner, list) and (part is message or part.get_content_type() != "message/rfc822"):
            waiting[:0] = [one for one in inner if isinstance(one, Message)]


def _attached(message: Message) -> Iterator[str]:
    """Yield the text of the first message that is passed on as an attachment, under the lines that mail programs write above one."""
    whole = next((part for part in _parts(message) if part is not message and part.get_content_type() == "message/rfc822"), None)
    inner = whole.get_payload() if whole is not None else None
    if not isinstance(inner, list) or not inner or not isinstance(inner[0], Message):
        return
    text, _ = _body(*_first_parts(inner[0]))
    if text.strip():
        head = [f"{name}: {value}" for name in ("From", "Date", "To", "Subject") if (value := _header(inner[0], name))]
        yield "\n".join(["---------- Forwarded message ----------", *head, "", text])


def _body(plain: Message | None, page: Message | None) -> tuple[str, Extract | None]:
    text = _content(plain) if plain is not None else ""
    if text.strip() or page is None:
        return text, None
    from sulh.documents.html import read_html

    read = read_html(_content(page))
    return read.text, read


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return decode(payload, part.get_content_charset()) if isinstance(payload, bytes) else ""


def _header(message: Message, name: str) -> str | None:
    """Return a header as one line, decoded; None when it is missing or cannot be decoded."""
    try:
        value = message.get(name)
        return " ".join(str(make_header(decode_header(str(value)[:_MAX_HEADER]))).split()) or None if value is not None else None
    except Exception:  # noqa: BLE001 - a header that the parser chokes on must not cost the body
        return None


def _day(header: str | None) -> str | None:
    """Return the day sent, in the sender's time zone, as YYYY-MM-DD."""
    try:
        return parsedate_to_datetime(header).date().isoformat() if header else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
