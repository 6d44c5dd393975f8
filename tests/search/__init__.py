"""The search: the rules of the language, the index, the box."""
