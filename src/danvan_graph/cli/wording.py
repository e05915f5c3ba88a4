"""Click in Vietnamese: help pages and usage errors that a commune official can read."""

import re
from collections.abc import Iterable
from typing import Any

import click
from click.exceptions import BadParameter, MissingParameter, NoSuchOption, UsageError

from danvan_graph.cli.verbs import Promise

_USAGE = {"[OPTIONS]": "[TÙY_CHỌN]", "[COMMAND] [ARGS]...": "[LỆNH] …"}
_HELP = {"[default: ": "[mặc định: ", "[required]": "[bắt buộc]"}
_SAID = (
    (r"No such command ['\"](.*)['\"]\.", "không có lệnh “{}”"),
    (r"Got unexpected extra arguments? \((.*)\)", "thừa “{}”"),
    (r"Option ['\"](.*)['\"] requires an argument\.", "tùy chọn “{}” cần một giá trị"),
    (r"Option ['\"](.*)['\"] does not take a value\.", "tùy chọn “{}” không nhận giá trị"),
    (r"['\"](.*)['\"] is not a valid integer\.", "“{}” không phải là số nguyên"),
    (r"['\"](.*)['\"] is not one of (.*)\.", "“{}” không có trong {}"),
    (r"(.*) is not in the range (.*)\.", "{} không nằm trong khoảng {}"),
)
"""What Click says in English, and the same in Vietnamese."""


def _translated(text: str, words: dict[str, str]) -> str:
    for english, vietnamese in words.items():
        text = text.replace(english, vietnamese)
    return text


class _Vietnamese(click.Command):
    """Writes the headings of a help page in Vietnamese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = _translated(" ".join(self.collect_usage_pieces(ctx)), _USAGE)
        formatter.write_usage(ctx.command_path, pieces, prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = (p for p in self.get_params(ctx) if isinstance(p, click.Option))
        records = (r for p in options if (r := p.get_help_record(ctx)) is not None)
        rows = [(names, _translated(text, _HELP)) for names, text in records]
        if rows:
            with formatter.section("Tùy chọn"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện trang trợ giúp này."
        return option


class Verb(_Vietnamese):
    """One verb of the command line."""


class Verbs(_Vietnamese, click.Group):
    """The verbs of the command line, each read from its module when it is asked for.

    Args:
        verbs: the verbs, in the order in which they are listed.
    """

    command_class = Verb

    def __init__(self, *, verbs: Iterable[Promise], **options: Any) -> None:
        super().__init__(**options)
        self._verbs = {verb.name: verb for verb in verbs}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Returns the verbs in the order of a user's work, not of the alphabet."""
        return list(self._verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Returns the verb of a name, None when there is none."""
        promise = self._verbs.get(cmd_name)
        return promise.kept() if promise else None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = [(name, promise.told) for name, promise in self._verbs.items()]
        with formatter.section("Các lệnh"):
            formatter.write_dl(rows)


def in_vietnamese(error: UsageError) -> str:
    """Returns a usage error of Click as a full Vietnamese sentence."""
    path = error.ctx.command_path if error.ctx else "danvan"
    tail = f"; gõ “{path} --help” để xem cách dùng."
    if isinstance(error, NoSuchOption):
        return f"Không có tùy chọn “{error.option_name}”{tail}"
    name = _name(error.param) if isinstance(error, BadParameter) and error.param else ""
    if isinstance(error, MissingParameter):
        return f"Thiếu “{name}”{tail}"
    if isinstance(error, BadParameter):
        return f"Giá trị của “{name}” không dùng được ({_said(error.message)}){tail}"
    return f"Lệnh viết chưa đúng ({_said(error.message)}){tail}"


def _name(parameter: click.Parameter) -> str:
    """Returns what a person types for it: ``--year``, not the name it has in the code."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.human_readable_name


def _said(message: str) -> str:
    for pattern, vietnamese in _SAID:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return vietnamese.format(*match.groups())
    return message
