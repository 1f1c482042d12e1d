"""The command line: the same services without a window. Every command can answer in JSON."""

from desktop_app.cli.running import run_command

__all__ = ["run_command"]
