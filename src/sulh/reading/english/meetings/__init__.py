"""The meetings that an English document reports: found sentence by sentence, joined across sentences, with roles, people and agenda."""
