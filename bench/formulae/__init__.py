"""The parts of the benchmark of wording: series composed with known truth, scores, baselines, and series of any length."""
