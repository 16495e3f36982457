"""Transactions become effective inflow (有效流水) and signals. Pure: no file is opened here."""
