"""What an answer identifies (识别要素): ``bind::jd:identity`` of a question, and the mark that its answer leaves on a case.

A sheet says ``guarantor/phone``: whose it is, and what it is. So an industry marks its own fields, and no code knows their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """Whose it is. ``side`` tells the client's own people from those who should stand apart from them."""

    CLIENT = "client"
    BUSINESS = "business"
    SPOUSE = "spouse"
    RELATED = "related"
    GUARANTOR = "guarantor"
    GUARANTEED = "guaranteed"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    DEBTOR = "debtor"
    CREDITOR = "creditor"
    COLLATERAL = "collateral"
    PREMISES = "premises"
    RECORD = "record"

    @property
    def is_own(self) -> bool:
        """The client and those who stand on the same side (客户一方)."""
        return self in (Role.CLIENT, Role.BUSINESS, Role.SPOUSE, Role.RELATED)

    @property
    def is_counterparty(self) -> bool:
        """Who vouches for the client's trade from outside (对手方)."""
        return self in (Role.SUPPLIER, Role.CUSTOMER, Role.DEBTOR, Role.CREDITOR)

    @property
    def label(self) -> str:
        return _ROLES[self]


class Meaning(Enum):
    """What it is."""

    NAME = "name"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    LICENCE = "licence"
    ADDRESS = "address"
    CERTIFICATE = "certificate"
    PLATE = "plate"
    CONTRACT = "contract"
    FILE = "file"
    WORDS = "words"
    PLACE = "place"
    PICTURE = "picture"

    @property
    def label(self) -> str:
        return _MEANINGS[self]


_ROLES = {
    Role.CLIENT: "客户",
    Role.BUSINESS: "经营主体",
    Role.SPOUSE: "配偶",
    Role.RELATED: "关联人",
    Role.GUARANTOR: "保证人",
    Role.GUARANTEED: "被担保人",
    Role.SUPPLIER: "供应商",
    Role.CUSTOMER: "下游客户",
    Role.DEBTOR: "应收户",
    Role.CREDITOR: "应付户",
    Role.COLLATERAL: "押品",
    Role.PREMISES: "经营场所",
    Role.RECORD: "调查记录",
}
_MEANINGS = {
    Meaning.NAME: "姓名或名称",
    Meaning.ID_NUMBER: "身份证号",
    Meaning.PHONE: "电话",
    Meaning.LICENCE: "统一社会信用代码",
    Meaning.ADDRESS: "地址",
    Meaning.CERTIFICATE: "权证号",
    Meaning.PLATE: "车牌号",
    Meaning.CONTRACT: "合同编号",
    Meaning.FILE: "文件",
    Meaning.WORDS: "文字",
    Meaning.PLACE: "定位",
    Meaning.PICTURE: "照片",
}


@dataclass(frozen=True, slots=True)
class Identity:
    """What a question's answers identify."""

    role: Role
    meaning: Meaning


IDENTITIES = tuple(f"{role.value}/{meaning.value}" for role in Role for meaning in Meaning)
"""Every word that ``jd:identity`` takes."""


def identity_of(text: str) -> Identity | None:
    """``guarantor/phone`` read; None where the sheet names nothing, or nothing that this program knows."""
    role, _, meaning = text.strip().partition("/")
    try:
        return Identity(Role(role), Meaning(meaning))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer that identifies: ``key`` is it in the one spelling that is compared, ``shown`` is it masked, ``path`` its place.

    ``row`` is the row (or group) that it stands in: the name and the phone of one guarantor have the same.
    """

    role: Role
    meaning: Meaning
    key: str
    path: str
    shown: str = ""

    @property
    def row(self) -> str:
        return self.path.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class KnownMark:
    """A mark of another case on this laptop."""

    case_id: str
    case_number: str
    role: Role
    meaning: Meaning
    key: str
    path: str

    @property
    def row(self) -> str:
        return self.path.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file of another case on this laptop."""

    case_number: str
    sha256: str
    is_picture: bool
    perceptual_hash: str = ""


@dataclass(frozen=True, slots=True)
class DueCase:
    """A case whose marks are not those of its answers any more; ``line`` is the history's length that the answers have."""

    id: str
    line: int
    checklist_sha256: str
    answers: Mapping[str, str]
