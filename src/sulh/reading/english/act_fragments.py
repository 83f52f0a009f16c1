"""Tell the verbs that state nothing of their own: those that only report, copulas, journeys, expectations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sulh.reading.english.clause_features import ParsedSentence
from sulh.reading.lexicon import word_set
from sulh.reading.parsing import ParsedToken

__all__ = ["is_aside", "is_borne", "is_event", "is_expected", "is_fragment", "is_journey", "is_open", "predicate_verb", "reported_by"]

_BE = word_set("plain_verb")
_EXPECTED = word_set("expected_participle")
_JOURNEY = word_set("journey_told")
_WALKED_OUT_OF = word_set("walked_out_of")
_SPEECH = frozenset("saw")
_WHETHER = frozenset(("whether",))
_PERFORMED = word_set("performing_verb")
_WAITING = word_set("open_question_verb")
_SEEMING = word_set("seeming_verb")
_NOUN = ("dobj", "pobj", "nsubj", "attr")
_FREE = ("pcomp", "dobj", "pobj")
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
    leads = word.lower in _PERFORMED and word.i not in sentence.ruled
    if leads and any(other.dep == "xcomp" and other.head == word.i for other in stating):
        # "would like to assure": what is assured
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


def is_event(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a verb only says what befell somebody: "were exchanged on Friday", "had been killed"."""
    below = sentence.below.get(word.i, ())
    return any(t.dep == "auxpass" for t in below) and not any(t.dep == "aux" and t.tag == "MD" for t in below)


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
    """Return whether a verb stands in a question that somebody has yet to answer, or leads to one: "we will see if they agree"."""
    verb = predicate_verb(sentence, word)
    if _asks(sentence, verb) or (verb.dep == "conj" and _asks(sentence, sentence.passage.tokens[verb.head])):
        return True
    return word.lower in _WAITING and any(t.dep == "ccomp" and _asks(sentence, t) for t in sentence.below.get(word.i, ()))


def _asks(sentence: ParsedSentence, verb: ParsedToken) -> bool:
    """Return whether a clause is opened by "whether", or is the content of another verb and opened by "if"."""
    marks = {t.lower for t in sentence.below.get(verb.i, ()) if t.dep == "mark" and t.start < verb.start}
    return bool(marks & _WHETHER) or (verb.dep == "ccomp" and "if" in marks)


def is_aside(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a verb only hedges ("it seems"), or stands in a clause that is a noun of another: "what both sides want"."""
    below = sentence.below.get(word.i, ())
    if word.lower in _SEEMING:
        return not any(t.dep == "xcomp" for t in below)
    head = sentence.passage.tokens[word.head] if word.dep == "conj" else word
    free = any(t.lower == "what" and t.dep in _NOUN for t in sentence.below.get(head.i, ()) if t.start < head.start)
    return free and head.dep in _FREE


def is_journey(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a verb says that somebody sets out or arrives; who leaves a meeting decides to."""
    if word.lower not in _JOURNEY:
        return False
    objects = [t for t in sentence.below.get(word.i, ()) if t.dep == "dobj"]
    return not any(t.lower in _WALKED_OUT_OF or not t.tag.startswith("NNP") for t in objects)
