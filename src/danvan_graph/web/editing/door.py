"""Lets editors in, and only them: cookie, form marks, and how much they may send."""

import hmac
import os
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from danvan_graph.errors import DanvanError
from danvan_graph.web.editing.attempts import Attempts
from danvan_graph.web.editing.password import VARIABLE, kept_password, matches
from danvan_graph.web.editing.sessions import LONGEST, Session, Sessions

COOKIE = "phien-bien-tap"
LARGEST_UPLOAD = 64 * 1_048_576


class NotSignedIn(DanvanError):
    """The page is for editors only."""

    status = 401

    def __init__(self) -> None:
        super().__init__(
            "Trang này chỉ dành cho người biên tập; hãy đăng nhập ở /dang-nhap.",
            "This page is for editors; sign in at /dang-nhap.",
        )


class Forged(DanvanError):
    """A form was not made by this server for this editor."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            "Biểu mẫu đã cũ hoặc không do trang này gửi nên không được nhận; "
            "hãy tải lại trang rồi gửi lại.",
            "The form is stale or was not sent by this site; reload the page and send it again.",
        )


class TooManyAttempts(DanvanError):
    """Somebody guesses passwords."""

    status = 429

    def __init__(self, seconds: int) -> None:
        minutes = max(1, -(-seconds // 60))
        super().__init__(
            f"Đã nhập sai mật khẩu quá nhiều lần; hãy thử lại sau {minutes} phút.",
            f"Too many wrong passwords; try again in {minutes} minutes.",
        )
        self.seconds = seconds


class Door:
    """Knows the password and who is signed in.

    Args:
        collection: the user's own collection.
        sessions: the open sessions.
        attempts: the failures.
    """

    def __init__(
        self, collection: Path, sessions: Sessions | None = None, attempts: Attempts | None = None
    ) -> None:
        self._collection = collection
        self._sessions = sessions or Sessions()
        self._attempts = attempts or Attempts()
        self._given = kept_password(collection) if os.environ.get(VARIABLE) else None

    @property
    def password_set(self) -> bool:
        """Whether there is a password, so that somebody can sign in."""
        return self._kept() is not None

    def sign_in(self, password: str, name: str, address: str) -> str | None:
        """Returns the secret of a new session, or None for a wrong password.

        Args:
            password: as typed.
            name: under which the editor's answers are kept.
            address: where the request comes from.

        Raises:
            TooManyAttempts: too many failed before.
        """
        seconds = self._attempts.begin(address)
        if seconds:
            raise TooManyAttempts(seconds)
        kept = self._kept()
        if kept is None or not matches(password, kept):
            return None
        self._attempts.succeeded(address)
        return self._sessions.open(name, kept)

    def session(self, headers: Mapping[str, str]) -> Session | None:
        """Returns the session that the cookie of a request names, or None.

        A session that was opened with another password than the one of now is over.
        """
        found = self._sessions.of(_token(headers))
        if found and not hmac.compare_digest(found.kept, self._kept() or ""):
            self._sessions.close(_token(headers))
            return None
        return found

    def sign_out(self, request: Request) -> None:
        """The session of a request is over."""
        self._sessions.close(_token(request.headers))

    def editor(self, request: Request) -> Session:
        """Returns the session of a request.

        Raises:
            NotSignedIn: there is none.
        """
        found = self.session(request.headers)
        if found is None:
            raise NotSignedIn
        return found

    def sender(self, request: Request, mark: str) -> Session:
        """Returns the session of a request whose form was made for it by this site.

        Raises:
            NotSignedIn: there is no session.
            Forged: another site, or another session, sent the form.
        """
        found = self.editor(request)
        if not (same_site(request) and found.marks(mark)):
            raise Forged
        return found

    def allowance(self, scope: Scope) -> int | None:
        """Returns how large the body of a request may be, or None for the usual limit."""
        if scope["method"] != "POST" or scope["path"] != "/nap":
            return None
        return LARGEST_UPLOAD if self.session(Headers(scope=scope)) else None

    def _kept(self) -> str | None:
        return self._given or kept_password(self._collection)


def _token(headers: Mapping[str, str]) -> str | None:
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return None
    return cookies[COOKIE].value if COOKIE in cookies else None


def same_site(request: Request) -> bool:
    """Returns whether a browser says that a form was sent from a page of this very server."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site in {"same-origin", "none"}
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")


def give_cookie(response: Response, request: Request, token: str) -> None:
    """The browser keeps the secret of a session, where no script and no other site reaches it."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(LONGEST),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def take_cookie(response: Response) -> None:
    """The browser forgets the secret of a session."""
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
