"""The language of the pages: their sentences and words, judged against the lists of a language.

`passages` takes the texts from the sources, each with its line; `judge` finds what is long, hard or
off tone; `report` tells it. What it finds is advice: it stops no build. The tests hold the
publication to it.
"""
