"""The publication as data: reading `docs/` and `mkdocs.yml`, the models, and the rules.

`source` reads YAML with line numbers, `draft` gathers all that was read, `rules` judges the draft,
`publication` turns a draft without problems into typed objects. Nothing here knows the engine.
"""
