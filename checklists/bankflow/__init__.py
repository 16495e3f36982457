"""Transactions become effective inflow (有效流水): what of an account's credits may stand for sales. Pure: no file is opened here."""

from checklists.bankflow.inflow import Inflow, effective_inflow
from checklists.bankflow.interest import average_balance
from checklists.bankflow.matching import Thresholds

__all__ = ["Inflow", "Thresholds", "average_balance", "effective_inflow"]
