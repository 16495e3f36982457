"""The only folder that knows Qt, and the composition root."""
