"""The rules of English: what its words and sentences say of talks, read into the types that every language shares."""
