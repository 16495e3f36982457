"""One file a chapter: an assessed case becomes blocks of a report. Pure: no clock, no ids, no renderer."""
