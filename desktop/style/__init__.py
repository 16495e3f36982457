"""How the window looks: the tokens of both themes, the style sheet made from them, fonts and line icons."""
