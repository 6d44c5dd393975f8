"""The publication as data: reading `docs/` and `mkdocs.yml`, the entities, and the rules.

`reading` parses files, with line numbers; `project` gathers all that was parsed; `rules` judge the
project; `loader` turns a project without problems into a `publication` of typed `entities`.
Nothing here depends on MkDocs.
"""
