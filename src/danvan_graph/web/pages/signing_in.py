"""``/dang-nhap`` and ``/dang-xuat``: editors come in and go."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from danvan_graph.web.editing.door import Forged, give_cookie, same_site, take_cookie
from danvan_graph.web.editing.password import SHORTEST, VARIABLE
from danvan_graph.web.site.requests import Editing, EditingNow, Mark

router = APIRouter()

_AFTER = ("/nap", "/duyet")
_LONGEST_NAME = 60


def _next(wanted: str) -> str:
    """Returns where to go after signing in: a page of ours, or the list of reviews."""
    ours = any(wanted == page or wanted.startswith(f"{page}/") for page in _AFTER)
    return wanted if ours and "\\" not in wanted and "//" not in wanted else "/duyet"


@router.get("/dang-nhap")
def ask(at: EditingNow, tiep: str = "") -> Response:
    """Answers with the form to sign in, or with how to set a password."""
    return _form(at, tiep, "", 200)


@router.post("/dang-nhap")
async def come_in(at: EditingNow) -> Response:
    """Opens a session, or says what is wrong."""
    if not same_site(at.request):
        raise Forged
    form = await at.request.form(max_files=0, max_fields=6)
    name = " ".join(str(form.get("ten", "")).split())[:_LONGEST_NAME]
    after = str(form.get("tiep", ""))
    if not name:
        said = "Hãy ghi tên của bạn; tên được giữ cùng mỗi câu trả lời."
        return _form(at, after, said, 422)
    address = at.request.client.host if at.request.client else ""
    password = str(form.get("mat-khau", ""))
    token = await run_in_threadpool(at.door.sign_in, password, name, address)
    if token is None:
        return _form(at, after, "Mật khẩu không đúng; hãy nhập lại.", 403)
    response = RedirectResponse(_next(after), 303)
    give_cookie(response, at.request, token)
    return response


@router.post("/dang-xuat")
def go(at: EditingNow, mark: Mark = "") -> Response:
    """Closes the session."""
    at.door.sender(at.request, mark)
    at.door.sign_out(at.request)
    response = RedirectResponse("/", 303)
    take_cookie(response)
    return response


def _form(at: Editing, after: str, fault: str, status: int) -> Response:
    return at.page(
        "sign_in.html",
        status,
        after=_next(after),
        fault=fault,
        password_set=at.door.password_set,
        variable=VARIABLE,
        shortest=SHORTEST,
    )
