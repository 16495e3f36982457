"""Signing the report: who is named in it signs it, each with a key of their own, one after the other on the same paper.

A signed paper is never printed anew: the second person signs the first one's file, and sealing takes it as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from checklists.model.case import Person
from desktop.services.casebook import CaseService
from desktop.services.reports import ReportService
from desktop.services.signals import SignalService
from reports.compose import ReportMaterial, compose
from reports.errors import NoPlaceToSign, PaperSignatureBroken, PaperSignerMissing, PaperUnreadable
from reports.pdf import Progress, render_pdf
from sync.envelope import PaperCertificate
from sync.keys import Keyring, Unlocked

if TYPE_CHECKING:
    from reports.signing import PaperSignature


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """The file and who has signed it so far; of a paper that was printed just now also its pages and what could not be shown."""

    data: bytes
    signatures: tuple[PaperSignature, ...]
    pages: int = 0
    warnings: tuple[str, ...] = ()


class PaperService:
    """Signatures of this laptop's people on the reports of its cases."""

    def __init__(
        self,
        cases: CaseService,
        reports: ReportService,
        *,
        signals: SignalService,
        keyring: Keyring,
        unlocked: Unlocked,
        clock: Callable[[], datetime],
    ) -> None:
        self._cases = cases
        self._reports = reports
        self._signals = signals
        self._keyring = keyring
        self._unlocked = unlocked
        self._clock = clock

    def sign(
        self,
        case_id: str,
        paper: bytes | None = None,
        *,
        passphrase: str | None = None,
        short: bool = False,
        progress: Progress | None = None,
    ) -> SignedPaper:
        """``paper`` with one more signature, or a new one with its first: by the unlocking person, or by whom ``passphrase`` opens.

        Before the first signature the case is compared with the laptop's others. What is signed is the case as it will be sealed,
        without answers that no longer apply.
        SigningError where it is not theirs to sign; WrongPassphrase; RenderCancelled.
        """
        opened = self._cases.open(case_id)
        if paper is None:
            self._signals.record(opened)
        opened.reveal()
        opened.session.leave_out_irrelevant()
        material = to_be_signed(self._reports.material(opened, short=short), people_of(self._keyring))
        if passphrase is None:
            return self._signed(material, paper, self._unlocked, progress)
        other = self._keyring.unlock(passphrase)
        try:
            return self._signed(material, paper, other, progress)
        finally:
            other.forget()

    def _signed(
        self, material: ReportMaterial, paper: bytes | None, unlocked: Unlocked, progress: Progress | None
    ) -> SignedPaper:
        if paper is not None:
            return signed_by(paper, material, unlocked, at=self._clock())
        from reports.signing import field_for  # pyHanko takes half a second to load: only who signs waits for it

        report = compose(material)
        field_for(report, unlocked.person.name)  # before the pages are drawn
        printed = render_pdf(report, progress)
        signed = signed_by(printed.data, material, unlocked, at=self._clock())
        return replace(signed, pages=printed.pages, warnings=printed.warnings)


def people_of(keyring: Keyring) -> tuple[Person, ...]:
    """The people of a laptop who can sign."""
    return tuple(
        Person(user.id, user.name, user.public_key, user.staff_number)
        for user in keyring.users()
        if user.wraps is not None
    )


def to_be_signed(material: ReportMaterial, people: Sequence[Person]) -> ReportMaterial:
    """The material of the paper that will be signed: no draft, with the keys of those of ``people`` whom the case names."""
    names = (material.value("lead_investigator"), material.value("second_investigator"))
    known = {person.name: person for person in people}
    named = tuple(known[name] for name in names if name in known)
    case = replace(material.case, investigators=named) if named else material.case
    return replace(material, case=case, is_draft=False)


def signed_by(paper: bytes, material: ReportMaterial, unlocked: Unlocked, *, at: datetime) -> SignedPaper:
    """``paper`` with this person's signature appended. SigningError where it is not theirs to sign."""
    from reports.signing import field_for, read_signatures, sign_paper

    field = field_for(compose(material), unlocked.person.name)
    with unlocked.paper_signer() as signatory:
        signed = sign_paper(paper, signatory, field=field, case_hash=material.case_hash, at=at)
    return SignedPaper(signed, read_signatures(signed))


def sealed_paper(
    material: ReportMaterial, signatories: Sequence[Unlocked], *, at: datetime, paper: bytes | None = None
) -> tuple[bytes, tuple[PaperCertificate, ...]]:
    """The report that a sealed case carries, and the certificates on it: ``paper`` as it is, or a new one.

    A new one is signed by each of ``signatories`` whom the report names; the others sign the case file alone. SigningError where
    ``paper`` is another case's, does not hold, or bears the signature of somebody who does not seal.
    """
    if paper is None:
        paper = render_pdf(compose(material)).data
        for unlocked in signatories:
            try:
                paper = signed_by(paper, material, unlocked, at=at).data
            except NoPlaceToSign:
                continue
    return paper, _certificates(paper, signatories, material.case_hash)


def is_signed(paper: bytes) -> bool:
    """Whether a file holds signatures, good or bad."""
    from reports.signing import read_signatures

    try:
        return bool(read_signatures(paper))
    except PaperUnreadable:
        return b"/ByteRange" in paper


def _certificates(paper: bytes, signatories: Sequence[Unlocked], case_hash: str) -> tuple[PaperCertificate, ...]:
    from reports.signing import check_case, read_signatures

    check_case(paper, case_hash)
    mine = {}
    for unlocked in signatories:
        with unlocked.paper_signer() as signatory:
            mine[signatory.fingerprint] = unlocked.person.id
    for signature in (signatures := read_signatures(paper)):
        if not signature.holds:
            raise PaperSignatureBroken(signature.name, signature.fault)
        if signature.certificate not in mine:
            raise PaperSignerMissing(signature.name)
    return tuple(PaperCertificate(mine[signature.certificate], signature.certificate) for signature in signatures)
