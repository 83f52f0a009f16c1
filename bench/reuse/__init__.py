"""Parts of the benchmark of re-used passages: texts with known truth, and the judgement of what was found in them."""
