"""What proves the made-up wholesaler's answers beside the site photos: papers and screens, drawn, one for each question or table.

A file is named after the question, or the table whose rows it shows, so that nothing else has to say where it belongs.
"""

from __future__ import annotations

from checklists.samples.drawing import Scene

_PAPER, _SCREEN, _PLACE = "paper", "screen", "place"
_PROOFS = {
    "g01_sign_in": (_PLACE, "双人到场签到", "15:30"),
    "consent_personal": (_PAPER, "个人信息处理告知书", "15:33"),
    "consent_sensitive": (_PAPER, "敏感信息单独同意书", "15:34"),
    "authorised": (_PAPER, "征信查询授权书", "15:35"),
    "licence_seen": (_PAPER, "营业执照", "15:38"),
    "face_match": (_PLACE, "本人与身份证", "15:40"),
    "court_check": (_SCREEN, "执行信息公开网查询结果", "15:41"),
    "g02_photos": (_PLACE, "店内与门头", "15:44"),
    "g03_licences": (_PAPER, "证照与租约", "15:54"),
    "deposits_amount": (_PAPER, "押金与保证金收据", "15:56"),
    "g07_bills": (_PAPER, "水电、租金、工资凭证", "15:58"),
    "g05_stock_take": (_PLACE, "点货表与货堆", "16:38"),
    "receivables_list": (_PAPER, "欠条与签收单", "16:50"),
    "prepaid_list": (_PAPER, "预付货款凭证", "16:54"),
    "g09_suppliers": (_SCREEN, "供应商对账单", "16:58"),
    "g04_cash": (_PAPER, "当日单据与盘点表", "18:38"),
    "cash_shop": (_PLACE, "收银台与保险柜", "18:36"),
    "bank_accounts": (_SCREEN, "手机银行余额", "17:04"),
    "epay_wechat": (_SCREEN, "微信零钱与零钱通", "17:08"),
    "epay_alipay": (_SCREEN, "支付宝余额", "17:10"),
    "g08_payment_login": (_SCREEN, "收款码后台", "17:14"),
    "ledger_sales": (_PAPER, "账本营业额一页", "17:28"),
    "g06_random_days": (_PAPER, "随机三日单据", "17:40"),
    "sampled_days": (_PAPER, "三日销售单", "17:42"),
    "fixed_assets_list": (_PLACE, "配送车与设备", "17:50"),
    "g11_home_visit": (_PLACE, "家访", "18:10"),
    "household_properties": (_PAPER, "不动产权证", "18:14"),
    "savings_amount": (_SCREEN, "存款与理财", "18:16"),
    "g12_debts": (_PAPER, "借款合同与还款计划", "18:20"),
    "i01_contracts": (_PAPER, "代理合同", "17:18"),
    "agencies": (_PAPER, "各品牌代理合同", "17:19"),
    "i02_rebates": (_PAPER, "返利对账单", "17:21"),
    "i03_maker_slips": (_PAPER, "厂家打款回单", "17:23"),
    "i04_delivery": (_PLACE, "车销单、车辆与司机", "17:25"),
    "i05_outlets": (_PLACE, "终端网点", "14:40"),
    "i06_stock_age": (_PLACE, "货龄抽查", "16:30"),
    "i07_measure": (_PLACE, "量仓库与开箱数垛", "16:20"),
    "i08_maker_call": (_PAPER, "厂家业务员电话记录", "17:20"),
    "i10_maker_balance": (_SCREEN, "厂家订货系统账户余额", "17:24"),
    "i11_drivers": (_PAPER, "司机单独问话记录", "15:50"),
    "i12_market": (_PAPER, "厂家返利扣款单", "17:22"),
    "i13_swaps": (_PAPER, "月末大额往来核对表", "17:32"),
    "i14_permit": (_PAPER, "食品经营许可证与检验报告", "15:52"),
    "g10_neighbours": (_PAPER, "侧访记录", "14:20"),
    "g13_purpose": (_PAPER, "进货合同", "18:50"),
    "client_signed": (_PAPER, "客户签名", "19:04"),
}


def proofs() -> dict[str, bytes]:
    """File name -> PNG."""
    return {f"{name}.png": _drawn(kind, words, taken) for name, (kind, words, taken) in _PROOFS.items()}


def _drawn(kind: str, words: str, taken: str) -> bytes:
    scene = Scene()
    if kind == _PLACE:
        scene.room()
        scene.person(250, 330, "#3f6f9f")
        scene.person(380, 340, "#5d8a4d")
        scene.cartons(540, 520, 4, 3)
    elif kind == _SCREEN:
        scene.box(0, 0, 960, 640, "#c9bfa8", line=None)
        scene.box(300, 30, 660, 620, "#2b2b2b")
        scene.box(318, 60, 642, 590, "#ffffff")
        scene.text(480, 110, words, 28, bold=True)
        _lines(scene, left=350, right=610, top=170)
    else:
        scene.box(0, 0, 960, 640, "#b9b3a6", line=None)
        scene.box(220, 40, 740, 620, "#ffffff")
        scene.text(480, 105, words, 36, bold=True)
        _lines(scene, left=270, right=690, top=180)
        scene.disc(640, 545, 30, "#c8102e")
    return scene.png(words, f"2025-12-31 {taken}")


def _lines(scene: Scene, *, left: int, right: int, top: int) -> None:
    for row in range(9):
        scene.line((left, top + row * 40), (right - (row % 3) * 40, top + row * 40), fill="#8a8a8a", width=4)
