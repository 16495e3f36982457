"""Assess (评估): a filled-in case -> Assessment. One pure function that calls the method in order."""

from checklists.assess.method import assess

__all__ = ["assess"]
