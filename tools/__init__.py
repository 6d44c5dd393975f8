"""The generator: one command line (`python -m tools`) and the packages behind it.

`model` reads `docs/` and checks it against the rules; `site` builds the pages; `pdf` renders PDFs
from the pages and the model; `exports` writes data files from the model; `publish` adds what a site
needs on the web; `checks` examines the built files; `build` runs all of these in order, also for
`editions`. `authoring` and `prose` help authors. `render`, `brand` and `runtime` serve the others.
Imports point towards the model, never from it.
"""
