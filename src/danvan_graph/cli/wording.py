"""Click in Vietnamese: help pages and usage errors that a commune official can read."""

import click
from click.exceptions import BadParameter, MissingParameter, NoSuchOption, UsageError


class _Vietnamese(click.Command):
    """Writes the headings of a help page in Vietnamese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [r for p in self.get_params(ctx) if (r := p.get_help_record(ctx)) is not None]
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
    """The verbs of the command line, in the order they were added."""

    command_class = Verb

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Returns the verbs in the order of a user's work, not of the alphabet."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = [
            (name, command.get_short_help_str(limit=100))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        with formatter.section("Các lệnh"):
            formatter.write_dl(rows)


def in_vietnamese(error: UsageError) -> str:
    """Returns a usage error of Click as a full Vietnamese sentence."""
    path = error.ctx.command_path if error.ctx else "danvan"
    tail = f"; gõ “{path} --help” để xem cách dùng."
    if isinstance(error, NoSuchOption):
        return f"Không có tùy chọn “{error.option_name}”{tail}"
    name = (
        error.param.human_readable_name if isinstance(error, BadParameter) and error.param else ""
    )
    if isinstance(error, MissingParameter):
        return f"Thiếu “{name}”{tail}"
    if isinstance(error, BadParameter):
        return f"Giá trị của “{name}” không dùng được ({error.message}){tail}"
    return f"Lệnh viết chưa đúng ({error.message}){tail}"
