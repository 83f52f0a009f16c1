"""Tell the verbs that state nothing of their own: those that only report, copulas, journeys, expectations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sulh.reading.english.clause_features import ParsedSentence
from sulh.reading.lexicon import word_set
from sulh.reading.parsing import ParsedToken

__all__ = ["is_borne", "is_expected", "is_fragment", "is_journey", "is_open", "predicate_verb", "reported_by"]

_BE = word_set("plain_verb")
_EXPECTED = word_set("expected_participle")
_JOURNEY = word_set("journey_told")
_WALKED_OUT_OF = word_set("walked_out_of")
_SPEECH = frozenset("saw")
_WHETHER = frozenset(("whether",))
_PREDICATE = ("acomp", "attr", "oprd")
# From a verb up to the one that it shares a clause with; of what is only joined to it, the verb of saying may state more.
_SAME_CLAUSE = ("xcomp", *_PREDICATE)
_HIGH = 20


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
    return any(other.i != word.i and word.i in reported_by(sentence, other) for other in stating)


def reported_by(sentence: ParsedSentence, word: ParsedToken) -> Iterator[int]:
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


def is_borne(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether others take a position towards the subject of a verb: of those who are "supported by troops" it states nothing."""
    below = sentence.below.get(word.i, ())
    return sentence.triggers.get(word.i, ("", ""))[0] == "c" and any(t.dep == "auxpass" for t in below)


def is_expected(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether somebody only expects what a verb says: "is expected to be signed", "are likely to demand"."""
    predicates = [t for t in sentence.below.get(word.i, ()) if t.dep in _PREDICATE] if word.lower in _BE else []
    above = [sentence.passage.tokens[word.head]] if word.dep == "xcomp" else []
    for node in (word, *predicates, *above):
        below = sentence.below.get(node.i, ())
        labels = {t.dep for t in below}
        be = "auxpass" in labels or predicate_verb(sentence, node) is not node
        impersonal = any(t.lower == "it" for t in below if t.dep.startswith("nsubj"))
        if node.lower in _EXPECTED and be and "xcomp" in labels and "agent" not in labels and not impersonal:
            return True
    return False


def is_open(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a verb stands in a question that somebody has yet to answer: "will say whether it agrees"."""
    return any(t.dep == "mark" and t.lower in _WHETHER for t in sentence.below.get(predicate_verb(sentence, word).i, ()))


def is_journey(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a verb says that somebody sets out or arrives; who leaves a meeting decides to."""
    if word.lower not in _JOURNEY:
        return False
    objects = [t for t in sentence.below.get(word.i, ()) if t.dep == "dobj"]
    return not any(t.lower in _WALKED_OUT_OF or not t.tag.startswith("NNP") for t in objects)
