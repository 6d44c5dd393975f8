"""`make bench`: the cost of a build, against its bare engines and against other makers of PDFs.

`weight` is what a first view of the site asks for, and `lighthouse` what that program says of it.
`material` is what is measured; `builds` and `peers` measure and print a table each, `cost` counts
seconds, `setting` sets the book as one process, `reading` looks at what a PDF has.
"""
