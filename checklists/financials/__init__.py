"""The statements made on site: balance sheet, monthly profit and loss, cash flow, ratios and projections."""
