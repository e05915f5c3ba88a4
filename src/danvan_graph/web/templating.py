"""Pages from templates: everything escaped, every word of the graph in Vietnamese."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from urllib.parse import urlencode, urlsplit

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

from danvan_graph.cascade import words
from danvan_graph.web import wording
from danvan_graph.web.freshness import TEMPLATES
from danvan_graph.web.publication import Edition, Publication
from danvan_graph.web.reading.due import today
from danvan_graph.web.static_files import Assets

MENU = (
    ("/", "Toàn quốc"),
    ("/cay", "Cây triển khai"),
    ("/van-ban", "Văn bản"),
    ("/don-vi", "Đơn vị"),
    ("/nhiem-vu", "Nhiệm vụ và thời hạn"),
    ("/trich-dan", "Tra cứu trích dẫn"),
    ("/truy-van", "Truy vấn SPARQL"),
)


def is_web_address(text: str) -> bool:
    """Returns whether a text may be made a link to another site: http(s) and a host.

    >>> is_web_address("https://vbpl.vn/x"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def query_list(pairs: Mapping[str, str], name: str, values: Iterable[str]) -> str:
    """Returns fields and a parameter with many values as the query of an address.

    >>> query_list({"nam": "2023", "cap": ""}, "mo", ["30/open"])
    'nam=2023&mo=30%2Fopen'
    """
    asked = [(k, v) for k, v in pairs.items() if v]
    return urlencode([*asked, *((name, value) for value in values)])


def _environment(assets: Assets) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": wording.day,
        "number": wording.number,
        "section": wording.section,
        "recurrence": wording.recurrence,
        "anchor": wording.anchor,
        "flag": wording.flag,
        "checked": wording.checked,
        "capital": wording.capital,
        "lower_first": wording.lower,
        "known_label": lambda iri, edition: edition.label(iri),
    }
    environment.globals |= {
        "menu": MENU,
        "words": words,
        "asset": assets.address,
        "share": wording.share,
        "change": wording.change,
        "not_seen": wording.NOT_SEEN,
        "is_web_address": is_web_address,
        "today": today,
        "query_list": query_list,
        "zip": zip,
        "query_string": lambda pairs: urlencode([(k, v) for k, v in pairs.items() if v]),
    }
    environment.globals["m"] = environment.get_template("macros.html").module
    return environment


class Pages:
    """Renders templates for requests.

    Args:
        publication: gives the edition when a request came before one was chosen.
        assets: the style sheet and script.
    """

    def __init__(self, publication: Publication, assets: Assets) -> None:
        self._publication = publication
        self._assets = assets

    @cached_property
    def _environment(self) -> jinja2.Environment:
        """The templates, the first of which is compiled when the first page is asked for."""
        return _environment(self._assets)

    def render(self, request: Request, template: str, **context: object) -> HTMLResponse:
        """Returns the page of a template; ``edition`` and ``path`` are always in its context."""
        edition: Edition = getattr(request.state, "edition", self._publication.edition)
        made = self._environment.get_template(template).render(
            edition=edition,
            here=edition.addresses,
            names=edition.names,
            path=request.url.path,
            may_edit=request.app.state.door is not None,
            **context,
        )
        return HTMLResponse(made)
