"""``/tai-ve``: the whole graph as files, and what they are."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, JSONResponse, Response

from danvan_graph.export.folder import SUMS, files_of
from danvan_graph.web.reading.description import description, exports
from danvan_graph.web.site.requests import EditionNow, PagesNow

router = APIRouter()


@router.get("/tai-ve")
def downloads(request: Request, edition: EditionNow, pages: PagesNow) -> Response:
    """Answers with the list of files, their sizes and checksums."""
    return pages.render(request, "downloads.html", files=files_of(exports(edition)), sums=SUMS)


@router.get("/tai-ve.json")
def downloads_as_json(edition: EditionNow) -> Response:
    """Answers with the same list as JSON."""
    files = files_of(exports(edition))
    items = [{"name": f.name, "size": f.size, "sha256": f.sha256, "media": f.media} for f in files]
    return JSONResponse({"edition": edition.name, "total": len(items), "items": items})


@router.get("/tai-ve/{name}")
def download(edition: EditionNow, name: str) -> Response:
    """Answers with a file of the export of the graph that is served, streamed from the disk."""
    media = {file.name: file.media for file in files_of(exports(edition))}
    packed = name.endswith(".gz")
    if name not in media and not (media and name == SUMS):
        raise HTTPException(404)
    kind = "application/gzip" if packed else media.get(name, "text/plain")
    return FileResponse(exports(edition) / name, media_type=kind, filename=name)


@router.get("/.well-known/void")
async def void(edition: EditionNow) -> Response:
    """Answers with the VoID description of the graph: sizes, classes, properties, dumps."""
    graph = await run_in_threadpool(description, edition)
    return Response(graph.serialize(format="turtle"), media_type="text/turtle; charset=utf-8")
