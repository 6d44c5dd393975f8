"""PDFs made from the built pages and from the model.

`chapter` reads the article of a built page, `book` puts all chapters in order, `renderer` calls
WeasyPrint, which `url_fetcher` limits to the project's own files, and `tags` writes the
`structure_tree` of the HTML into the PDF, for PDF/UA-1.
"""
