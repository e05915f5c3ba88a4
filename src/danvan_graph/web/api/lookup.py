"""``/lookup``: many spellings in one request, each with the instrument it means."""

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, Field, StringConstraints

from danvan_graph.errors import AmbiguousName, InvalidIdentifier, UnknownName
from danvan_graph.web.api import models
from danvan_graph.web.api.shown import Shown
from danvan_graph.web.publication import Edition
from danvan_graph.web.requests import EditionNow, meant

router = APIRouter(tags=["Văn bản"])

_MOST, _MOST_IN_ADDRESS = 1000, 50
_TOLD = 20
Spelling = Annotated[str, StringConstraints(max_length=300)]
Outcome = Literal["found", "candidates", "unknown", "malformed"]


class Looked(BaseModel):
    """Một cách viết, và văn bản mà nó chỉ."""

    asked: str = Field(description="Như đã gửi.")
    outcome: Outcome = Field(
        description="found: đúng một văn bản; candidates: nhiều văn bản; unknown: không có; "
        "malformed: không đọc được."
    )
    instrument: models.Instrument | None = Field(default=None, description="Văn bản tìm thấy.")
    namesakes: tuple[models.Reference, ...] = Field(default=(), description="Văn bản cùng số.")
    candidates: tuple[models.Reference, ...] = Field(
        default=(), description="Những văn bản có thể là."
    )
    nearest: tuple[str, ...] = Field(default=(), description="Những tên gần nhất.")
    detail: str | None = Field(default=None, description="Một câu nói vì sao và làm gì.")
    detail_en: str | None = Field(default=None, description="Cùng nội dung bằng tiếng Anh.")


def looked(edition: Edition, text: str) -> Looked:
    """Returns what a spelling means; what it may mean where it means no single instrument."""
    shown = Shown(edition)
    try:
        match = meant(edition, text)
    except AmbiguousName as error:
        told = shown.references(error.candidates[:_TOLD])
        return _not_found(text, "candidates", error).model_copy(update={"candidates": told})
    except UnknownName as error:
        told_names = tuple(error.nearest[:_TOLD])
        return _not_found(text, "unknown", error).model_copy(update={"nearest": told_names})
    except InvalidIdentifier as error:
        return _not_found(text, "malformed", error)
    return Looked(
        asked=text,
        outcome="found",
        instrument=shown.instrument(match.known),
        namesakes=shown.references(k.iri for k in match.namesakes[:_TOLD]),
    )


def _not_found(
    text: str, outcome: Outcome, error: AmbiguousName | UnknownName | InvalidIdentifier
) -> Looked:
    return Looked(asked=text, outcome=outcome, detail=error.message, detail_en=error.english)


def _each(edition: Edition, spellings: list[str]) -> tuple[Looked, ...]:
    once = {text: looked(edition, text) for text in dict.fromkeys(spellings)}
    return tuple(once[text] for text in spellings)


@router.get("/lookup", summary="Tra văn bản theo cách viết")
def lookup(
    edition: EditionNow,
    text: Annotated[
        list[Spelling],
        Query(
            min_length=1,
            max_length=_MOST_IN_ADDRESS,
            description="Cách viết; có thể lặp lại, tối đa 50.",
            examples=[["33/CT-TTg", "chi thi 33"]],
        ),
    ],
) -> tuple[Looked, ...]:
    """Trả về, theo đúng thứ tự, văn bản mà từng cách viết chỉ; nhiều hơn 50 thì gửi bằng POST."""
    return _each(edition, text)


@router.post("/lookup", summary="Tra nhiều văn bản một lần")
def lookup_many(
    edition: EditionNow,
    spellings: Annotated[
        list[Spelling],
        Body(
            max_length=_MOST,
            description="Tối đa 1.000 cách viết: số ký hiệu, tên, khóa hoặc địa chỉ.",
            examples=[["33/CT-TTg", "chi thi 33", "25-NQ/TW"]],
        ),
    ],
) -> tuple[Looked, ...]:
    """Trả về, theo đúng thứ tự đã gửi, văn bản mà từng cách viết chỉ."""
    return _each(edition, spellings)
