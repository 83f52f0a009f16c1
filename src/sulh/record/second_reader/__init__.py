"""A second reader: a language model behind any server with the OpenAI chat protocol, which must quote every value it states."""
