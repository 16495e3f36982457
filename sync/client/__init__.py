"""The laptop's side of the wire: enrol, register, push. It knows head office by its key, never by its address."""

from sync.client.enrolment import Enrolment
from sync.client.office import HeadOffice, SealedFile, SignedReceipt
from sync.client.transport import Retry, new_session

__all__ = ["Enrolment", "HeadOffice", "Retry", "SealedFile", "SignedReceipt", "new_session"]
