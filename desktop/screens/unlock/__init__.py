"""The door: first start, passphrase, recovery words."""
