"""Authority (审批权限): who may decide on this client's loans with this bank, the new one among them. 商业银行法第三十五条: 分级审批."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checklists.model.offer import Authority
from checklists.model.parameters import AuthorityBand
from checklists.scoring.wording import wan


def authority_for(
    bands: Sequence[AuthorityBand], *, exposure: Decimal | None, guarantee: str, grade: str | None
) -> Authority:
    """The band of the bank's authority sheet; a reason in words where nobody has it or something is not known."""
    missing = [
        name for name, known in (("金额", exposure is not None), ("担保方式", guarantee), ("等级", grade)) if not known
    ]
    if missing or exposure is None or not bands:
        reason = f"缺{'、'.join(missing)}" if missing else "本行没有设审批权限"
        return Authority(exposure, "", "", reason, is_known=not bands, source="")
    band = next((each for each in bands if each.takes(exposure) and _of(each, guarantee, grade)), None)
    if band is None:
        reason = f"单户合计{wan(exposure)}、{grade}级,没有岗位有权审批"
        return Authority(exposure, "", "", reason, is_known=True, source="")
    return Authority(exposure, band.name, band.label, "", is_known=True, source=band.provenance.source)


def _of(band: AuthorityBand, guarantee: str, grade: str | None) -> bool:
    return (not band.guarantees or guarantee in band.guarantees) and (not band.grades or grade in band.grades)
