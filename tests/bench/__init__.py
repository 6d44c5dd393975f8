"""`make bench`: what builds, pages and PDFs cost, beside bare engines and other generators.

Its parts, each with a module, measure and print a table:

- `weight`: what a first view of the site requests; `lighthouse`: what that program says of it;
- `searches`: the search, beside Pagefind;
- `steps`, in `editions`: the steps of a build that is new, unchanged, and after an edit;
- `editions`: fifty editions, on one processor and on all;
- `layouts`: how often a page is laid out, for a new book and after edits;
- `sizes`: the time for an item, and the memory, of a publication and of one ten times as large;
- `builds`: a build beside its bare engines;
- `peers`: the book beside other generators, and what each of its features costs.

`inputs` makes what is measured, `cost` measures a command, `variants` renders a variant of a
document as one process, and `pdf_features` reads what a PDF has.
"""
