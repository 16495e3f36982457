"""How a figure came about (溯源), in a small window beside the page that shows it."""
