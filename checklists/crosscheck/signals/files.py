"""Photos and files of one case: the same picture twice, taken at another time or place than the visit, a file counted twice.

Source: handbook 1.7 and 7.4 (signs of forgery), G2; how near is near, how late is late: 本行待校准, in the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal

from checklists.crosscheck.signals.places import Point, distance_words, metres_between, point_of
from checklists.crosscheck.signals.seen import Coincidence, Seen, without_positions
from checklists.model.case import Attachment
from checklists.model.identity import Meaning
from checklists.model.pictures import bits_apart
from checklists.model.signals import SignalKind
from checklists.model.transactions import SHANGHAI

_MOST_COMPARED = 300
"""Pictures that are compared each with each; a visit brings home a few dozen."""


def photos_twice(seen: Seen, within_bits: Decimal) -> Iterator[Coincidence]:
    """The same or nearly the same picture answering different questions, one of them of the site itself."""
    exact: dict[str, list[Attachment]] = {}
    for each in seen.attachments:
        if each.media_type.startswith("image/"):
            exact.setdefault(each.sha256, []).append(each)
    scenes = {each.id for each in seen.scene_photos}
    groups = [group for group in exact.values() if len(group) > 1 and any(each.id in scenes for each in group)]
    for group in groups:
        if len({without_positions(each.question) for each in group}) > 1:
            yield _twice(seen, group, "是同一张照片")
    pictures = seen.scene_photos[:_MOST_COMPARED]
    for at, one in enumerate(pictures):
        for other in pictures[at + 1 :]:
            apart = bits_apart(one.perceptual_hash, other.perceptual_hash)
            if one.sha256 != other.sha256 and apart is not None and apart <= within_bits:
                yield _twice(seen, [one, other], "画面几乎相同")


def _twice(seen: Seen, group: Sequence[Attachment], what: str) -> Coincidence:
    return Coincidence(
        SignalKind.PHOTO_TWICE,
        tuple(each.sha256 for each in group),
        f"{seen.named(group)}{what}。",
        tuple(dict.fromkeys(each.question for each in group if each.question)),
        tuple(each.id for each in group),
    )


def files_twice(seen: Seen) -> Iterator[Coincidence]:
    """One export read into two rows: its inflow counts twice."""
    rows: dict[str, list[str]] = {}
    for mark in seen.of(Meaning.FILE):
        rows.setdefault(mark.key, []).append(mark.path)
    for sha256, paths in rows.items():
        if len(paths) > 1:
            sentence = f"同一份文件(哈希{sha256[:8]}…)在清单里记了{len(paths)}行，金额会重复计算。"
            evidence = tuple(each.id for each in seen.attachments if each.sha256 == sha256)
            yield Coincidence(SignalKind.FILE_TWICE, (sha256,), sentence, tuple(paths), evidence)


def photos_out_of_time(seen: Seen, within_hours: Decimal) -> Iterator[Coincidence]:
    """Photos of the site that were taken long before the visit began or after it ended."""
    if seen.visited_on is None:
        return
    slack = timedelta(hours=float(within_hours))
    start = datetime.combine(seen.visited_on, seen.started or time.min, SHANGHAI) - slack
    end = datetime.combine(seen.visited_on, seen.ended or time.max, SHANGHAI) + slack
    timed = [(each, each.taken_at) for each in seen.site_photos if each.taken_at is not None]
    for word, off in (
        ("早于到场", [(each, at) for each, at in timed if at < start]),
        ("晚于离场", [(each, at) for each, at in timed if at > end]),
    ):
        if off:
            at = off[0][1].astimezone(SHANGHAI)
            sentence = f"{seen.named(each for each, _ in off)}的拍摄时间{word}({at:%Y-%m-%d %H:%M})。"
            yield _about(SignalKind.PHOTO_TIME, [each for each, _ in off], sentence)


def photos_far(seen: Seen, within_metres: Decimal) -> Iterator[Coincidence]:
    """Photos of the site that were taken far from every place that was located on site; without one, far from one another."""
    placed = [(each, point) for each in seen.site_photos if (point := point_of(each.place)) is not None]
    known = [point for _, text in seen.places if (point := point_of(text)) is not None]
    reference = known or [point for _, point in placed[:1]]
    far = [(each, metres) for each, point in placed if (metres := _nearest(point, reference)) > within_metres]
    if far:
        where = "现场定位" if known else "另一张现场照片"
        farthest = distance_words(max(metres for _, metres in far))
        sentence = f"{seen.named(each for each, _ in far)}的拍摄地点离{where}{farthest}。"
        yield _about(SignalKind.PHOTO_FAR, [each for each, _ in far], sentence)


def photo_gaps(seen: Seen) -> tuple[str, ...]:
    """What photos do not say of themselves: missing is not in order."""
    photos = seen.site_photos
    untimed = sum(each.taken_at is None for each in photos)
    unplaced = sum(point_of(each.place) is None for each in photos)
    blind = [each for each in seen.scene_photos if not each.perceptual_hash]
    return (
        *((f"{untimed}张现场照片没有拍摄时间，未与到场时间比对。",) if untimed else ()),
        *((f"{unplaced}张现场照片没有拍摄地点(客户未同意或相机未记录)，未与现场定位比对。",) if unplaced else ()),
        *((f"{len(blind)}张现场照片看不出画面特征，只比对了是否同一文件。",) if blind else ()),
    )


def _nearest(point: Point, places: Sequence[Point]) -> int:
    return min(metres_between(point, place) for place in places)


def _about(kind: SignalKind, photos: Sequence[Attachment], sentence: str) -> Coincidence:
    return Coincidence(
        kind,
        tuple(each.sha256 for each in photos),
        sentence,
        tuple(dict.fromkeys(each.question for each in photos)),
        tuple(each.id for each in photos),
    )
