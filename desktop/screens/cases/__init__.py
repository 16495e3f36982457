"""The cases on this laptop."""
