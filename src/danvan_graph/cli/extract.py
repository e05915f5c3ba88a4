"""``danvan extract``: from files to records, nothing published."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from danvan_graph.cli.wording import Verb
from danvan_graph.errors import DanvanError, OutputError, UnreadableFile
from danvan_graph.extraction.cluster import extract_on_cluster
from danvan_graph.extraction.extractor import Extracted, Extractor
from danvan_graph.extraction.shipped import shipped_extractor

_SUFFIXES = frozenset(
    (
        ".txt",
        ".md",
        ".html",
        ".htm",
        ".docx",
        ".doc",
        ".rtf",
        ".odt",
        ".pdf",
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
    )
)


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    """Yields the files named, and for a folder every document below it, in order of their paths.

    Raises:
        UnreadableFile: a path does not exist.
    """
    for path in paths:
        if path.is_dir():
            found = (p for p in sorted(path.rglob("*")) if p.suffix.lower() in _SUFFIXES)
            yield from (p for p in found if p.is_file())
        elif path.exists():
            yield path
        else:
            raise UnreadableFile(
                f"Không có tệp hay thư mục “{path}”; hãy xem lại đường dẫn.",
                f"There is no file or folder “{path}”.",
            )


def _target(folder: Path, path: Path) -> Path:
    return folder / f"{path.stem}.json"


def _done(folder: Path | None, path: Path) -> bool:
    """Returns whether an earlier run wrote the record of a file that has not changed since."""
    if folder is None or not (target := _target(folder, path)).is_file():
        return False
    return target.stat().st_mtime >= path.stat().st_mtime


def _write(folder: Path, path: Path, text: str) -> None:
    target = _target(folder, path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(".json.new")
        draft.write_text(text + "\n", encoding="utf-8")
        draft.replace(target)
    except OSError as error:
        raise OutputError(
            f"Không ghi được “{target}” ({error.strerror}); hãy kiểm tra quyền ghi và chỗ trống.",
            f"Cannot write “{target}” ({error.strerror}).",
        ) from error


def _told(console: Console, extracted: Extracted) -> None:
    record = extracted.record
    resolved = sum(c.instrument is not None for c in record.citations)
    number = str(record.header.number.value) if record.header.number else "không ghi số"
    console.print(
        f"{extracted.path.name}: {number}; {len(record.citations)} trích dẫn ({resolved} đã xác định), "
        f"{len(record.tasks)} nhiệm vụ, {len(record.duties)} thời hạn, "
        f"{len(record.recipients)} nơi nhận, {len(record.issues)} điểm ngờ sai.",
        markup=False,
    )


@click.command(cls=Verb)
@click.argument(
    "paths", nargs=-1, required=True, metavar="TỆP|THƯ_MỤC…", type=click.Path(path_type=Path)
)
@click.option(
    "--jobs", default=1, type=click.IntRange(1, 64), metavar="N", help="Đọc N tệp cùng lúc."
)
@click.option(
    "--scheduler",
    metavar="ĐỊA_CHỈ",
    help="Đọc trên các máy của một cụm Dask, ví dụ tcp://10.0.0.5:8786; kết quả không đổi.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="THƯ_MỤC",
    help="Ghi mỗi văn bản một tệp JSON vào đây; tệp đã có và không đổi thì bỏ qua.",
)
@click.option("--json", "as_json", is_flag=True, help="In mỗi văn bản một dòng JSON.")
def extract(
    paths: tuple[Path, ...],
    jobs: int,
    scheduler: str | None,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Đọc văn bản thành bản ghi: thể thức, trích dẫn, nhiệm vụ, thời hạn, nơi nhận.

    Không đưa gì vào đồ thị; lệnh “add” mới làm việc đó.
    """
    talk = Console(stderr=True, highlight=False, soft_wrap=True)
    files = [p for p in files_below(paths) if not _done(output, p)]
    extractor = shipped_extractor()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    failed = 0
    outcomes = (
        extract_on_cluster(files, scheduler) if scheduler else extractor.extract_many(files, jobs)
    )
    with Progress(*columns, console=talk, disable=len(files) < 2) as progress:
        bar = progress.add_task("Đọc văn bản", total=len(files))
        for _, outcome in outcomes:
            progress.advance(bar)
            if isinstance(outcome, DanvanError):
                failed += 1
                talk.print(outcome.message, markup=False)
            else:
                _deliver(extractor, outcome, output, talk, as_json=as_json)
    if failed:
        raise UnreadableFile(
            f"{failed} trong {len(files)} tệp không đọc được; lý do ghi ở trên, các tệp khác đã xong.",
            f"{failed} of {len(files)} files could not be read.",
        )


def _deliver(
    extractor: Extractor, extracted: Extracted, output: Path | None, talk: Console, *, as_json: bool
) -> None:
    for note in extracted.notes:
        talk.print(f"{extracted.path.name}: {note}", markup=False)
    record = json.dumps(extractor.json(extracted), ensure_ascii=False)
    if as_json:
        click.echo(record)
    if output:
        _write(output, extracted.path, record)
    if not as_json:
        _told(talk, extracted)
