"""``/nap``: editors send documents, and see what becomes of them."""

import re
import tempfile
from pathlib import Path

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import JSONResponse, RedirectResponse, Response

from danvan_graph.adding.names import document_id, shown_name
from danvan_graph.errors import InvalidQuery, UnknownName
from danvan_graph.web.editing.jobs import Job
from danvan_graph.web.site.requests import Editing, EditingNow, Mark

router = APIRouter()

MOST_FILES = 20
_CHUNK = 1 << 20
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_LONGEST_TEXT = 500_000
_LARGEST_PART = 4 * _LONGEST_TEXT


@router.get("/nap")
def ask(at: EditingNow) -> Response:
    """Answers with the form to send documents, and with what was sent before."""
    return _page(at, None)


@router.post("/nap")
async def send(at: EditingNow) -> Response:
    """Takes documents in and lets them wait for their turn."""
    form = await at.request.form(max_files=MOST_FILES, max_fields=8, max_part_size=_LARGEST_PART)
    try:
        editor = at.door.sender(at.request, str(form.get("dau", "")))
        job, asked, folder = await run_in_threadpool(_kept, form, editor.name)
        at.desk.jobs.start(job, asked, folder)
    finally:
        await form.close()
    return RedirectResponse(f"/nap/{job.id}", 303)


@router.get("/nap/{name}")
def follow(at: EditingNow, name: str) -> Response:
    """Answers with how far a job is; as JSON below ``.json``."""
    at.door.editor(at.request)
    wanted, _, form = name.partition(".")
    job = at.desk.jobs.of(wanted)
    if job is None or form not in {"", "json"}:
        raise UnknownName(
            "Không còn việc này trong danh sách; hãy xem lại ở trang Nạp văn bản.",
            "That job is unknown.",
        )
    if form:
        return JSONResponse({"state": job.state, "stage": job.stage, "over": job.over})
    return _page(at, job)


@router.post("/bo/{name}")
def discard(at: EditingNow, name: str, mark: Mark = "") -> Response:
    """Throws away a document that waits to be published."""
    editor = at.door.sender(at.request, mark)
    if name not in at.desk.staged():
        raise UnknownName(
            "Văn bản này không còn trong danh sách chờ công bố; hãy xem lại ở trang Duyệt.",
            "That document is not staged.",
        )
    job = Job("discard", (name,), editor.name)
    at.desk.jobs.start(job, {"names": [name]})
    return RedirectResponse(f"/nap/{job.id}", 303)


@router.post("/go-bo/{name}")
def remove(at: EditingNow, name: str, mark: Mark = "") -> Response:
    """Takes a document out of the collection and the graph; its corrections stay."""
    editor = at.door.sender(at.request, mark)
    at.desk.review(name, editor.name)
    job = Job("remove", (name,), editor.name)
    at.desk.jobs.start(job, {"names": [name]})
    return RedirectResponse(f"/nap/{job.id}", 303)


def _page(at: Editing, job: Job | None) -> Response:
    editor = at.door.editor(at.request)
    jobs = at.desk.jobs.latest()
    return at.page("add.html", editor=editor, jobs=jobs, most=MOST_FILES, job=job)


def _kept(form: FormData, by: str) -> tuple[Job, dict[str, object], Path]:
    """Returns the job for the files of a form, which then lie in a folder of their own.

    Raises:
        InvalidQuery: the form holds neither a file nor a text.
    """
    sent = [f for f in form.getlist("tep") if isinstance(f, UploadFile) and f.filename]
    text = str(form.get("van-ban", "")).strip()
    if len(text) > _LONGEST_TEXT:
        raise InvalidQuery(
            "Đoạn văn bản dán vào dài quá 500.000 ký tự nên không được nhận; hãy nạp bằng tệp.",
            "The text is longer than 500,000 characters; send it as a file.",
        )
    if not sent and not text:
        raise InvalidQuery(
            "Chưa có tệp hay đoạn văn bản nào; hãy chọn tệp hoặc dán văn bản rồi gửi lại.",
            "There is neither a file nor a text.",
        )
    folder = Path(tempfile.mkdtemp(prefix="danvan-nap-"))
    shown: dict[str, str] = {}
    for number, file in enumerate(sent):
        path = _place(folder, number, file.filename or "")
        with path.open("wb") as kept:
            while chunk := file.file.read(_CHUNK):
                kept.write(chunk)
        shown[str(path)] = shown_name(file.filename or "")
    if text:
        title = " ".join(str(form.get("ten-van-ban", "")).split())[:80] or "Văn bản dán vào"
        path = _place(folder, len(sent), f"{title}.txt")
        path.write_text(text, "utf-8")
        shown[str(path)] = shown_name(title)
    wishes = {
        "again": bool(form.get("doc-lai")),
        "place": _word(form, "noi"),
        "issuer": _word(form, "co-quan"),
        "by": by,
        "stage": True,
    }
    job = Job("add", tuple(shown.values()), by, shown=shown)
    return job, {"paths": list(shown), "wishes": wishes}, folder


def _place(folder: Path, number: int, name: str) -> Path:
    """Returns the path for a stranger's file: nothing of its name but harmless letters."""
    ending = _SUFFIX.fullmatch(Path(name).suffix.lower())
    own = folder / str(number)
    own.mkdir()
    stem = document_id(name, f"{number:02d}" + "0" * 62)
    return own / f"{stem}{ending.group() if ending else ''}"


def _word(form: FormData, name: str) -> str | None:
    return " ".join(str(form.get(name, "")).split())[:200] or None
