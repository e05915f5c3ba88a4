"""``danvan add``, ``danvan remove``, ``danvan attach``: the user's own documents."""

import getpass
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console

from danvan_graph.adding.add import Report, Wishes, add_files, attach_files, remove_document
from danvan_graph.adding.batch import Outcome, State
from danvan_graph.adding.names import shown_text
from danvan_graph.adding.own_folder import OwnFolder
from danvan_graph.adding.workplace import Workplace
from danvan_graph.cli.options import (
    base_option,
    collection_option,
    data_option,
    keep_option,
    store_option,
)
from danvan_graph.cli.wording import Verb
from danvan_graph.errors import DanvanError, InvalidIdentifier
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import check_place
from danvan_graph.pipeline import Built
from danvan_graph.resources import data_folder, ontology_folder
from danvan_graph.store.generations.generation import KEEP

_BAD = {State.FAILED, State.REFUSED}
_SIGNS = {
    State.ADDED: "+",
    State.REPLACED: "~",
    State.ATTACHED: "+",
    State.UNCHANGED: "=",
    State.REFUSED: "!",
    State.FAILED: "!",
}


def workplace(
    data: Path | None, collection: Path, store: Path, base: str, keep: int = KEEP
) -> Workplace:
    """Returns the folders that the options of a verb name."""
    own = OwnFolder(collection)
    return Workplace(data or data_folder(), ontology_folder(), own, store, base, keep)


def user() -> str:
    """Returns the name under which the person works on this computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "người dùng"


def _files(named: tuple[Path, ...]) -> Iterator[Path]:
    """Yields the files named, and those of the folders named, hidden ones left out."""
    for path in named:
        if path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if p.is_file())
            yield from (
                p for p in inside if not any(n.startswith(".") for n in p.relative_to(path).parts)
            )
        else:
            yield path


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True, markup=False)


def tell_built(console: Console, built: Built | None, store: Path) -> None:
    """Tells what is published now."""
    if built:
        console.print(
            f"Đã công bố đồ thị {built.generation.name} vào “{store}”: {built.documents} văn bản."
        )


def _tell(console: Console, report: Report, store: Path) -> None:
    for outcome in report.outcomes:
        name = shown_text(str(outcome.path))
        console.print(f"{_SIGNS[outcome.state]} {name}: {shown_text(outcome.message)}")
        if outcome.state in {State.ADDED, State.REPLACED} and outcome.record:
            console.print(f"    {_found(outcome)}")
        for note in outcome.notes:
            console.print(f"    {shown_text(note)}")
    tell_built(console, report.built, store)
    counts = Counter(outcome.state for outcome in report.outcomes)
    bad = sum(counts[state] for state in _BAD)
    if bad:
        raise DanvanError(
            f"{bad} trong {len(report.outcomes)} tệp không được nạp; lý do ở từng tệp bên trên."
        )


def _found(outcome: Outcome) -> str:
    record = outcome.record
    if record is None:
        return ""
    unresolved = sum(c.instrument is None for c in record.citations)
    return (
        f"{record.id}: {len(record.citations)} trích dẫn ({unresolved} chưa rõ), "
        f"{len(record.tasks)} nhiệm vụ, {len(record.duties)} thời hạn, "
        f"{len(record.recipients)} nơi nhận; xem lại bằng “danvan review {record.id}”."
    )


def _place(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    try:
        return None if value is None else check_place(value)
    except InvalidIdentifier as error:
        raise click.BadParameter(error.message.rstrip(".")) from error


def _date(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    try:
        return None if value is None else str(DocumentDate.parse(value))
    except InvalidIdentifier as error:
        raise click.BadParameter(error.message.rstrip(".")) from error


@click.command(cls=Verb)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="TỆP…")
@click.option("--allow-secret", is_flag=True, help="Nạp cả văn bản có dấu MẬT (chỉ khi được phép).")
@click.option("--again", is_flag=True, help="Đọc lại cả tệp đã nạp.")
@click.option(
    "--place",
    callback=_place,
    metavar="MÃ",
    help="Mã đơn vị hành chính của nơi ban hành, khi máy không tìm ra (vn, 30, 294, 18223).",
)
@click.option(
    "--issuer",
    metavar="TÊN",
    help="Tên cơ quan ban hành, khi máy không đọc ra (Ủy ban nhân dân huyện Thanh Hà).",
)
@click.option(
    "--date",
    callback=_date,
    metavar="NGÀY",
    help="Ngày ban hành, khi máy không đọc ra (15/3/2023).",
)
@collection_option
@data_option
@store_option
@base_option
@keep_option
def add(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    files: tuple[Path, ...],
    place: str | None,
    issuer: str | None,
    date: str | None,
    collection: Path,
    data: Path | None,
    store: Path,
    base: str,
    keep: int,
    *,
    allow_secret: bool,
    again: bool,
) -> None:
    """Đọc các TỆP (hoặc thư mục), đưa vào bộ sưu tập và công bố đồ thị mới.

    Tệp nào không đọc được thì được nêu lý do, các tệp khác vẫn được nạp.
    """
    wishes = Wishes(allow_secret, again, place, issuer, date, user())
    work = workplace(data, collection, store, base, keep)
    with Console(stderr=True).status("Bắt đầu…") as status:
        report = add_files(work, _files(files), wishes, lambda s: status.update(f"{s}…"))
    _tell(_console(), report, store)


@click.command(cls=Verb)
@click.argument("name", metavar="MÃ_VĂN_BẢN")
@collection_option
@data_option
@store_option
@base_option
@keep_option
def remove(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    name: str, collection: Path, data: Path | None, store: Path, base: str, keep: int
) -> None:
    """Bỏ một văn bản khỏi bộ sưu tập và đồ thị; các câu sửa về nó vẫn được giữ."""
    work = workplace(data, collection, store, base, keep)
    with Console(stderr=True).status("Bắt đầu…") as status:
        built = remove_document(work, name, lambda s: status.update(f"{s}…"))
    console = _console()
    console.print(f"- {shown_text(name)}: đã bỏ.")
    tell_built(console, built, store)


@click.command(cls=Verb)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="TỆP…")
@collection_option
@data_option
@store_option
@base_option
@keep_option
def attach(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    files: tuple[Path, ...], collection: Path, data: Path | None, store: Path, base: str, keep: int
) -> None:
    """Gắn TỆP gốc vào bản ghi được lập từ nó, để đồ thị trích được nguyên văn."""
    work = workplace(data, collection, store, base, keep)
    with Console(stderr=True).status("Bắt đầu…") as status:
        report = attach_files(work, _files(files), lambda s: status.update(f"{s}…"))
    _tell(_console(), report, store)
