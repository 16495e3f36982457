"""Score, limit, price and decision: what follows from verified figures, and why, in sentences."""
