"""The site: its pages, its search index, and the bundles of styles and scripts.

`engine` builds the pages with MkDocs, with the styles and scripts of `bundle`; `clean_html`
corrects them, and `search_index` is made from them; `built_pages` parses them for checks and
publishing; `pruned_nav` decides how much navigation each page has.
"""
