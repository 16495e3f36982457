"""The vocabulary of the road: frozen dataclasses that every folder speaks, and nothing that touches the world."""
