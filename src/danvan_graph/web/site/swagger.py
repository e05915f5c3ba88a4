"""The page that documents the API, served without asking any other host for anything."""

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response

from danvan_graph.web.site.requests import PagesNow
from danvan_graph.web.wire.problems import PROBLEM

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def docs(request: Request, pages: PagesNow) -> Response:
    """Answers with Swagger UI for the schema of the API."""
    return pages.render(request, "docs.html")


def _older(schema: Any) -> Any:
    """Returns a part of an OpenAPI 3.1 schema as OpenAPI 3.0 has it, which Swagger UI 4 can read."""
    if isinstance(schema, list):
        return [_older(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _older(part) for name, part in schema.items()}
    choices = made.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices:
        rest = [choice for choice in choices if choice != {"type": "null"}]
        made.pop("anyOf")
        made |= {**rest[0], "nullable": True} if len(rest) == 1 else {"anyOf": rest}
    if isinstance(made.get("prefixItems"), list):
        made["items"] = {}
        made.pop("prefixItems")
    return made


def _example(parameter: dict[str, Any]) -> dict[str, Any]:
    """Returns a parameter whose first example stands where OpenAPI 3.0 looks for it."""
    examples = parameter.get("schema", {}).pop("examples", None)
    return {**parameter, "example": examples[0]} if examples else parameter


def _in_vietnamese(status: str, answer: dict[str, Any]) -> None:
    """Makes an answer described in Vietnamese, and a problem of its own media type."""
    if answer["description"] == "Successful Response":
        answer["description"] = "Kết quả"
    if status != "200" and "application/json" in answer.get("content", {}):
        answer["content"][PROBLEM] = answer["content"].pop("application/json")


def describe_for_swagger(app: FastAPI) -> None:
    """Makes the application's schema one of OpenAPI 3.0.3."""
    newest = app.openapi

    def schema() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = _older(newest())
            made["openapi"] = "3.0.3"
            for path in made["paths"].values():
                for call in path.values():
                    call["parameters"] = [_example(p) for p in call.get("parameters", ())]
                    for status, answer in call["responses"].items():
                        _in_vietnamese(status, answer)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = schema  # type: ignore[method-assign]  # FastAPI's documented way
