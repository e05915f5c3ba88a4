"""Single values of YAML, quoted where bare words would mean something else or show nothing."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

import yaml
from yaml.resolver import Resolver

_STRING = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"}
_PLAIN = re.compile(r"[^\W_](?:[\w /().;%@“”‘’…–,+-]*[\w)/.;%”’…])?")
_FLOW_SIGNS = set(",")
_SHORT = {"\n": r"\n", "\t": r"\t", "\r": r"\r", '"': r"\"", "\\": r"\\"}
_SHOWN = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe"}) | {
    "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So"
}  # fmt: skip
_RESOLVER: Any = Resolver()


def text_value(text: str, *, flow: bool = False) -> str:
    r"""Returns a text as YAML that is read back as the same text, whatever it looks like.

    Args:
        text: any text.
        flow: whether it stands inside braces or brackets, where a comma needs quotes.

    >>> text_value("Phòng Nội vụ"), text_value("yes"), text_value("a: b\n")
    ('Phòng Nội vụ', '"yes"', '"a: b\\n"')
    >>> text_value("Lưu, VT"), text_value("Lưu, VT", flow=True)
    ('Lưu, VT', '"Lưu, VT"')
    """
    if _PLAIN.fullmatch(text) and not (flow and _FLOW_SIGNS & set(text)) and _stays(text):
        return text
    return quoted(text)


def _stays(text: str) -> bool:
    """Returns whether bare words are read as this very text and not as a number or a truth."""
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    return tag in _STRING and unicodedata.normalize("NFC", text) == text


def quoted(text: str) -> str:
    r"""Returns a text in double quotes; whatever is invisible stands as an escape.

    >>> quoted("02"), quoted("\u202ea")
    ('"02"', '"\\u202Ea"')
    """
    shown = "".join(_sign(sign) for sign in text)
    if unicodedata.normalize("NFC", shown) != shown:
        shown = "".join(_sign(sign) if sign.isascii() else _escape(sign) for sign in text)
    return f'"{shown}"'


def _sign(sign: str) -> str:
    if sign in _SHORT:
        return _SHORT[sign]
    return sign if sign == " " or unicodedata.category(sign) in _SHOWN else _escape(sign)


def _escape(sign: str) -> str:
    code = ord(sign)
    if code > 0xFFFF:
        return f"\\U{code:08X}"
    return f"\\u{code:04X}" if code > 0xFF else f"\\x{code:02X}"


def share_value(value: float) -> str:
    """Returns a number between 0 and 1 as YAML reads it.

    >>> share_value(1), share_value(0.00001)
    ('1.0', '0.00001')
    """
    return format(Decimal(repr(float(value))), "f")


def flag_value(value: bool) -> str:  # noqa: FBT001 - one value, nothing to name
    """Returns a truth value as YAML reads it."""
    return "true" if value else "false"
