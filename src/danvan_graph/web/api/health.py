"""``/healthz`` and ``/readyz``: whether the server lives, and whether it can answer."""

from fastapi import APIRouter, Request, Response

from danvan_graph.errors import DanvanError
from danvan_graph.store.untrusted.result_format import ResultFormat
from danvan_graph.web.site.requests import EditionNow
from danvan_graph.web.wire.problems import problem

router = APIRouter(tags=["Tình trạng"])

_PROBE = "ASK { ?s ?p ?o }"


@router.get("/healthz", summary="Máy chủ còn sống")
def healthz() -> dict[str, str]:
    """Trả về `ok` khi tiến trình còn chạy."""
    return {"status": "ok"}


@router.get("/readyz", summary="Máy chủ trả lời được", response_model=None)
def readyz(request: Request, edition: EditionNow) -> Response | dict[str, object]:
    """Trả về bản đồ thị đang phục vụ, sau khi một tiến trình truy vấn đã trả lời thật."""
    try:
        held = request.app.state.pool.answer(_PROBE, ResultFormat.JSON.value)
    except DanvanError as error:
        return problem(503, error.message, error.english, headers={"Retry-After": "5"})
    generation = edition.store.generation
    return {
        "status": "ok" if b"true" in held else "empty",
        "generation": edition.name,
        "base": generation.base,
        "triples": generation.triples,
        "synthetic": edition.synthetic,
    }
