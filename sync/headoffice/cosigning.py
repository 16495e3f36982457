"""Head office puts its own signature on a report that it has examined, after the investigators' and in the field kept for it.

The sealed case stays as it was received; the co-signed report is a copy. The key is derived from the office's signing key, whose id its
certificate names: whoever has ``office.json`` can tell whose signature it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sync.casefile import PDF
from sync.durable import write_whole
from sync.errors import CosigningRefused
from sync.headoffice.auditlog import Event
from sync.headoffice.examining import Examination
from sync.headoffice.office import Office
from sync.keys.papers import PaperSigner

OFFICE_NAME: Final = "总行"
COSIGNED: Final = "report-cosigned.pdf"


def cosign(office: Office, found: Examination, folder: Path) -> Path:
    """Where the co-signed report is, beside the plain parts in ``folder``; the audit log says so.

    CosigningRefused where a check failed, or the report is not signed by the investigators; OSError.
    """
    if not found.is_good:
        raise CosigningRefused("findings")
    from reports.errors import SigningError  # pyHanko is loaded by who signs
    from reports.signing import HEAD_OFFICE, printed_hash, read_signatures, sign_paper

    file = folder / PDF
    paper = file.read_bytes() if file.is_file() else b""
    if b"/ByteRange" not in paper:
        raise CosigningRefused("unsigned")
    signatory = PaperSigner(office.signer, name=OFFICE_NAME)
    try:
        signed = sign_paper(paper, signatory, field=HEAD_OFFICE, case_hash=printed_hash(paper), at=office.now())
        assert read_signatures(signed)[-1].holds
    except SigningError as error:
        raise CosigningRefused(type(error).__name__) from error
    finally:
        signatory.forget()
    target = folder / COSIGNED
    write_whole(target, signed)
    with office.register.changing() as changes:
        facts = {"case": found.received.case_id, "sha256": found.received.sha256, "certificate": signatory.fingerprint}
        changes.log(Event.REPORT_COSIGNED, office.now(), **facts)
    return target
