"""Editions: the publication under another name, with a selection of its content, from one file.

`loader` reads the file, `rules` judges it (with `foreword`), `derive` makes a publication of it,
and `docs_folder` writes the folder that the site engine builds from. From there on, an edition is
built like any other publication.
"""
