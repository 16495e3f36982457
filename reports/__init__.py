"""A case becomes paper: report content, and its renderers. No Qt, no database."""
