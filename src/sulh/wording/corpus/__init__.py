"""Find all passages that thousands of agreements share, with bounded memory; a document added later is compared alone."""

from sulh.wording.corpus.index import Corpus
from sulh.wording.corpus.reuse import Reuse, ReuseKind
from sulh.wording.corpus.segment import CorpusError

__all__ = ["Corpus", "CorpusError", "Reuse", "ReuseKind"]
