"""The road's verbs, in order: cases, reports, sync. No Qt; what runs where is decided by the executor handed in."""
