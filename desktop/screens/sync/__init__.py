"""Sealing a case and sending what waits."""
