"""From built pages to paper: `chapters` takes a page's article, `book` puts all in order, `paper`
calls WeasyPrint, `tags` mends the structure tree for PDF/UA-1.
"""
