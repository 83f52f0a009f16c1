"""Load Markdown: front matter as metadata, the rest as text without markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from sulh.documents.extract import Extract
from sulh.documents.front_matter import front_matter, with_fields

__all__ = ["read_markdown", "unescaped"]


_SPACES = re.compile(r"[ \t]+")
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*)$", re.MULTILINE)
_UNDERLINED = re.compile(r"^(?![ \t]*[-*+>|#\d])(\S.{0,200})\n {0,3}(=+|-{2,})[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~).*$", re.MULTILINE)
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+", re.MULTILINE)
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$\n?", re.MULTILINE)
_TABLE_ROW = re.compile(r"^[ \t]*\|(.*?)\|?[ \t]*$", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,100}\])")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\](?:\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)|\[[^\[\]\n]{0,100}\])")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]{1,100}\]:[ \t]*\S.*$", re.MULTILINE)
_AUTOLINK = re.compile(r"<(https?://[^\s<>]{1,2000})>")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>\n]{0,500})?/?>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,200}?)(?<=\S)\1")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,2000})(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]{1,2000})(?<=[^\s_])_(?![\w_])"
)
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`\n]{1,1000})\1(?!`)")
# Any sign of ASCII may be escaped (CommonMark 0.31, 2.4); entities are the characters they stand for (6.2).
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def read_markdown(text: str) -> Extract:
    """Return the text of a Markdown document without markup; a heading or table row is a paragraph.

    Title, publisher and date come from the front matter, else the title from the first heading if it is of the first level.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    fields, body = front_matter(text)
    heading = _HEADING.search(body)
    heading = heading if heading and len(heading.group(1)) == 1 else None
    found = with_fields(_plain(body), "text/markdown", fields)
    if found.title:
        return replace(found, title=unescaped(found.title))
    return found if heading is None else replace(found, title=_inline(_heading(heading)))


def _plain(body: str) -> str:
    body = _SPACES.sub(" ", _without_comments(body))
    body = _QUOTE.sub("", body)
    body = _UNDERLINED.sub(r"\n\1\n", body)
    body = _HEADING.sub(lambda heading: f"\n{_heading(heading)}\n", body)
    for mark in (_RULE, _FENCE, _TABLE_RULE, _DEFINITION):
        body = mark.sub("", body)
    return _inline(_TABLE_ROW.sub(_row, body))


def _row(row: re.Match[str]) -> str:
    return "\n" + " | ".join(cell.strip() for cell in row.group(1).split("|") if cell.strip()) + "\n"


def _heading(heading: re.Match[str]) -> str:
    return heading.group(2).rstrip(" \t#")


def _without_comments(text: str) -> str:
    """Return the text without `<!-- -->`; by search, since a pattern would take quadratic time over unclosed comments."""
    kept: list[str] = []
    at = 0
    while (opened := text.find("<!--", at)) >= 0 and (closed := text.find("-->", opened)) >= 0:
        kept.append(text[at:opened])
        at = closed + 3
    return "".join(kept) + text[at:]


def _inline(text: str) -> str:
    text = _IMAGE.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _TAG.sub("", text)
    text = _CODE.sub(r"\2", text)
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(lambda match: match.group(1) or match.group(2), text)
    return unescaped(text)


def unescaped(text: str) -> str:
    """Return a text with escaped signs and entities as the characters that are meant: "A \\& B &amp; C" is "A & B & C"."""
    return _ESCAPED.sub(lambda found: found[1] or unescape(found[0]), text)
