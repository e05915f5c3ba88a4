"""The program ``danvan``: gathers the verbs and turns every error into one sentence."""

import os
import sys
from collections.abc import Sequence

import click

from danvan_graph import __version__
from danvan_graph.cli.verbs import VERBS
from danvan_graph.cli.wording import Verbs, in_vietnamese
from danvan_graph.errors import DanvanError


@click.group(cls=Verbs, verbs=VERBS, invoke_without_command=True)
@click.option("--version", is_flag=True, help="Hiện số phiên bản.")
@click.pass_context
def danvan(context: click.Context, *, version: bool) -> None:
    """Đồ thị các văn bản về công tác dân vận chính quyền: dựng, tra cứu, phục vụ."""
    if version:
        click.echo(f"danvan_graph {__version__}")
    elif context.invoked_subcommand is None:
        click.echo(context.get_help())


def _complain(message: str) -> None:
    from rich.console import Console  # noqa: PLC0415 - a page of help needs none

    Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(message)


def _quiet_pipe() -> None:
    """Keeps Python from complaining at exit when the reader of a pipe has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    """Makes Vietnamese printable where the console is set to another encoding (Windows)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code after running the command line.

    Args:
        arguments: the words after ``danvan``; None takes those of the process.

    Returns:
        0 when all went well, 1 for an error of the data or the store, 2 for a wrong command line,
        130 after Ctrl-C.
    """
    _speak_utf8()
    try:
        danvan.main(args=arguments, prog_name="danvan", standalone_mode=False)
    except click.UsageError as error:
        _complain(in_vietnamese(error))
        return 2
    except DanvanError as error:
        _complain(error.message)
        return 1
    except (click.Abort, KeyboardInterrupt):
        _complain("Đã dừng theo yêu cầu; dữ liệu đã công bố trước đó còn nguyên.")
        return 130
    except BrokenPipeError:
        _quiet_pipe()
        return 1
    return 0
