"""What each ``jindiao-office`` command does. Results go to stdout, messages to stderr; the return value is the exit status."""

from __future__ import annotations

import shutil
import sys
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from typing import Any

from checklists.model.canonical import number_text, readable_json
from checklists.model.text import printable
from sync.durable import write_whole
from sync.errors import CosigningRefused, SyncError
from sync.headoffice.cosigning import cosign
from sync.headoffice.examining import Examination, open_case
from sync.headoffice.office import Office
from sync.headoffice.recompute import Outcome, recompute
from sync.headoffice.sentences import sentence_for
from sync.headoffice.verification import verify
from sync.keys.age import read_identity
from sync.keys.signing import key_id


def init(args: Namespace) -> int:
    """A new office; its two secrets leave the folder here and now."""
    identity_file = args.identity or _default_identity(args.dir)
    if identity_file.exists():
        return _fail(f"{identity_file} 已存在；为免覆盖私钥，请先移走它，或用 --identity 另指定位置")
    made = Office.create(args.dir)
    with closing(made.office) as office:
        # Like age-keygen's own file, so that the stock program takes it.
        text = f"# 总行私钥：能打开全部案件。请移到离线介质保管，勿留在服务器上\n# public key: {office.recipient}\n{made.identity}\n"
        try:
            write_whole(identity_file, text.encode(), mode=0o600)
        except OSError:
            shutil.rmtree(args.dir)  # an office whose cases nobody could ever open is no office
            raise
        facts = {
            "office": office.id,
            "recipient": office.recipient,
            "escrow_recipient": office.escrow_recipient,
            "identity_file": str(identity_file),
            "escrow_identity": made.escrow_identity,
        }
    if args.json:
        return _document(facts)
    _line(f"总行已建立：{args.dir}")
    _line(f"总行公钥编号：{facts['office']}")
    _line(f"总行私钥已写入 {identity_file}。它能打开全部案件：请立即移到离线介质保管，收件服务不需要它。")
    _line("托管私钥只显示这一次，请抄录或打印后封存，程序不保留：")
    _line(made.escrow_identity)
    return 0


def serve(args: Namespace) -> int:
    from sync.headoffice.serving import serve as run  # the web framework is loaded by this command alone

    with closing(Office.open(args.dir)) as office:
        if args.host not in ("127.0.0.1", "::1", "localhost"):
            _note("提示：本服务不加密传输，对外须置于 TLS 反向代理之后；设备拒绝以明文连接其他机器。")
        run(office, host=args.host, port=args.port)
    return 0


def device_invite(args: Namespace) -> int:
    with closing(Office.open(args.dir)) as office:
        code, invitation = office.invite(name=args.name, branch=args.branch)
    if args.json:
        facts = {"code": code.text, "name": args.name, "branch": args.branch, "expires_at": invitation.expires_at}
        return _document(facts)
    _line(code.text)
    _note(
        f"注册码只显示这一次，只能用一次，{invitation.expires_at:%Y-%m-%d %H:%M} UTC 前有效；请当面或电话交给 {args.name}。"
    )
    return 0


def device_list(args: Namespace) -> int:
    with closing(Office.open(args.dir)) as office:
        devices, people = office.register.devices(), office.register.people()
    if args.json:
        return _document(
            [
                {
                    "device": device.id,
                    "name": device.name,
                    "branch": device.branch,
                    "key": device.public_key,
                    "enrolled_at": device.enrolled_at,
                    "revoked_at": device.revoked_at,
                    "investigators": [
                        {"person": one.person, "name": one.name, "staff_number": one.staff_number, "key": one.key}
                        for one in people
                        if one.device == device.id
                    ],
                }
                for device in devices
            ]
        )
    for device in devices:
        state = f"已吊销 {device.revoked_at:%Y-%m-%d}" if device.revoked_at else "在用"
        _line(f"{device.id[:12]}  {device.name}  {device.branch}  {device.enrolled_at:%Y-%m-%d} 注册  {state}")
        for one in people:
            if one.device == device.id:
                _line(f"    {one.name}  {one.staff_number or '无工号'}  公钥 {one.key[:12]}")
    if not devices:
        _note("还没有设备注册。")
    return 0


def device_revoke(args: Namespace) -> int:
    with closing(Office.open(args.dir)) as office:
        device = office.register.find_device(args.device)
        if device.revoked_at is None:
            office.revoke(device)
    _note(f"{device.name}（{device.id[:12]}）已吊销：此后不再收它的件，此前收下的仍然有效。")
    return 0


def case_list(args: Namespace) -> int:
    with closing(Office.open(args.dir)) as office:
        names = {device.id: device for device in office.register.devices()}
        cases = office.register.received()
    if args.json:
        return _document(
            [
                {
                    "case": case.case_id,
                    "revision": case.revision,
                    "sha256": case.sha256,
                    "size": case.size,
                    "device": case.device,
                    "device_name": names[case.device].name,
                    "branch": names[case.device].branch,
                    "received_at": case.received_at,
                    "log_index": case.log_index,
                }
                for case in cases
            ]
        )
    for case in cases:
        sender = names[case.device]
        _line(
            f"{case.case_id}  第{case.revision}版  {case.received_at:%Y-%m-%d %H:%M} UTC  {sender.branch} {sender.name}  {case.size} 字节"
        )
    if not cases:
        _note("还没有收到案件。")
    return 0


def case_open(args: Namespace) -> int:
    identity = read_identity(args.identity or _default_identity(args.dir))
    with closing(Office.open(args.dir)) as office:
        received = office.register.find_case(args.case)
        found = open_case(office, received, identity, out=args.out, recompute=recompute)
        office.record_opening(received, good=found.is_good)
        refused, cosigned = _cosigned(office, found, args) if args.cosign else (None, None)
    if args.json:
        facts = _examination(found, args.out)
        _document({**facts, "cosigned": str(cosigned) if cosigned else None} if args.cosign else facts)
    else:
        _print_examination(found, args.out)
        if cosigned is not None:
            _line(f"总行已会签：{cosigned}")
    if refused is not None:
        _note(sentence_for(refused))
    return 0 if found.is_good and refused is None else 1


def _cosigned(office: Office, found: Examination, args: Namespace) -> tuple[CosigningRefused | None, Path | None]:
    """The co-signed report, or why there is none: what was examined is told all the same."""
    try:
        return None, cosign(office, found, args.out)
    except CosigningRefused as error:
        return error, None


def verify_office(args: Namespace) -> int:
    identity = read_identity(args.identity) if args.identity else None
    with closing(Office.open(args.dir)) as office:
        result = verify(office, identity=identity, recompute=recompute)
    if args.json:
        _document(
            {
                "cases": result.cases,
                "devices": result.devices,
                "log_entries": result.log_entries,
                "inside": identity is not None,
                "problems": [{"where": where, **_problem(error)} for where, error in result.findings],
                "unrecorded": result.unrecorded,
            }
        )
        return 1 if result.findings else 0
    for where, error in result.findings:
        _line(f"{where}：{sentence_for(error)}")
    for name in result.unrecorded:
        _note(f"sealed/{name} 没有登记：多半是收件途中断电，设备会重发；请保留，勿删。")
    inside = "外层与内层" if identity else "外层（未用私钥）"
    good = "全部无误" if not result.findings else f"{len(result.findings)} 处有问题"
    _line(f"已核对{inside}：案件 {result.cases}，设备 {result.devices}，日志 {result.log_entries} 条：{good}")
    return 1 if result.findings else 0


def _default_identity(folder: Path) -> Path:
    """Beside the office's folder, never in it: ``office`` -> ``office.identity``."""
    whole = folder.resolve()
    return whole.with_name(whole.name + ".identity")


def _examination(found: Examination, out: Path) -> dict[str, Any]:
    return {
        "case": found.received.case_id,
        "revision": found.received.revision,
        "sha256": found.received.sha256,
        "checklist_sha256": found.checklist_sha256,
        "signers": [
            {"name": one.name, "staff_number": one.staff_number, "key": one.key, "keyid": key_id(one.key)}
            for one in found.signers
        ],
        "sealed": found.sealed,
        "recomputed": found.recomputed,
        "equal": found.is_good,
        "out": str(out) if found.written else None,
        "problems": [_problem(error) for error in found.findings],
    }


def _print_examination(found: Examination, out: Path) -> None:
    _line(f"案件 {found.received.case_id} 第{found.received.revision}版")
    for one in found.signers:
        _line(f"签名：{one.name} {one.staff_number}（公钥 {one.key[:12]}）")
    for side, outcome in (("封卷时", found.sealed), ("总行重算", found.recomputed)):
        if outcome is not None:
            _line(f"{side}：{_outcome(outcome)}")
    for error in found.findings:
        _line(f"问题：{sentence_for(error)}")
    if found.written:
        _line(f"明文已写入 {out}；用毕请删除。")
    _line("签名、哈希、留痕与评分全部核对无误" if found.is_good else f"有 {len(found.findings)} 处问题，见上")


def _outcome(outcome: Outcome) -> str:
    score = "资料不足" if outcome.score is None else f"{number_text(outcome.score)} 分"
    limit = "未得出" if outcome.limit is None else f"{number_text(outcome.limit)} 元"
    return f"评分 {score}，等级 {outcome.grade or '未评'}，建议额度 {limit}"


def _problem(error: SyncError) -> dict[str, str]:
    return {"code": type(error).__name__, "message": sentence_for(error)}


def _document(value: Any) -> int:
    sys.stdout.write(readable_json(value) + "\n")
    return 0


def _line(text: str) -> None:
    """Names come from devices: none of them may steer the operator's terminal."""
    sys.stdout.write(printable(text) + "\n")


def _note(text: str) -> None:
    sys.stderr.write(printable(text) + "\n")


def _fail(text: str) -> int:
    _note(text)
    return 1
