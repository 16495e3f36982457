"""The cross-checks, each with its inputs, result and explanation."""
