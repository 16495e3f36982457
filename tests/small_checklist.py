"""A small published checklist with one of each rule that a reason, a photo or a mask belongs to, and a shelf that holds it."""

from __future__ import annotations

from functools import lru_cache

from pyxform.xls2xform import convert

from checklists import package
from checklists.workbook import IndustryInfo

ID = "small"
TABLE = """
| survey | | | | | | | | | | |
| | type | name | label | required | constraint | constraint_message | bind::jd:must | bind::jd:evidence | bind::jd:severity | bind::jd:sensitive |
| | begin_group | person | 客户与家访 | | | | | | | |
| | text | client_name | 客户姓名 | yes | | | | | | |
| | text | id_number | 身份证号 | yes | string-length(.) = 18 | | | | | true |
| | integer | age | 年龄 | yes | . >= 18 and . <= 60 | 超出通常的 18 至 60 岁，请核实。 | | | warning | |
| | integer | rate | 年利率 | | . <= 24 | 不得超过 24%。 | | | | |
| | select_one state | visit | 家访 | yes | | | true | photo:done | | |
| | end_group | | | | | | | | | |
| | begin_group | money | 现金与应收 | | | | | | | |
| | decimal | cash | 店里现金 | yes | . < 100000 | 现金超过 10 万元，少见，请核实。 | | photo | warning | |
| | text | talk | 邻里侧访 | | | | true | recording | | |
| | begin_repeat | debtor | 欠款人 | | | | | | | |
| | text | debtor_name | 姓名 | yes | | | | | | |
| | text | debtor_phone | 电话 | | string-length(.) = 11 | | | | warning | true |
| | decimal | owed | 欠款 | | . < 50000 | 单户欠款偏大，请核实。 | | document | warning | |
| | end_repeat | | | | | | | | | |
| | end_group | | | | | | | | | |
| choices | | | |
| | list_name | name | label |
| | state | done | 已做 |
| | state | skipped | 未做 |
| settings | | | | |
| | form_title | form_id | version | namespaces |
| | 小清单 | small | 1 | jd="https://jindiao.cn/xforms" |
"""
NAME, ID_NUMBER, AGE, RATE, VISIT = (
    f"/data/person/{name}" for name in ("client_name", "id_number", "age", "rate", "visit")
)
CASH, TALK, DEBTOR = (f"/data/money/{name}" for name in ("cash", "talk", "debtor"))
PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a494441"
    "54789c636800000082008177cd72b60000000049454e44ae426082"
)
"""One grey point."""
SOUND = b"#!AMR\n"


@lru_cache(maxsize=1)
def small_package() -> bytes:
    xform = convert(TABLE, validate=False).xform.encode()
    settings = {"form_id": ID, "version": "1", "form_title": "小清单"}
    return package.write(
        id=ID, title="小清单", version="1", xform=xform, settings=settings, sheets={}, paths={"client_name": NAME}
    )


class SmallShelf:
    """The only checklist there is."""

    def industries(self) -> tuple[IndustryInfo, ...]:
        return ()

    def package(self, industry_id: str) -> bytes:
        return small_package()
