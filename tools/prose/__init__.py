"""The language of the pages: their sentences and words, judged by the word lists of a language.

`passages` takes the texts from the sources, each with its line; `readability` finds long sentences,
hard words and another voice; `report` prints the findings. They stop no build: the
command `prose` reports them, by the levels of the rules.
"""
