"""The trade: what is asked on site, and what the answers mean. No Qt, no network."""
