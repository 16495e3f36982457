"""What lets an archive keep the file for decades: PDF/A-2b (ISO 19005-2), as far as ReportLab leaves it to us.

The XMP packet, the colour space that figures are printed in, the file's own identifier, and streams that end as the standard wants.
Everything comes from the report; nothing from a clock.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase.pdfdoc import PDFArray, PDFCatalog, PDFDictionary, PDFName, PDFObject, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

from reports.document import Report
from reports.errors import ProfileMissing

LANGUAGE: Final = "zh-CN"
CREATOR: Final = "尽调 Jindiao"
PRODUCER: Final = "尽调 Jindiao, ReportLab"
_PROFILE = Path(__file__).parent.parent / "assets" / "icc" / "sRGB.icc"
_NO_ID: Final = b"\n[<" + b"0" * 32 + b"><" + b"0" * 32 + b">]\n"
_XREF = re.compile(rb"(?<=\n)xref\n0 (\d+)\n0000000000 65535 f \n")
_STREAM_END: Final = b"endstream\nendobj\n"


class _Packet(PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """A stream without a filter, so that a program that knows no PDF can find the packet in it."""

    __RefOnly__ = 1

    def __init__(self, data: bytes) -> None:
        self._data = data

    def format(self, _document: object) -> bytes:
        return b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%sendstream\n" % (len(self._data), self._data)


def describe(canvas: Canvas, report: Report) -> None:
    """Title, language, dates, case hash, colour space and conformance, into the info dictionary and the XMP packet alike."""
    title, author, subject = _title(report), report.bank or "尽调", f"案件哈希 SHA-256 {report.case_hash}"
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(subject)
    canvas.setKeywords(report.case_hash)
    canvas.setCreator(CREATOR)
    canvas.setProducer(PRODUCER)
    canvas.setDateFormatter(lambda *_: f"D:{report.dated:%Y%m%d}000000+00'00'")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    document = canvas._doc
    document._ID = _NO_ID
    catalog = document.Catalog
    catalog.__NoDefault__ = [*PDFCatalog.__NoDefault__, "OutputIntents"]
    packet = _packet(title=title, author=author, subject=subject, case_hash=report.case_hash, dated=report.dated)
    catalog.Metadata = document.Reference(_Packet(packet), "xmp")
    profile = PDFStream(PDFDictionary({"N": 3}), _profile())
    catalog.OutputIntents = PDFArray(
        [
            PDFDictionary(
                {
                    "Type": PDFName("OutputIntent"),
                    "S": PDFName("GTS_PDFA1"),
                    "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
                    "Info": PDFString("sRGB IEC61966-2.1"),
                    "DestOutputProfile": document.Reference(profile, "srgb"),
                }
            )
        ]
    )


def add_fields(canvas: Canvas, fields: Sequence[object]) -> None:
    """The form of signature fields, all there before the first signature: none may be added to a signed file."""
    if fields:
        document = canvas._doc
        form = PDFDictionary({"Fields": PDFArray(fields), "SigFlags": 0})
        document.Catalog.AcroForm = document.Reference(form, "signature-fields")


def finished(data: bytes) -> bytes:
    """ReportLab's file with a line end before every ``endstream`` (6.1.7.1), and as its identifier the hash of what it holds."""
    match = list(_XREF.finditer(data))[-1]
    count, table = int(match.group(1)), match.end()
    starts = [int(data[at : at + 10]) for at in range(table, table + 20 * (count - 1), 20)]
    order = sorted(range(len(starts)), key=starts.__getitem__)
    ends = [starts[following] for following in order[1:]] + [match.start()]
    moved, parts, at = dict.fromkeys(range(len(starts)), 0), [data[: starts[order[0]]]], starts[order[0]]
    for number, end in zip(order, ends, strict=True):
        moved[number] = at
        written = data[starts[number] : end]
        if written.endswith(_STREAM_END):
            written = written[: -len(_STREAM_END)] + b"\n" + _STREAM_END
        parts.append(written)
        at += len(written)
    body = b"".join(parts)
    entries = b"".join(b"%010d 00000 n \n" % moved[number] for number in range(len(starts)))
    trailer, _ = data[table + 20 * (count - 1) :].split(b"startxref\n")
    identifier = hashlib.sha256(body).hexdigest()[:32].encode()
    trailer = trailer.replace(_NO_ID, b"\n[<%s><%s>]\n" % (identifier, identifier))
    return b"%s%s%s%sstartxref\n%d\n%%%%EOF\n" % (body, match.group(0), entries, trailer, len(body))


def _title(report: Report) -> str:
    return f"{report.title} {report.case_number} {report.client}（{report.state_label}）"


@lru_cache(maxsize=1)
def _profile() -> bytes:
    try:
        return _PROFILE.read_bytes()
    except OSError as error:
        raise ProfileMissing(_PROFILE) from error


def _packet(*, title: str, author: str, subject: str, case_hash: str, dated: date) -> bytes:
    """Written by hand, one description a schema, for the strictest readers; it says what the info dictionary says."""
    day = f"{dated.isoformat()}T00:00:00+00:00"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:identifier>urn:sha256:{case_hash}</dc:identifier>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{html.escape(title, quote=False)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{html.escape(author, quote=False)}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{html.escape(subject, quote=False)}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>{day}</xmp:CreateDate>
<xmp:ModifyDate>{day}</xmp:ModifyDate>
<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdf:Keywords>{case_hash}</pdf:Keywords>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
""".encode()
