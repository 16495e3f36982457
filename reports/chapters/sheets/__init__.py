"""One file a group of sheets: the same figures as on paper, as inputs and live formulas. Pure data, no Excel here."""
