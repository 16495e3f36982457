"""Score and limit: what they are and why."""
