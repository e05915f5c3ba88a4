"""``/duyet``: the record beside its text, the doubtful first; every answer is kept at once."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import JSONResponse, RedirectResponse, Response

from danvan_graph.adding.exported import as_test_case
from danvan_graph.adding.fields import FIELDS
from danvan_graph.adding.points import Point
from danvan_graph.adding.review import Review
from danvan_graph.errors import InvalidIdentifier, InvalidQuery
from danvan_graph.web.editing.choices import choices_of
from danvan_graph.web.editing.desk import name_of, pieces, point_named
from danvan_graph.web.editing.jobs import Job
from danvan_graph.web.editing.sessions import Session
from danvan_graph.web.site.requests import Editing, EditingNow, Mark, edition_of

router = APIRouter()


@router.get("/duyet")
def waiting(at: EditingNow) -> Response:
    """Answers with the documents of the collection, the most doubtful first."""
    editor = at.door.editor(at.request)
    return at.page("reviews.html", editor=editor, documents=at.desk.waiting())


@router.get("/duyet/{name}")
def look(at: EditingNow, name: str, diem: str = "") -> Response:
    """Answers with one finding of a document beside the text."""
    editor = at.door.editor(at.request)
    return _page(at, editor, at.desk.review(name, editor.name), diem)


@router.get("/duyet/{name}/ca-kiem-thu.json")
def test_case(at: EditingNow, name: str) -> Response:
    """Answers with the record as a test case: places and facts, and no word of the text."""
    editor = at.door.editor(at.request)
    case = as_test_case(at.desk.review(name, editor.name).corrected())
    named = {"content-disposition": f'attachment; filename="{name}.json"'}
    return JSONResponse(case, headers=named)


@router.post("/duyet/{name}")
async def answer(at: EditingNow, name: str) -> Response:
    """Keeps an answer and goes on to the next finding."""
    form = await at.request.form(max_files=0, max_fields=40)
    return await run_in_threadpool(_answered, at, name, form)


@router.post("/cong-bo/{name}")
def publish(at: EditingNow, name: str, mark: Mark = "") -> Response:
    """Lets a document, or the answers about it, go into the published graph."""
    editor = at.door.sender(at.request, mark)
    at.desk.review(name, editor.name)
    job = Job("publish" if name in at.desk.staged() else "finish", (name,), editor.name)
    at.desk.jobs.start(job, {"names": [name]})
    return RedirectResponse(f"/nap/{job.id}", 303)


def _answered(at: Editing, name: str, form: FormData) -> Response:
    editor = at.door.sender(at.request, str(form.get("dau", "")))
    review, wanted = at.desk.review(name, editor.name), str(form.get("diem", ""))
    try:
        with at.desk.answering:  # a second answer must not be written over the first
            if form.get("lam") == "mo-lai":
                review.reopen(point_named(review.answered(), wanted)[1])
                asked = wanted in map(name_of, review.points())
                return RedirectResponse(f"/duyet/{name}{f'?diem={wanted}' if asked else ''}", 303)
            points = review.points()
            index, point = point_named(points, wanted)
            after = points[(index + 1) % len(points)]
            _keep(review, point, form)
    except InvalidIdentifier as error:
        return _page(at, editor, review, wanted, error.message)
    rest = "" if after is point else f"?diem={name_of(after)}"
    return RedirectResponse(f"/duyet/{name}{rest}", 303)


def _keep(review: Review, point: Point, form: FormData) -> None:
    """Keeps what an editor says about a finding.

    Raises:
        InvalidIdentifier: a value does not have the form it must have.
        InvalidQuery: the form says nothing that is known.
    """
    deed = str(form.get("lam", ""))
    if deed == "dung":
        review.right(point)
    elif deed == "bo":
        review.wrong(point)
    elif deed == "sua":
        changed = {
            field: typed
            for field, _, value in point.values
            if (typed := str(form.get(field, value or "")).strip()) != (value or "")
        }
        review.check(changed)  # a bad value keeps nothing of the others
        for field, typed in changed.items():
            review.change(point, field, typed)
        if not changed:
            review.right(point)
    else:
        raise InvalidQuery(
            "Chưa rõ bạn muốn làm gì với điểm này; hãy chọn Đúng, Sửa hoặc Bỏ.",
            "The form names no known deed.",
        )


def _told(point: Point) -> str:
    """Returns what tells a finding from others of its kind, for persons."""
    said = (value for field, _, value in point.values if not FIELDS[field].scheme)
    return next(filter(None, said), "") or next((value for _, value in point.facts), "")


def _page(at: Editing, editor: Session, review: Review, wanted: str, fault: str = "") -> Response:
    points = review.points()
    index, point = (0, points[0]) if points else (0, None)
    if wanted and points:
        index, point = point_named(points, wanted)
    names = edition_of(at.request).names
    return at.page(
        "review.html",
        422 if fault else 200,
        editor=editor,
        record=review.record,
        points=points,
        number=index,
        point=point,
        name_of=name_of,
        pieces=pieces(review.text, points),
        passage=review.passage(point) if point else None,
        answers=len(review.answers),
        answered=[(one, _told(one)) for one in review.answered()],
        choices=choices_of(point, review.record, at.desk.collection(), names) if point else {},
        staged=review.record.id in at.desk.staged(),
        fault=fault,
    )
