"""The tokens of SPARQL, as the guard reads them."""

import re
from dataclasses import dataclass
from functools import cache

UNICODE_ESCAPE = re.compile(r"\\\\|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")


def unescape(found: re.Match[str]) -> str:
    """Returns the character of an escape; what is none stays, and a surrogate is refused later."""
    escape = found[0]
    code = 0x110000 if escape == "\\\\" else int("0x" + escape[2:], base=0)
    return chr(code) if code <= 0x10FFFF else escape


_HEX4 = r"(?:[0-9A-CE-Fa-ce-f][0-9A-Fa-f]{3}|[Dd][0-7][0-9A-Fa-f]{2})"  # no surrogates
_CODE = rf"\\u{_HEX4}|\\U(?:0000{_HEX4}|00(?:0[1-9A-Fa-f]|10)[0-9A-Fa-f]{{4}})"
_ESCAPE = rf"\\[tbnrf\"'\\]|{_CODE}"
_NAME = r"0-9A-Za-z_\x80-\U0010FFFF"
_LOCAL_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_TOKEN = rf"""
    (?P<space>   (?:[ \t\r\n]++|\#[^\r\n]*+)++ )
  | (?P<iri>     <(?:[^<>"{{}}|^`\\\x00-\x20]++|{_CODE})*+> )
  | (?P<string>  '''(?:'{{0,2}}+(?:[^'\\]|{_ESCAPE}))*+''' | '(?!'')(?:[^'\\\r\n]++|{_ESCAPE})*+'
               | \"\"\"(?:\"{{0,2}}+(?:[^"\\]|{_ESCAPE}))*+\"\"\" | "(?!"")(?:[^"\\\r\n]++|{_ESCAPE})*+" )
  | (?P<var>     [?$][{_NAME}]++ )
  | (?P<blank>   _:[{_NAME}](?:[{_NAME}\-]|\.++(?=[{_NAME}\-]))*+ )
  | (?P<number>  (?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++)[eE][+-]?[0-9]++ | [0-9]*+\.[0-9]++ | [0-9]++ )
  | (?P<name>    (?:[A-Za-z\x80-\U0010FFFF](?:[{_NAME}\-]|\.++(?=[{_NAME}\-]))*+)?+:
                 (?:(?:[{_NAME}:]|{_LOCAL_ESCAPE})
                    (?:[{_NAME}:\-]|{_LOCAL_ESCAPE}|\.++(?=[{_NAME}:\-%\\]))*+)?+ )
  | (?P<word>    [A-Za-z_\x80-\U0010FFFF][{_NAME}]*+ )
  | (?P<lang>    @[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?+ )
  | (?P<mark>    \{{\||\|\}}|&&|\|\||\^\^|!=|<=|>=|[{{}}()\[\].,;=<>!+\-*/^|?~] )
    """
SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")


@cache
def token_pattern() -> re.Pattern[str]:
    """Returns what a token looks like; it takes long to compile, so it is not done at the start."""
    return re.compile(_TOKEN, re.VERBOSE)


def words(text: str) -> frozenset[str]:
    """Returns the words of a text."""
    return frozenset(text.split())


# after one of these a value must follow, so "<" begins an IRI
_EXPECTS_VALUE = words("( { [ {| , ; . = != < <= >= && || ! + - * / ^ ^^ |")


@dataclass(slots=True)
class Token:
    """One token of a query, with its place."""

    kind: str = "mark"
    text: str = "."
    offset: int = 0

    @property
    def ends_value(self) -> bool:
        """True when a comparison could follow."""
        return self.kind != "mark" or self.text not in _EXPECTS_VALUE
