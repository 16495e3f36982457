"""What is answered alike in every sample of a clean case: consent and authority, no conflict, sound soft information, signatures.

A sample lays its own answers over these (``ARRIVAL | {...}``); what differs between trades is not here.
"""

from __future__ import annotations

from checklists.samples.paths import Value

ARRIVAL: dict[str, Value] = {
    "visit_round": 1,
    "investigators_on_site": 2,
    "two_required": "yes",
    "lead_investigator": "张调查(样例)",
    "second_investigator": "李复核(样例)",
    "second_origin": "other_post",
    "g01_sign_in": "done",
    "plan_received": "yes",
    "consent_told": "yes",
    "consent_personal": "yes",
    "consent_sensitive": "yes",
    "consent_location": "refused",
    "authorised": "signed",
    "auth_purpose": "loan_and_after",
    "spouse_authorised": "signed",
    "guarantor_authorised": "signed",
    "conflict": "none",
    "no_gifts": "yes",
    "insider": "not_related",
}
"""Two investigators from different posts, told, authorised in writing, without a conflict of interest."""

IDENTITY: dict[str, Value] = {
    "client_kind": "individual",
    "licence_seen": "seen",
    "licences_state": "complete",
    "face_match": "match",
    "operator_same": "yes",
    "real_user_kind": "self",
    "knows_loan": "yes",
    "keeps_accounts": "yes",
    "marital_status": "married",
    "related_gate": "none",
    "court_check": "none",
    "restricted_industry": "no",
}
"""The person who signs is the one who runs the business and uses the loan."""

SOFT: dict[str, Value] = {
    "soft_marriage": "married",
    "soft_age": "from_30_to_45",
    "soft_years": "over_5",
    "soft_local": "native",
    "soft_wealth": "good",
    "soft_credit": "good",
    "soft_children": "young",
    "soft_partner": "stable",
    "g10_neighbours": "done",
    "vice_signs": "none",
    "cooperation": "good",
    "forged": "none",
}

BUREAU: dict[str, Value] = {
    "bureau_operator": "集中作业岗王某(样例)",
    "bureau_current_overdue": "no",
    "bureau_max_consecutive": 0,
    "bureau_total_overdue": 0,
    "bureau_institutions": 1,
    "bureau_guarantees": 0,
    "bureau_online_loans": 0,
    "bureau_spouse": "clean",
}
"""Part of what central operations types in from the bureau's report: a clean one."""

DECLARATIONS: dict[str, Value] = {
    "client_declares_assets": "yes",
    "client_declares_purpose": "yes",
    "client_declares_debts": "yes",
    "client_signed": "signed",
    "lead_signed": "yes",
    "second_confirms": "yes",
}
