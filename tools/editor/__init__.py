"""The browser editor: forms over the same files, for who knows neither Markdown nor YAML."""
