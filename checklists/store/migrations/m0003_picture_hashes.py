"""Version 3: what each picture looks like, and the same or a similar file of another case found without reading them all."""

from __future__ import annotations

STATEMENTS = (
    "ALTER TABLE attachment ADD COLUMN perceptual_hash VARCHAR NOT NULL DEFAULT ''",
    "CREATE INDEX ix_attachment_sha256 ON attachment (sha256)",
    # Two hashes that differ in at most four bits agree in one of five parts.
    "CREATE INDEX ix_attachment_look_1 ON attachment (substr(perceptual_hash, 1, 3))",
    "CREATE INDEX ix_attachment_look_2 ON attachment (substr(perceptual_hash, 4, 3))",
    "CREATE INDEX ix_attachment_look_3 ON attachment (substr(perceptual_hash, 7, 3))",
    "CREATE INDEX ix_attachment_look_4 ON attachment (substr(perceptual_hash, 10, 3))",
    "CREATE INDEX ix_attachment_look_5 ON attachment (substr(perceptual_hash, 13, 4))",
)
