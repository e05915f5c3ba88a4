"""The password of the editors: kept as a scrypt digest (RFC 7914), compared in constant time."""

import base64
import hashlib
import hmac
import os
import secrets
import threading
from pathlib import Path

from danvan_graph.errors import InvalidIdentifier, OutputError

VARIABLE = "DANVAN_EDITOR_PASSWORD"
SHORTEST = 10
LONGEST = 200
_FILE = ".mat-khau-bien-tap"
_COST, _BLOCK, _LANES = 2**15, 8, 1
_MEMORY = 128 * _COST * _BLOCK * 2
_TOGETHER = threading.Semaphore(2)  # each takes 32 MiB, and anybody may ask


def _digest(password: str, salt: bytes) -> bytes:
    with _TOGETHER:
        return hashlib.scrypt(
            password.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=_MEMORY, dklen=32
        )


def hashed(password: str) -> str:
    """Returns the digest of a password, with its salt, fit to be kept.

    Raises:
        InvalidIdentifier: the password is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise InvalidIdentifier(
            f"Mật khẩu biên tập phải có từ {SHORTEST} đến {LONGEST} ký tự; hãy chọn mật khẩu khác.",
            f"The editors' password must have {SHORTEST} to {LONGEST} characters.",
        )
    salt = secrets.token_bytes(16)
    return "$".join(
        ("scrypt", *(base64.b64encode(part).decode() for part in (salt, _digest(password, salt))))
    )


def matches(password: str, kept: str) -> bool:
    """Returns whether a password is the one of a digest.

    >>> matches("một mật khẩu dài", hashed("một mật khẩu dài")), matches("khác hẳn", "scrypt$x")
    (True, False)
    """
    parts = kept.strip().split("$")
    if len(parts) != 3 or parts[0] != "scrypt" or len(password) > LONGEST:
        return False
    try:
        salt, digest = (base64.b64decode(part, validate=True) for part in parts[1:])
    except ValueError:
        return False
    return hmac.compare_digest(_digest(password, salt), digest)


def kept_password(collection: Path) -> str | None:
    """Returns the digest of the editors' password, or None when none was set.

    The environment goes before the file that ``danvan password`` writes.

    Args:
        collection: the user's own collection, beside whose files the digest lies.

    Raises:
        InvalidIdentifier: the password of the environment is too short.
    """
    given = os.environ.get(VARIABLE)
    if given:
        return hashed(given)
    try:
        return (collection / _FILE).read_text("ascii").strip() or None
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return None


def keep_password(collection: Path, password: str) -> Path:
    """The digest of a password is kept in a file that only its owner may read.

    Raises:
        InvalidIdentifier: the password is too short or too long.
        OutputError: the file cannot be written.
    """
    digest, path = hashed(password), collection / _FILE
    draft = path.with_suffix(".moi")
    try:
        collection.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_text(digest + "\n", "ascii")
        draft.replace(path)
    except OSError as error:
        raise OutputError(
            f"Không ghi được tệp “{path}” ({error.strerror}); hãy kiểm tra quyền ghi và chỗ trống.",
            f"Cannot write “{path}” ({error.strerror}).",
        ) from error
    return path
