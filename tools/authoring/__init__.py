"""Files that help authors: new pages, new publications, and schemas for editors."""
