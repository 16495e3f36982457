"""The statements, the ratios and the trade: what the figures say, before what they decide."""
