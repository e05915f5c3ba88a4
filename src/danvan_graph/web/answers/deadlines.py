"""What a body owes in a year, day by day."""

from starlette.requests import Request

from danvan_graph.adjacency.calendar import Owed, owed
from danvan_graph.errors import InvalidQuery
from danvan_graph.web.answers.written import Record, reference
from danvan_graph.web.meaning import unit_meant
from danvan_graph.web.paging import Key, next_path, step_of
from danvan_graph.web.publication import Edition


def _order(found: Owed) -> Key:
    return found.day, f"{found.document:010d}", found.duty


def _body(edition: Edition, text: str) -> int:
    iri = unit_meant(edition, text)
    number = edition.adjacency.number(iri)
    if number is None or "/territory/" in iri:
        raise InvalidQuery(
            f"“{text[:80]}” không phải là một cơ quan; hãy chọn cơ quan, ví dụ 294/open/ubnd.",
            f"“{text[:80]}” is no body; choose a body such as 294/open/ubnd.",
        )
    return number


def deadlines_of(  # noqa: PLR0913 - the parameters of one question
    request: Request, edition: Edition, unit: str, year: int, *, limit: int, cursor: str | None
) -> Record:
    """Returns the days of a year on which a body owes something, in their order.

    Raises:
        DanvanError: nothing or several things answer to the name, or it is no body.
    """
    index = edition.adjacency
    made = step_of(owed(index, _body(edition, unit), year), _order, limit, cursor)
    return {
        "total": made.total,
        "items": [
            {
                "date": found.day,
                "duty": found.duty,
                "kind": found.kind,
                "kind_label": edition.names.concept("loai-nghia-vu", found.kind),
                "summary": found.summary,
                "document": reference(edition, index.iris[found.document]),
            }
            for found in made.items
        ],
        "next": next_path(request, made.cursor),
    }
