"""The generator: one command line (`python -m tools`) and the steps behind it.

`model` reads and judges what stands in `docs/`; `site` runs the engine; `pdf` makes the book from
the built pages; `exports` writes data files from the model; `checks` looks at what was built;
`pipeline` puts them in order. Imports point to the model, never from it.
"""
