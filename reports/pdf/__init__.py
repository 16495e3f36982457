"""A report becomes a PDF: layout in rows and stacks, drawn with ReportLab."""

from reports.pdf.render import PdfResult, Progress, render_pdf

__all__ = ["PdfResult", "Progress", "render_pdf"]
