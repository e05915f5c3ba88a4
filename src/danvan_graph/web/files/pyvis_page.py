"""What pyvis writes, made fit to be mailed: no other host, no script but those named by hash."""

import base64
import hashlib
import re
from collections.abc import Callable

_LINK = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
_OUTER_SCRIPT = re.compile(r"<script\b[^>]*\bsrc\s*=[^>]*>\s*</script>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"<center>\s*<h1>\s*</h1>\s*</center>", re.IGNORECASE)
_WITH_SCRIPTS = re.compile(r"(<script\b[^>]*>.*?</script>|<style\b[^>]*>.*?</style>)", re.DOTALL)


def without_links(page: str) -> str:
    """Returns the page of pyvis without what would ask another host, scripts untouched."""
    page = _OUTER_SCRIPT.sub("", page.replace("\r\n", "\n").replace("\r", "\n"))
    parts = _WITH_SCRIPTS.split(page)
    for number in range(0, len(parts), 2):
        for pattern in (_COMMENT, _LINK, _HEADING):
            parts[number] = pattern.sub("", parts[number])
    return "".join(parts)


def once(page: str, old: str, new: str | Callable[[], str]) -> str:
    """Returns the page with its only ``old`` outside scripts replaced.

    Raises:
        RuntimeError: pyvis wrote another page than the one this module was written for.
    """
    parts = _WITH_SCRIPTS.split(page)
    if sum(part.count(old) for part in parts[::2]) != 1:
        message = f"pyvis no longer writes exactly one {old}"
        raise RuntimeError(message)
    parts[::2] = [p.replace(old, new if isinstance(new, str) else new()) for p in parts[::2]]
    return "".join(parts)


def policy(page: str) -> str:
    """Returns a content security policy that names each script of the page by its hash."""
    found = re.findall(r"<script\b([^>]*)>(.*?)</script>", page, re.DOTALL)
    hashes = [_hash(text) for attributes, text in found if "application/json" not in attributes]
    scripts = " ".join(f"'sha256-{value}'" for value in hashes)
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def script_safe(text: str) -> str:
    r"""Returns JSON that no parser of HTML or JavaScript can take for markup.

    >>> script_safe('"</script>"')
    '"\\u003c/script\\u003e"'
    """
    for sign in "<>&'\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
