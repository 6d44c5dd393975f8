"""From built pages to paper.

`chapters` takes a page's article, `book` puts all in order, `paper` calls WeasyPrint with only
the project's own `files`, `tags` gives the PDF the `structure` of its HTML, for PDF/UA-1.
"""
