"""Plain text tools: sentences, dates, numbers and folding, with offsets that always count the text given."""
