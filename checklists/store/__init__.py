"""Keep: the encrypted local store. ``CaseStore`` takes and gives the domain; rows and SQL stay inside."""

from checklists.store.blobs import Sweep
from checklists.store.casestore import CaseStore
from checklists.store.cipher import BlobCipher
from checklists.store.outbox import OutboxItem

__all__ = ["BlobCipher", "CaseStore", "OutboxItem", "Sweep"]
