"""Fields, blanks and optional parts of a checklist as settings, in every output."""
