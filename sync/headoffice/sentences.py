"""What the operator at head office reads: one Chinese sentence an error, with the facts that help and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sync import errors as e

_RECORDS = {
    "rewritten": "首次结果写了两次",
    "withdrawn": "首次结果被撤掉",
    "unfounded": "首次结果不是当时的答案算得出来的",
    "unexplained": "检验显示结果之后改了输入，没有写理由",
    "missing": "检验有结论而没有首次结果",
    "unreadable": "记录读不出来",
}

_COSIGNING = {"findings": "案件没有通过全部核对，见上", "unsigned": "报告上没有调查人的签名"}

_SENTENCES: dict[type[e.SyncError], str | Callable[[Any], str]] = {
    e.DocumentInvalid: lambda x: f"{x.document} 的 {x.where} 不合格式：应为 {x.expected}，实为 {x.found}",
    e.KeyInvalid: "这不是一把有效的密钥，请检查密钥文件是否完整",
    e.WrongIdentity: "这把私钥打不开此案件：请用 init 时生成并移走保管的总行私钥，或托管私钥",
    e.CiphertextDamaged: lambda x: f"{x.what or '密文'} 已损坏或被截断，无法解密",
    e.NotACaseFile: "不是封卷文件",
    e.HeaderRefused: lambda x: f"{x.member or '文件头'} 的文件头不合封卷格式",
    e.UnsupportedFormat: lambda x: f"{x.member} 的版本为 {x.found}，本程序只认 {x.expected}",
    e.TruncatedFile: "封卷文件不完整，末尾被截断",
    e.TrailingBytes: "封卷文件夹带了多余的字节",
    e.MemberNameRefused: lambda x: f"封卷文件里有不该有的成员 {x.member!r}",
    e.DuplicateMember: lambda x: f"成员 {x.member} 重复",
    e.MissingMember: lambda x: f"缺少成员 {x.member}",
    e.MemberTooLarge: lambda x: f"成员 {x.member} 超过上限 {x.limit} 字节",
    e.MemberSizeWrong: lambda x: f"成员 {x.member} 大小为 {x.found}，清单写的是 {x.expected}",
    e.HashMismatch: lambda x: f"{x.member} 的哈希与清单不符，内容被改动过",
    e.BadSignature: lambda x: f"{x.member} 的签名不成立",
    e.ManifestContradiction: lambda x: f"{x.member} 与外层清单在 {x.what} 上互相矛盾",
    e.CasefileError: lambda x: f"{x.part} 的 {x.where} 自相矛盾：应为 {x.expected}，实为 {x.found}",
    e.RecordContradiction: lambda x: (
        f"{f'审计轨迹第 {x.line} 条' if x.line else '审计轨迹'}：{x.subject} {_RECORDS[x.kind]}"
    ),
    e.OfficeExists: lambda x: f"{x.path} 里已经有内容，请换一个空文件夹",
    e.OfficeMissing: lambda x: f"{x.path} 不是总行文件夹，请先运行 jindiao-office init",
    e.OfficeDamaged: lambda x: f"总行文件夹 {x.path} 已损坏（{x.detail}），请从备份恢复",
    e.UnknownDevice: lambda x: f"没有（或不止一台）名称或编号为 {x.device} 的设备，请用 device list 查看",
    e.UnknownCase: lambda x: f"没有（或不止一个）编号为 {x.case} 的案件，请用 case list 查看",
    e.FolderNotEmpty: lambda x: f"{x.path} 不是空文件夹，请换一个",
    e.LogBroken: lambda x: f"审计日志从第 {x.number} 条起断链，有条目被改动、删除或调换",
    e.LogContradiction: lambda x: f"审计日志第 {x.number} 条与登记簿互相矛盾",
    e.ReceiptContradiction: lambda x: f"存档回执与登记簿不符（{x.what}）",
    e.CertificateContradiction: lambda x: f"设备 {x.device[:12]} 的证书与登记簿不符",
    e.SealedFileMissing: lambda x: f"已出具回执的封卷文件 {x.sha256[:12]} 不见了，请从备份恢复",
    e.SealedFileDiffers: "封卷文件已不是当初出具回执的那一份",
    e.SenderUnknown: lambda x: f"封卷设备 {x.device[:12]} 未在本行登记",
    e.SignerUnknown: lambda x: f"签名人公钥 {x.key[:12]} 未由该设备以此姓名登记",
    e.CosigningRefused: lambda x: f"没有会签：{_COSIGNING.get(x.reason, '报告没有留总行会签处，或签名不成立')}",
    e.PaperSignatureWrong: lambda x: f"报告上 {x.name} 的数字签名不成立（{x.fault}）",
    e.AssessmentDiffers: "总行重算的结果与封卷时的评估不一致",
    e.RecomputationFailed: lambda x: f"总行无法重算：封卷内的答卷或检查表不可用（{x.detail}）",
}


def sentence_for(error: e.SyncError) -> str:
    """One sentence. An error that nobody wrote one for is called by its name."""
    for kind in type(error).__mro__:
        known = _SENTENCES.get(kind)
        if known is not None:
            return known if isinstance(known, str) else known(error)
    return f"未能完成（{type(error).__name__}）"
