"""`python -m desktop.bench.printing REPORT ROUNDS`: prints a pickled report in a process of its own, as the window's worker does.

Writes one line of JSON: the milliseconds of each round, pages, bytes, and the process's greatest size in MiB (null where the system does
not tell it). The first round reads the typeface; whoever starts the process times the whole of it.
"""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path

from desktop.bench.measuring import repeated
from reports.pdf import PdfResult, render_pdf


def main(report: Path, rounds: int) -> None:
    document = pickle.loads(report.read_bytes())  # noqa: S301 - written by the bench that started this process
    made: list[PdfResult] = []
    times = repeated(lambda: made.append(render_pdf(document)), rounds, before=made.clear)
    facts = {"times": times, "pages": made[0].pages, "bytes": len(made[0].data), "peak_mib": _peak_mib()}
    sys.stdout.write(json.dumps(facts) + "\n")


def _peak_mib() -> float | None:
    if sys.platform == "win32":
        return None
    status = Path("/proc/self/status")
    if status.exists():  # getrusage counts the process that started this one as well
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / (1 << 10)
    import resource  # not there on Windows

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
