"""A report becomes a PDF: layout in rows and stacks, drawn with ReportLab."""

from reports.pdf.render import PdfResult, render_pdf

__all__ = ["PdfResult", "render_pdf"]
