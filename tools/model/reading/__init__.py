"""Reading files: YAML with line numbers, Markdown, images, and the release manifest."""
