"""Credit-bureau report (征信): queried by central operations with the client's consent, and good for a month (convention 6)."""

from __future__ import annotations

from datetime import date, timedelta

IN_DATE = "in_date"
OUTDATED = "outdated"
ABSENT = "absent"
VALID_DAYS = 30
"""Bank's own, to be calibrated (handbook 5.2)."""


def bureau_state(*, entered: bool, reported_on: date | None, visited_on: date, valid_days: int = VALID_DAYS) -> str:
    """``in_date`` where the report was made within ``valid_days`` before or after the visit, both days included."""
    if not entered or reported_on is None:
        return ABSENT
    return IN_DATE if abs(reported_on - visited_on) <= timedelta(days=valid_days) else OUTDATED
