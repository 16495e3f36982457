"""Errors become sentences: what happened, and what to do. The only place where an error of the lower folders gets words.

Rules: one sentence each, no internal names, no traceback; the hint names the next step. ``exit_status`` is that of the commands:
1 the input is at fault, 3 the environment.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from checklists.model import errors as checklist_errors
from reports import errors as report_errors
from sync import errors as sync_errors

INPUT, ENVIRONMENT = 1, 3
_MOST_DETAILS = 1000


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence and the next step. ``details`` are the single problems, one a line, where there are several."""

    text: str
    hint: str = ""
    exit_status: int = INPUT
    details: tuple[str, ...] = ()


class PassphraseMissing(Exception):
    """Nobody can be asked for a passphrase, and no file gives one."""


class PassphrasesDiffer(Exception):
    """A new passphrase was typed in two ways."""


def message_for(error: BaseException) -> Message:
    """The sentence for an error that the world or the input caused. An unknown error gets the sentence of last resort."""
    for kind in type(error).__mro__:
        if kind in _SENTENCES:
            return _SENTENCES[kind](error)
    if isinstance(error, OSError):
        return _operating_system(error)
    return Message(
        "程序出现内部错误,已确认保存的内容不受影响。",
        "请重新启动程序;如再次出现,请把崩溃报告交给技术支持。",
        ENVIRONMENT,
    )


_Make = Callable[[Any], Message]


def _fixed(text: str, hint: str = "", exit_status: int = INPUT) -> _Make:
    message = Message(text, hint, exit_status)
    return lambda _error: message


def _operating_system(error: OSError) -> Message:
    name = error.filename if isinstance(error.filename, str) else ""
    if error.errno == errno.ENOSPC:
        return _DISK_FULL
    if error.errno == errno.EFBIG:
        return Message(f"文件太大:{name}({error.strerror})", "请选对文件;照片和录像请压缩或分段后重试。")
    if error.errno == errno.EILSEQ:
        return Message(f"文件不是 UTF-8 文本:{name}", "请核对是否选错了文件;文本请用记事本另存为 UTF-8。")
    if isinstance(error, FileNotFoundError):
        return Message(f"找不到文件或文件夹:{name}", "请核对路径后重试。")
    if isinstance(error, IsADirectoryError | NotADirectoryError):
        return Message(f"路径的类型不对:{name}", "需要文件的地方给了文件夹,或者相反,请核对后重试。")
    if isinstance(error, PermissionError):
        return Message(f"没有权限读写:{name}", "请检查该位置的权限,或换一个有权限的文件夹。", ENVIRONMENT)
    return Message(
        f"读写失败:{error.strerror or type(error).__name__} {name}".rstrip(), "请检查磁盘与路径后重试。", ENVIRONMENT
    )


_DISK_FULL = Message(
    "磁盘已满,这一步没有写入;之前确认保存的内容都在。", "请清理磁盘空间后重试,未保存的修改会一并补存。", ENVIRONMENT
)


_PATH_FAULTS = {
    "question": "清单里没有这个问题,请核对路径",
    "form path": "清单里没有这个位置,请核对路径",
    "computed": "这一项由程序计算,不能填写",
    "row": "没有这一行",
    "repeat": "这里不是可以加行的清单",
    "repeat with rows to add": "这张清单的行数是规定的,不能再加",
    "number of rows": "这张清单的行数不对,或已到上限(每张清单最多 2000 行)",
    "remark": "这是程序的记录,不能当备注来写",
    "problem to explain": "这里没有可以说明理由的事项;错误须改正,不能以理由代替",
    "text that can be kept": "文字太长(最多 10 万字),或含有不可见的控制字符,请删去后重填",
}


def _first(details: tuple[str, ...]) -> tuple[str, ...]:
    """As many single problems as anybody reads."""
    rest = len(details) - _MOST_DETAILS
    return details if rest <= 0 else (*details[:_MOST_DETAILS], f"……另有 {rest} 处。")


def _sheets(error: checklist_errors.SheetError) -> Message:
    details = tuple(
        f"{problem.sheet} 第{problem.row}行 {problem.column}:{problem.message}" if problem.row else problem.message
        for problem in error.problems
    )
    return Message(
        f"清单有 {len(error.problems)} 处问题,不能使用:{error.source}",
        "请按下列说明逐条修改后重试。",
        details=_first(details),
    )


def _answers(error: checklist_errors.AnswerError) -> Message:
    details = tuple(
        f"{path}:{_PATH_FAULTS.get(expected) or f'填的是“{found}”,应为{expected}'}"
        for path, found, expected in error.problems
    )
    return Message(
        f"有 {len(error.problems)} 个答案不符合清单,一个也没有写入。",
        "请按下列说明改正后重试。",
        details=_first(details),
    )


def _calculation(error: checklist_errors.CalculationInputError) -> Message:
    details = tuple(f"{key}:给的是 {found},应为{expected}" for key, found, expected in error.problems)
    return Message(f"输入有 {len(error.problems)} 处问题,没有计算。", "请按下列说明改正后重试。", details=details)


def _form(error: checklist_errors.FormError) -> Message:
    where = f"(位置:{error.where})" if error.where else ""
    found = f",发现:{error.found}" if error.found and error.reason not in _PARSERS_OWN_WORDS else ""
    return Message(f"表单无法打开:{_FORM.get(error.reason, error.reason)}{where}{found}", "请修改清单后重新发布。")


def _expression(error: checklist_errors.ExpressionError) -> Message:
    # Imported here: only who hands in a faulty expression needs the words for it.
    from checklists.workbook.expressions import sentence_of

    where = f"{error.where} 的表达式:" if error.where else ""
    return Message(f"表单无法打开:{where}{sentence_of(error, error.expression)}", "请修改清单后重新发布。")


_FORM = {
    "malformed-xml": "XML 语法有误",
    "forbidden-xml": "含有 DTD 或实体,已拒绝",
    "nested-too-deeply": "XML 嵌套太深",
    "xml-too-large": "XML 大得不正常,为安全起见没有打开",
    "too-many-questions": "问题或行太多,没有人填得完,没有打开",
    "not-an-xform": "这不是 XForm",
    "incomplete-xform": "XForm 不完整,缺少 head、model 或 body",
    "no-primary-instance": "没有存放答案的主实例",
    "instance-too-deep": "组套得太深",
    "cycle": "这些题的公式互相依赖,绕成了圈",
    "external-file-missing": "缺少外部文件,请把它放在表单旁边",
    "external-file-too-large": "外部文件的内容太多",
    "external-file-unreadable": "外部文件读不出来",
    "control-not-supported": "不支持这种题型",
    "control-without-path": "题目没有写明存到哪里",
    "action-not-supported": "不支持这种动作",
    "event-not-supported": "不支持这种触发方式",
    "itemset-without-value": "选项没有写明值",
    "select-without-choices": "选择题没有选项",
    "range-without-numbers": "滑动题的起止不是数字",
    "new-repeat-outside-repeat": "新增一行的动作不在重复组里",
    "reference-to-nothing": "引用的位置不存在",
    "text-missing": "缺少文字",
    "instance-missing": "选项要从一份数据里取,表单里没有这份数据",
    "itemset-reference-missing": "选项所用的数据里没有这一列",
}
_PARSERS_OWN_WORDS = frozenset({"malformed-xml", "forbidden-xml", "external-file-unreadable"})
"""Reasons whose ``found`` is what a parser says, in English: the place says enough."""


def _statement(error: checklist_errors.StatementFileError) -> Message:
    return Message(
        f"无法读取流水文件 {error.file}:{error.found};应为{error.expected}",
        "请让客户从 App 重新导出原始文件,不要用 Excel 另存。",
    )


def _damaged(error: checklist_errors.StoreDamaged) -> Message:
    return Message(
        f"本机数据库已损坏,无法打开:{error.path}({error.detail})",
        "请勿删除或覆盖该文件夹;先整夹复制备份,再用最近一次备份恢复。已同步的案件在总行仍可取回。",
        ENVIRONMENT,
    )


def _refused_file(error: sync_errors.EnvelopeError) -> Message:
    part = f"(位置:{error.member})" if error.member else ""
    return Message(
        f"案件文件不能使用:{_ENVELOPE.get(type(error), '内容不合封卷格式')}{part}",
        "请向发送方重新索取该文件;原件不要修改或另存。",
    )


_ENVELOPE: dict[type, str] = {
    sync_errors.NotACaseFile: "不是尽调案件文件",
    sync_errors.UnsupportedFormat: "由其他版本的程序生成,本程序不认识其格式",
    sync_errors.TruncatedFile: "文件不完整,结尾缺失,可能复制或下载中断",
    sync_errors.TrailingBytes: "文件结尾之后还有多余内容",
    sync_errors.MemberNameRefused: "含有不应出现的内容",
    sync_errors.DuplicateMember: "同一内容出现两次",
    sync_errors.MissingMember: "缺少必有的内容",
    sync_errors.MemberTooLarge: "某部分超过允许的大小",
    sync_errors.MemberSizeWrong: "某部分的大小与清单不符",
    sync_errors.HashMismatch: "某部分的内容被改动或损坏",
    sync_errors.BadSignature: "签名不成立",
    sync_errors.ManifestContradiction: "内外两份清单互相矛盾",
}

_CODE_REASONS = {"mistyped": "输入有误", "unknown": "总行没有发过", "expired": "已过期", "used": "已用过"}

_REFUSED_RECORDS = {
    "check": ("清单里没有这项检验:{subject}", "用 jindiao case check CASE 看各项检验的名称。"),
    "deviation": ("“{subject}”没有需要解释的偏差。", "只有需说明和不通过的检验才写解释。"),
    "failed check": ("“{subject}”现在不是不通过,没有可以例外的。", "上级例外只给不通过的检验,且只对当时的数字有效。"),
    "superior": ("没有写准予例外的上级姓名。", "请写明是哪一位上级。"),
    "position": ("没有写准予例外的上级职务。", "请写明上级的职务。"),
    "exception": ("“{subject}”没有上级例外可以撤回。", ""),
    "grade": ("还没有等级,不能调整。", "请先补齐资料,评出等级后再调。"),
    "override": ("等级不能这样调整:{found}。", "下调写明理由和两个人即可;上调须由清单规定的有权人决定。"),
    "override made": ("等级没有人工调整过。", ""),
    "conclusion": ("人工结论不能是暂不出具。", "请选同意、有条件同意、谨慎或否决。"),
    "amount": ("同意要写明同意的金额。", "请写金额,单位为元。"),
    "confirmation": ("还没有人工结论可以撤回。", ""),
    "reason": ("没有写理由。", "请写明理由和依据。"),
}


_RECORD_NOT_ALLOWED = ("这一条记录({subject})不合规则,没有记下。", "请检查写的内容后重试。")


def _record_refused(error: checklist_errors.RecordRefused) -> Message:
    text, hint = _REFUSED_RECORDS.get(error.expected, _RECORD_NOT_ALLOWED)
    return Message(text.format(subject=error.subject, found=error.found), hint)


def _reason_required(error: checklist_errors.ReasonRequired) -> Message:
    checks = "、".join(f"“{each}”" for each in error.checks[:4]) + (
        f"等{len(error.checks)}项" if len(error.checks) > 4 else ""
    )
    return Message(
        f"{checks}已显示过结果,改动它的输入须写理由:{error.path}",
        "请写明为什么改、凭什么改;理由记入审计轨迹,并与首次、最终结果一起印在报告里。命令行用 --reason。",
    )


_RECORD_FAULTS = {
    "rewritten": "首次结果写了两次",
    "withdrawn": "首次结果被撤掉",
    "unfounded": "首次结果不是当时的答案算得出来的",
    "unexplained": "检验显示结果之后改了输入,没有写理由",
    "missing": "检验有结论而没有首次结果",
    "unreadable": "记录读不出来",
}


_SENTENCES: dict[type[BaseException], _Make] = {
    checklist_errors.SheetError: _sheets,
    checklist_errors.AnswerError: _answers,
    checklist_errors.CalculationInputError: _calculation,
    checklist_errors.ReasonRequired: _reason_required,
    checklist_errors.RecordRefused: _record_refused,
    checklist_errors.PermissionMissing: _fixed(
        "只有本人能看得分的用户,才能让别人也看得分。",
        "请由有这项权限的用户解锁后再做;新建数据库时可用 --sees-points 给第一位用户。",
    ),
    checklist_errors.FormError: _form,
    checklist_errors.ExpressionError: _expression,
    checklist_errors.PackageError: lambda e: Message(f"清单包不能使用:{e.reason}", "请向总行重新索取清单包。"),
    checklist_errors.NoSuchFigure: lambda e: Message(
        f"评估结果里没有这个数:{e.path}",
        f"名称相近的有:{'、'.join(e.near)}。"
        if e.near
        else "名称与 jindiao case assess --json 打印的一致,如 limit.recommended。",
    ),
    checklist_errors.StatementFileError: _statement,
    checklist_errors.SpreadsheetError: _fixed(
        "工作簿打不开:文件已损坏、不是 .xlsx,或大得不正常。", "请在 Excel 里打开后另存为 .xlsx 再试。"
    ),
    checklist_errors.WrongKey: _fixed(
        "口令不对,数据库没有打开。", "请重新输入;输错不会锁定,也不会删除任何内容。忘记口令可用恢复词。"
    ),
    checklist_errors.StoreDamaged: _damaged,
    checklist_errors.StoreFull: lambda _: _DISK_FULL,
    checklist_errors.StoreLocked: _fixed(
        "数据库正被另一个尽调程序使用。", "请关闭另一个窗口或等它结束后重试。", ENVIRONMENT
    ),
    checklist_errors.StoreTooNew: _fixed(
        "数据库由更新版本的程序写成,本版本不能打开。", "请升级程序后再打开;数据没有改动。", ENVIRONMENT
    ),
    checklist_errors.StoreMissing: lambda e: Message(
        f"这里还没有数据库:{e.path}", "请先运行 jindiao init,或打开窗口新建。"
    ),
    checklist_errors.AttachmentNotFound: lambda e: Message(f"案件里没有这个附件:{e.attachment}", "请刷新后重试。"),
    checklist_errors.StoreError: lambda e: Message(
        f"数据库不能完成这一步:{e.path}({e.detail})", "请重新打开程序后再试。", ENVIRONMENT
    ),
    checklist_errors.CaseNotFound: lambda e: Message(f"没有这个案件:{e.case}", "用 jindiao case list 查看本机的案件。"),
    checklist_errors.CaseIsSealed: lambda e: Message(f"案件 {e.case} 已提交,不能再改。", "如需更正,请由总行退回。"),
    checklist_errors.DrawMade: lambda e: Message(
        f"已经抽过样,没有重抽。{e.words}", "确实要重抽的,写明理由;原来抽到的和理由都留在审计轨迹里。"
    ),
    checklist_errors.DrawImpossible: _fixed(
        "没有可以抽的:本清单没有抽样日或点货单,或者存货清单上没有一样值钱的货。",
        "请核对清单,或换一份有数量和进价的存货清单。",
    ),
    checklist_errors.UpdateOutdated: lambda e: Message(
        f"案件 {e.case} 在此期间有了改动,清单没有更新。", "请重新查看变化后再更新。"
    ),
    PassphraseMissing: _fixed(
        "没有给出口令,也没有可以输入口令的终端。", "请在终端里运行,或用 JINDIAO_PASSPHRASE_FILE 指定口令文件。"
    ),
    PassphrasesDiffer: _fixed("两次输入的口令不一样,没有设置。", "请重新运行,两次输入同一口令。"),
    sync_errors.WeakPassphrase: lambda e: Message(
        f"口令太短:{e.found} 个字符,至少 {e.minimum} 个。", "可用一句容易记住的话。"
    ),
    sync_errors.WrongPassphrase: _fixed(
        "口令不对,没有打开。", "请重新输入;输错不会锁定,也不会删除任何内容。忘记口令可用恢复词。"
    ),
    sync_errors.WrongWords: _fixed("恢复词不对,没有打开。", "请核对 12 个字的内容与顺序。"),
    sync_errors.AmbiguousUser: lambda e: Message(f"有几位用户符合:{'、'.join(e.users)}", "请说明是哪一位。"),
    sync_errors.UserUnknown: lambda e: Message(f"本机没有这位用户:{e.user}", "用 jindiao user list 查看用户。"),
    sync_errors.UserLocked: lambda e: Message(f"用户 {e.user} 已被停用,不能解锁或签名。", "请由本机其他用户办理。"),
    sync_errors.LastUser: lambda e: Message(f"{e.user} 是最后一位可用的用户,不能停用。", "请先增加另一位用户。"),
    sync_errors.KeyringExists: lambda e: Message(
        f"这里已有密钥文件,没有改动:{e.path}", "如要另建,请用 JINDIAO_HOME 指定一个空文件夹。"
    ),
    sync_errors.KeyringMissing: lambda e: Message(f"本机还没有建库:{e.path}", "请先运行 jindiao init,或打开窗口新建。"),
    sync_errors.KeyringDamaged: lambda e: Message(
        f"密钥文件已损坏:{e.path}({e.detail})", "请勿删除;用备份的 keyring.json 覆盖后重试。", ENVIRONMENT
    ),
    sync_errors.KeyringTooNew: _fixed("密钥文件由更新版本的程序写成。", "请升级程序后再打开。", ENVIRONMENT),
    sync_errors.KeysForgotten: _fixed("已锁定,请重新输入口令。"),
    sync_errors.KeyInvalid: lambda e: Message(f"这不是有效的密钥:{e.kind}", "请核对后重试。"),
    sync_errors.WrongIdentity: _fixed("这把密钥打不开该文件:文件不是加密给它的。", "请换用总行、托管或本机的密钥。"),
    sync_errors.CiphertextDamaged: _fixed("加密文件被改动、截短或加长,已拒绝。", "请向发送方重新索取。"),
    sync_errors.DocumentInvalid: lambda e: Message(
        f"{e.document} 的内容不合格式:{e.where or '开头'} 处是{e.found},应为{e.expected}", "请重新取得该文件。"
    ),
    sync_errors.EnvelopeError: _refused_file,
    sync_errors.FolderNotEmpty: lambda e: Message(f"这个文件夹里已有内容,没有写入:{e.path}", "请换一个空文件夹。"),
    sync_errors.SyncError: _fixed("这一步没有完成,本机数据没有改动。", "请稍后再试;如再出现,请联系总行。"),
    sync_errors.OfficeError: _fixed("这一步只能在总行办理。", "请在总行使用 jindiao-office。"),
    report_errors.FontMissing: lambda e: Message(f"报告字体缺失:{e.path}", "请重新安装程序。", ENVIRONMENT),
    report_errors.ProfileMissing: lambda e: Message(f"报告色彩配置缺失:{e.path}", "请重新安装程序。", ENVIRONMENT),
    report_errors.RenderCancelled: _fixed("已取消,报告没有生成。", "需要时再生成一次。"),
    report_errors.PaperUnreadable: _fixed(
        "这不是本程序生成的报告 PDF,或文件已损坏。", "请换用原来的报告文件,或重新生成并签名。"
    ),
    report_errors.PaperOfAnotherCase: lambda e: Message(
        f"这份报告不属于这一案件现在的内容:报告的案件哈希是 {e.found[:12]},案件是 {e.expected[:12]}。",
        "如果签名后又改过案件,请另存一份新报告,重新签名。",
    ),
    report_errors.PaperSignatureBroken: lambda e: Message(
        f"报告上 {e.name} 的签名不成立,文件在签名后被改动过。", "请向签名人索取原文件,或重新生成并签名。"
    ),
    report_errors.AlreadySigned: lambda e: Message(f"{e.name} 已在这份报告上签名。", "请由另一位调查人签名。"),
    report_errors.PaperSignerMissing: lambda e: Message(
        f"报告上有 {e.name} 的签名,封存时却没有他的口令。", "请把签过报告的每一位调查人的口令都给出,再封存。"
    ),
    report_errors.NoPlaceToSign: lambda e: Message(
        f"{e.name} 不是这份报告的调查人{',报告写的是' + '、'.join(e.named) if e.named else ''},不能在上面签名。",
        "请核对清单里的主、辅调查人姓名与本机用户是否一致。",
    ),
    report_errors.SigningError: _fixed("报告没有签上名,文件没有改动。", "请重新生成报告,再签名。"),
    report_errors.ReportError: _fixed("报告没有生成,案件数据不受影响。", "请把崩溃报告交给技术支持。", ENVIRONMENT),
    sync_errors.CasefileError: lambda e: Message(
        f"案件内容自相矛盾:{e.part} {e.where} 是{e.found},应为{e.expected}", "请向发送方重新索取。"
    ),
    sync_errors.RecordContradiction: lambda e: Message(
        f"{f'审计轨迹第 {e.line} 条' if e.line else '审计轨迹'}:{e.subject} {_RECORD_FAULTS.get(e.kind, '与案件不符')}",
        "请向发送方查明。",
    ),
    sync_errors.NotEnrolled: _fixed(
        "本机尚未在总行登记。", "请向总行要一次性登记码,再运行 jindiao enrol 或在同步页登记。"
    ),
    sync_errors.InsecureAddress: lambda e: Message(f"地址没有加密传输:{e.url}", "请使用 https:// 开头的地址。"),
    sync_errors.OfficeUnreachable: lambda e: Message(
        f"连不上总行({e.url}),已试 {e.attempts} 次;案件仍在待发箱。", "联网后再同步即可,不会重复提交。", ENVIRONMENT
    ),
    sync_errors.NotTheOffice: lambda e: Message(
        f"应答的不是登记过的总行({e.url}),没有采信。", "可能被上网认证页面拦截,请换网络后再同步。", ENVIRONMENT
    ),
    sync_errors.CodeRefused: lambda e: Message(
        f"登记码不能用:{_CODE_REASONS.get(e.reason, e.reason)}。", "请向总行重新索取登记码。"
    ),
    sync_errors.DeviceRefused: _fixed("总行不再接受这台设备。", "请联系总行管理员;本机数据没有改动。"),
    sync_errors.CaseConflict: _fixed("总行已有同一案件的另一份文件,没有覆盖。", "请联系总行核对两份文件。"),
    sync_errors.RequestRefused: lambda e: Message(f"总行拒绝了请求({e.code})。", "请把这一代码告诉总行管理员。"),
    sync_errors.ReceiptInvalid: _fixed(
        "总行的回执不成立,没有采信;案件仍在待发箱。", "请稍后再同步;如再出现,请联系总行。"
    ),
}
