"""All passages that thousands of agreements share, found with bounded memory and kept, so that a new document is compared alone."""

from sulh.wording.corpus.index import Corpus
from sulh.wording.corpus.reuse import Reuse, ReuseKind
from sulh.wording.corpus.segment import CorpusError

__all__ = ["Corpus", "CorpusError", "Reuse", "ReuseKind"]
