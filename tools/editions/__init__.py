"""Editions: the publication under another name, in another choice, from one small file.

`read` judges the file (with `logo` and `foreword`), `derive` makes a publication of it, `docs` the
folder that the engine builds from, `build` makes one or many. Everything after that is the build
of any publication: it does not know that it makes an edition.
"""
