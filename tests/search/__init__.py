"""Whether readers find what they look for: the rules of the language, the index, the box."""
