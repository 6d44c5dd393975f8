"""The packages of the browser editor, and what packs them."""
