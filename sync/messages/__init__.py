"""The wire, as both ends know it: enrolment code, signed requests, the office's signed answers. PROTOCOL.md is its law."""
