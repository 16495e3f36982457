"""One editor for each kind of answer, and the small parts that every screen is made of. Widgets show and ask; they decide nothing."""
