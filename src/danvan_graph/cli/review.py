"""``danvan review``: a person goes through what the machine read, the doubtful points first."""

import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from danvan_graph.adding.exported import as_test_case
from danvan_graph.adding.gold_case import as_gold
from danvan_graph.adding.names import shown_text
from danvan_graph.adding.points import Point
from danvan_graph.adding.review import Review, finish_review
from danvan_graph.adding.workplace import Workplace
from danvan_graph.cli.add import tell_built, user, workplace
from danvan_graph.cli.options import (
    base_option,
    collection_option,
    data_option,
    keep_option,
    store_option,
)
from danvan_graph.cli.wording import Verb
from danvan_graph.collection.folder import Collection
from danvan_graph.errors import InvalidIdentifier, OutputError, UnknownName
from danvan_graph.records.document import DocumentRecord

_KEYS = "[Enter/đ] đúng  [s] sửa  [x] sai, bỏ ra  [b] bỏ qua  [t] thoát"
_STOP = "t"
_DONE = {"": "right", "đ": "right", "d": "right", "x": "wrong", "s": "change", "b": "skip"}


@click.command(cls=Verb)
@click.argument("what", required=False, metavar="[MÃ_VĂN_BẢN|THƯ_MỤC]")
@click.option("--by", default=None, envvar="DANVAN_USER", metavar="TÊN", help="Tên người duyệt.")
@click.option(
    "--export-test",
    nargs=2,
    type=str,
    default=None,
    metavar="MÃ_VĂN_BẢN TỆP",
    help="Ghi bản ghi thành ca kiểm thử JSON, không có nguyên văn, rồi thôi.",
)
@click.option(
    "--case",
    nargs=2,
    type=str,
    default=None,
    metavar="MÃ_VĂN_BẢN THƯ_MỤC",
    help="Ghi bản ghi và nguyên văn thành ca chấm điểm (gold/1), rồi thôi.",
)
@collection_option
@data_option
@store_option
@base_option
@keep_option
def review(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    what: str | None,
    by: str | None,
    export_test: tuple[str, str] | None,
    case: tuple[str, str] | None,
    collection: Path,
    data: Path | None,
    store: Path,
    base: str,
    keep: int,
) -> None:
    """Xem lại những gì máy đọc được, điểm đáng ngờ trước; mỗi câu trả lời được giữ ngay.

    Không nêu gì thì xem mọi văn bản chưa có người duyệt trong bộ sưu tập.
    """
    work = workplace(data, collection, store, base, keep)
    if what and Path(what).is_dir():
        work = workplace(data, Path(what), store, base, keep)
        what = None
    if export_test:
        _export(work, *export_test)
        return
    if case:
        _gold(work, *case)
        return
    console = Console(highlight=False, soft_wrap=True, markup=False)
    touched = _Session(console, work, by or user()).run(what)
    if touched:
        with Console(stderr=True).status("Bắt đầu…") as status:
            built = finish_review(work, touched, lambda s: status.update(f"{s}…"))
        tell_built(console, built, store)


def _export(work: Workplace, name: str, file: str) -> None:
    record = _known(work.read(), name)
    text = json.dumps(as_test_case(record), ensure_ascii=False, indent=1)
    _write(Path(file), text + "\n")
    click.echo(f"Đã ghi ca kiểm thử của “{name}” vào “{file}”.")


def _gold(work: Workplace, name: str, folder: str) -> None:
    collection = work.read()
    record = _known(collection, name)
    text = collection.text(record)
    if text is None:
        raise UnknownName(
            f"Bộ sưu tập không giữ nguyên văn của “{name}” nên không làm được ca chấm điểm; hãy gắn "
            "văn bản bằng “danvan attach” rồi chạy lại.",
            f"The text of “{name}” is not held.",
        )
    case, covered = as_gold(record, text, {kind.slug: kind.vi for kind in collection.kinds})
    _write(Path(folder) / f"{name}.txt", covered)
    _write(Path(folder) / f"{name}.json", json.dumps(case, ensure_ascii=False, indent=1) + "\n")
    click.echo(f"Đã ghi ca chấm điểm của “{name}” vào “{folder}”; tệp .txt là nguyên văn.")


def _known(collection: Collection, name: str) -> DocumentRecord:
    known = {d.id: d for d in collection.documents}
    if name not in known:
        raise UnknownName(f"Không có văn bản nào tên “{name}” trong bộ sưu tập.", "", sorted(known))
    return known[name]


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise OutputError(
            f"Không ghi được tệp “{path}” ({error.strerror}); hãy kiểm tra tên tệp, quyền ghi và "
            "chỗ trống, hoặc chọn tệp khác.",
            f"Cannot write “{path}” ({error.strerror}).",
        ) from error


class _Session:
    """One person at one terminal."""

    def __init__(self, console: Console, work: Workplace, by: str) -> None:
        self._console = console
        self._work = work
        self._by = by

    def run(self, name: str | None) -> list[str]:
        """Returns the ids of the documents about which something was said."""
        collection = self._work.read()
        names = [name] if name else _waiting(collection)
        reviews = [Review.of(self._work, collection, n, self._by) for n in names]
        if not reviews:
            self._console.print("Không còn văn bản nào chờ duyệt.")
        touched: list[str] = []
        for review_ in reviews:
            before = len(review_.answers)
            going = self._document(review_)
            if len(review_.answers) > before or _unapplied(review_):
                touched.append(review_.record.id)
            if not going:
                break
        return touched

    def _document(self, review_: Review) -> bool:
        """Returns whether the person wants to go on with the next document."""
        points = review_.points()
        record = review_.record
        self._console.rule(shown_text(f"{record.id} · {record.header.title.value}"[:120]))
        self._console.print(f"{len(points)} điểm chờ xem.")
        for number, point in enumerate(points, start=1):
            self._show(review_, point, f"{number}/{len(points)}")
            if not self._asked(review_, point):
                return False
        return True

    def _asked(self, review_: Review, point: Point) -> bool:
        """Returns whether the person wants to go on, after a valid answer."""
        while True:
            key = self._line(f"{_KEYS}: ")
            if key is None or key.casefold() == _STOP:
                return False
            deed = _DONE.get(key.casefold())
            try:
                if deed == "right":
                    review_.right(point)
                elif deed == "wrong":
                    review_.wrong(point)
                elif deed == "change" and not self._change(review_, point):
                    continue
            except InvalidIdentifier as error:
                self._console.print(f"  {error.message}")
                continue
            if deed:
                return True
            self._console.print("  Hãy gõ Enter, đ, s, x, b hoặc t.")

    def _change(self, review_: Review, point: Point) -> bool:
        """Returns whether a value was changed."""
        if not point.values:
            self._console.print("  Điểm này không có gì để sửa; chọn đ hoặc x.")
            return False
        for number, (_, label, value) in enumerate(point.values, start=1):
            self._console.print(f"  {number}. {label}: {shown_text(value or '—')}")
        changed = False
        while chosen := self._line("  Sửa số mấy (Enter: xong)? "):
            if not chosen.isdecimal() or not 1 <= int(chosen) <= len(point.values):
                self._console.print(f"  Hãy gõ một số từ 1 đến {len(point.values)}.")
                continue
            field, label, _ = point.values[int(chosen) - 1]
            answer = self._line(f"  {label} (để trống: không có): ")
            if answer is None:
                break
            try:
                review_.change(point, field, answer)
            except InvalidIdentifier as error:
                self._console.print(f"  {error.message}")
                continue
            changed = True
        return changed

    def _line(self, prompt: str) -> str | None:
        """Returns what the person types, or None at the end of the input."""
        self._console.print(prompt, end="")
        line = sys.stdin.readline()
        if not line:
            self._console.print()
            return None
        return line.strip()

    def _show(self, review_: Review, point: Point, count: str) -> None:
        self._console.print()
        self._console.print(Text(f"[{count}] {point.title}", style="bold"))
        for doubt in point.doubts:
            self._console.print(Text(f"  ? {shown_text(doubt)}", style="yellow"))
        passage = review_.passage(point)
        if passage:
            shown = Text("  …" + shown_text(passage.before) + " »")
            shown.append(shown_text(passage.words), style="reverse")
            shown.append("« " + shown_text(passage.after) + "…")
            self._console.print(shown)
        elif point.at:
            self._console.print(f"  (không có nguyên văn; ký tự {point.at})")
        for _, label, value in point.values:
            self._console.print(f"  {label}: {shown_text(value or '—')}")
        for label, value in point.facts:
            self._console.print(f"  {label}: {shown_text(value)}")


def _unapplied(review_: Review) -> bool:
    """Returns whether answers of an earlier, broken-off review may not be in the record yet."""
    return bool(review_.answers) and review_.record.review.by != "person"


def _waiting(collection: Collection) -> list[str]:
    """Returns the ids of the user's own documents that no person has reviewed."""
    own = (d for d in collection.documents if d.id in collection.own)
    return [d.id for d in own if d.review.by != "person"]
