"""A sealed case travels: keys, envelopes, the wire, head office."""
