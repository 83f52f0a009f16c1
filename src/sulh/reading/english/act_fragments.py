"""Tell the verbs that state nothing of their own: those that only report, copulas, journeys, expectations, and what is denied by "no"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sulh.model import ActKind
from sulh.reading.english.clause_features import ParsedSentence
from sulh.reading.lexicon import word_set
from sulh.reading.parsing import ParsedToken

__all__ = ["denies_object", "is_expected", "is_fragment", "is_journey", "predicate_verb", "settled_kind"]

_BE = word_set("plain_verb")
_NOTHING = word_set("nothing_word")
_EXPECTED = word_set("expected_participle")
_JOURNEY = word_set("journey_verb")
_WALKED_OUT_OF = word_set("walked_out_of")
_SPEECH = frozenset("saw")
_HAVE = frozenset(("have", "has", "had"))
_ACCEPTING = word_set("accepting_verb")
_PREDICATE = ("acomp", "attr", "oprd")
# From a verb up to the one that it shares a clause with; of what is only joined to it, the verb of saying may state more.
_SAME_CLAUSE = ("xcomp", *_PREDICATE)
_HIGH = 20
# What no object makes an outcome that there is none of.
_OUTCOMES = frozenset((ActKind.AGREE, ActKind.DECIDE, ActKind.OFFER))


def predicate_verb(sentence: ParsedSentence, word: ParsedToken) -> ParsedToken:
    """Return the verb of a predicate, whose clause states it ("is" of "is ready"); of any other word itself."""
    head = sentence.passage.tokens[word.head]
    return head if word.dep in _PREDICATE and head.lower in _BE else word


def is_fragment(sentence: ParsedSentence, word: ParsedToken, stating: Sequence[ParsedToken]) -> bool:
    """Return whether a verb only leads to what others of the sentence state: "he told reporters", "are" of "are ready to"."""
    if any(other.i != word.i and predicate_verb(sentence, other).i == word.i for other in stating):
        return True
    if sentence.triggers.get(word.i, ("", ""))[0] not in _SPEECH:
        return False
    return any(other.i != word.i and word.i in _reported_by(sentence, other) for other in stating)


def _reported_by(sentence: ParsedSentence, word: ParsedToken) -> Iterator[int]:
    """Yield the verbs whose content a verb states, and those that stand beside it in parentheses."""
    tokens, node = sentence.passage.tokens, word
    if word.tag == "MD" and word.dep == "aux":
        node = tokens[word.head]
    for _ in range(_HIGH):
        yield from (t.i for t in sentence.below.get(node.i, ()) if t.dep == "parataxis")
        if node.dep == "ccomp" and not _set_apart(sentence, node):
            yield node.head
        if node.dep not in (*_SAME_CLAUSE, "ccomp") or node.head == node.i:
            return
        node = tokens[node.head]


def _set_apart(sentence: ParsedSentence, node: ParsedToken) -> bool:
    """Return whether a semicolon parts a clause from the verb that it is taken for the content of: it is a sentence of its own."""
    low, high = sorted((node.i, node.head))
    return any(t.text == ";" for t in sentence.passage.tokens[low:high])


def denies_object(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a verb has "no" before its object, or nothing for it: "offered no details", "accepted none of the demands"."""
    if word.lower in _HAVE:
        return False
    objects = [t for t in sentence.below.get(word.i, ()) if t.dep in ("dobj", "nsubjpass")]
    return any(t.lower in _NOTHING or any(d.lower == "no" for d in sentence.below.get(t.i, ()) if d.dep == "det") for t in objects)


def is_expected(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether somebody only expects what a verb says: "is expected to be signed", "are likely to demand"."""
    for node in (word, sentence.passage.tokens[word.head]) if word.dep == "xcomp" else (word,):
        below = sentence.below.get(node.i, ())
        labels = {t.dep for t in below}
        be = "auxpass" in labels or predicate_verb(sentence, node) is not node
        impersonal = any(t.lower == "it" for t in below if t.dep.startswith("nsubj"))
        if node.lower in _EXPECTED and be and "xcomp" in labels and "agent" not in labels and not impersonal:
            return True
    return False


def is_journey(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a verb says that somebody sets out or arrives; who leaves a meeting decides to."""
    if word.lower not in _JOURNEY:
        return False
    objects = [t for t in sentence.below.get(word.i, ()) if t.dep == "dobj"]
    return not any(t.lower in _WALKED_OUT_OF or not t.tag.startswith("NNP") for t in objects)


def settled_kind(sentence: ParsedSentence, word: ParsedToken, act: ActKind) -> ActKind:
    """Return the kind of act that a verb states: an outcome that there was none of is noted, what nothing was accepted of rejected."""
    if act not in _OUTCOMES or not denies_object(sentence, word):
        return act
    return ActKind.REJECT if word.lower in _ACCEPTING else ActKind.NOTE
