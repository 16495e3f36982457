"""`jindiao`: a command goes to the command line, which runs without Qt; nothing opens the window."""

from __future__ import annotations

import sys


def main() -> int:
    """The exit status of the command, or of the window."""
    arguments = sys.argv[1:]
    if arguments:
        from desktop.cli import main as run_command

        return run_command(arguments)
    from desktop.app import run as run_window

    return run_window(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
