"""The sealed case file (``case.jdc``): written, checked from outside without a key, opened with one. FORMAT.md is its law."""

from sync.envelope.checking import CaseFileChecker, Inspection, inspect
from sync.envelope.manifests import InnerManifest, OuterManifest, PaperCertificate, Part, Statement
from sync.envelope.opening import Opened, open_sealed
from sync.envelope.sealing import SealedInfo, Signatory, seal

__all__ = [
    "CaseFileChecker",
    "InnerManifest",
    "Inspection",
    "Opened",
    "OuterManifest",
    "PaperCertificate",
    "Part",
    "SealedInfo",
    "Signatory",
    "Statement",
    "inspect",
    "open_sealed",
    "seal",
]
