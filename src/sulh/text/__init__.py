"""Text tools: sentences, dates, numbers, issues and folding; offsets always count code points of the text given."""
