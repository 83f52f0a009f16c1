"""Determine the kind of a document from its title, its opening and the way it attributes its claims."""

from __future__ import annotations

import re

from sulh.model import DocumentKind
from sulh.reading.english.context import Context

__all__ = ["document_kind"]

_JOINT = re.compile(
    r"\b(?:joint|trilateral|tripartite|quadrilateral|quadripartite|common)\s+(?:\w+\s+)?(?:statement|declaration|communiqu[eé]|readout)\b",
    re.IGNORECASE,
)
# Words of a report about a joint statement: issued, released, read out, in the statement.
_ABOUT = re.compile(
    r"\b(?:issu\w+|releas\w+|adopt\w+|publish\w+|said|says|read\w*|sign\w+|according to|in|possible|expected|after)"
    r"\s+(?:in\s+)?(?:a|an|the|their|this)\s+"
    r"(?:joint|trilateral|tripartite|common)\s",
    re.IGNORECASE,
)
_REPRINT = re.compile(r"\b(?:put out|published|full text|text of|gives? it|reads as follows|below is|following is)\b", re.IGNORECASE)
_AGREEMENT = re.compile(
    r"^\W*(?:\w+\s+){0,6}?(?:agreement|accords?|protocol|memorandum(?:\s+of\s+understanding)?|treaty|pact|declaration\s+of\s+principles|declaration\s+of\s+commitment)\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(
    r"\b(?:the\s+(?:two\s+|undersigned\s+)?(?:parties|sides|guarantors|signatories)\s+(?:shall|agree|commit|undertake|will)|article\s+\d+|shall\s+be)\b",
    re.IGNORECASE,
)
# Rules that several actors adopted together, recognised by the name of the text and by who adopted it.
_RULES = re.compile(
    r"^\W*(?:[\w-]+\s+){0,4}?(?:regulations?|rules\s+of\s+procedure|terms\s+of\s+reference|statutes?|charter|code\s+of\s+conduct|road\s?map|modalities)\b",
    re.IGNORECASE,
)
_ADOPTED = re.compile(r"^\W*(?:adopted|agreed|signed|concluded|done|approved|initialled)\s+(?:by|at|in|on|between)\b", re.IGNORECASE)
_STATEMENT = re.compile(
    r"\b(?:readout|(?:press\s+)?statement|communiqu[eé]|remarks|press\s+release|declaration|message|note\s+to\s+correspondents)\s+"
    r"(?:by|from|of|on|at|as|regarding|following|attributable|delivered|for|welcoming)\b"
    r"|\bfollowing\s+(?:can\s+be|is|statement|may\s+be)\s+attribut|:\s*statement\b|^\W*(?:readout|press\s+release|media\s+note|fact\s+sheet)\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\b(?:report\s+of\s+the|report\s+to\s+the|(?:monthly|weekly|daily|quarterly|final|progress|situation|spot|annual)\s+(?:report|bulletin|figures|summary)"
    r"|sitrep|briefing\s+(?:paper|note)|factsheet|chronology|timeline)\b|^\W*(?:background(?:er)?|bulletin)\b\s*[:–—-]",
    re.IGNORECASE,
)
_INTERVIEW = re.compile(r"^(?:Q|A|Question|Answer|Interviewer)\s*[:.]\s", re.MULTILINE)
_ATTRIBUTION = re.compile(
    r"\b(?:said|says|told|reported|reports|according\s+to|news\s+agency|correspondent|sources?\s+said|announced|told\s+reporters|so\s+Borrell)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile('[\u201c\u201e"][^\u201d\u201c"]{1,800}[\u201d\u201c"]')
# "US" in capitals is a state
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s|WE|OUR)\b|\bI\b(?![.\w])")
_OPERATIVE = re.compile(
    r"^\W*(?:\(?(?:\d{1,2}|[a-z])[.)]\s*)?(?:also\s+|further\s+|strongly\s+)?(?:reaffirm|reiterat|express|voic|emphasi|stress|underlin|underscor|welcom|condemn|reject|"
    r"not|agre|decid|call|urg|point|stat|highlight|recall|review|exchang|discuss|examin|took|affirm|commend|spoke|went|prais|thank|acknowledg)\w*\b",
    re.IGNORECASE,
)


def document_kind(context: Context) -> DocumentKind:
    """Return the kind of a document: one-sided statements of governments and bodies are communiques; reports about others are news."""
    passages = [p for p in context.passages if any(c.isalpha() for c in p.text)]
    head = "\n".join(p.text for p in passages[:3])
    title = context.document.title or (passages[0].text if passages else "")
    opening = f"{title}\n{passages[0].text if passages else ''}"
    body = _QUOTED.sub(" ", context.text)
    if len(_INTERVIEW.findall(context.text)) >= 3 or sum(turn.asks for turn in context.turns) > 1:
        return DocumentKind.INTERVIEW
    if _AGREEMENT.search(title) and len(_CLAUSES.findall(body)) >= 3 and not _ATTRIBUTION.search(body):
        return DocumentKind.AGREEMENT
    if (_AGREEMENT.search(title) or _RULES.search(title)) and any(_ADOPTED.match(p.text) for p in passages[:4]):
        return DocumentKind.AGREEMENT
    reported = context.document.dateline_place is not None and context.document.publisher is not None and not _REPRINT.search(head)
    if (_is_joint(opening, head) and not reported) or sum(_OPERATIVE.match(p.text) is not None for p in passages) >= 4:
        return DocumentKind.JOINT_STATEMENT
    if _REPORT.search(title):
        return DocumentKind.REPORT
    attributed = len(_ATTRIBUTION.findall(body))
    if _STATEMENT.search(opening) and attributed < 3:
        return DocumentKind.COMMUNIQUE
    if context.document.dateline_place is not None and not _FIRST_PERSON.search(body):
        return DocumentKind.NEWS
    if not attributed or (attributed < 2 and _FIRST_PERSON.search(body)):
        return DocumentKind.COMMUNIQUE
    return DocumentKind.NEWS


def _is_joint(opening: str, head: str) -> bool:
    return (_JOINT.search(opening) is not None and not _ABOUT.search(opening)) or (
        _JOINT.search(head) is not None and _REPRINT.search(head) is not None
    )
