"""Signals (线索): what coincides within a case and between cases. Pure: answers' marks and attachments' data in, sentences out."""
