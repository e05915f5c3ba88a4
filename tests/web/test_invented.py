"""``danvan demo`` makes a country once, and every page and answer says that it is invented."""

from pathlib import Path

import httpx
import pytest

from danvan_graph.cli.program import main
from danvan_graph.pipeline import COMPANIONS
from danvan_graph.synthetic.country import publish_country, published_country
from danvan_graph.synthetic.scale import SCALES, Scale
from danvan_graph.vocabulary import DEFAULT_BASE
from danvan_graph.web.application import create_app

from .conftest import served

TINY = Scale("tiny", (2023, 2026), ("04",))
BANNER = "Dữ liệu giả lập."


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, data_folder: Path, ontology_folder: Path
) -> Path:
    """A store folder with the small country."""
    folder = tmp_path_factory.mktemp("demo")
    told: list[str] = []
    publish_country(
        data_folder,
        ontology_folder,
        TINY,
        folder,
        DEFAULT_BASE,
        companions=COMPANIONS,
        progress=lambda stage, _done, _total: told.append(stage),
    )
    assert len(set(told)) == 4
    return folder


def test_pages_and_answers_are_marked(made: Path) -> None:
    """Pages have the banner, errors too; answers have a header, and /readyz says it."""
    with served(create_app(made)) as address, httpx.Client(base_url=address) as client:
        for path in ("/", "/van-ban", "/tim?q=dan+van", "/khong/co/trang"):
            assert BANNER in client.get(path, headers={"Accept": "text/html"}).text, path
        answer = client.get("/api/v1/plans?cites=33/CT-TTg")
        assert answer.headers["Danvan-Synthetic"] == "true"
        assert answer.json()["total"] > 50
        assert client.get("/readyz").json()["synthetic"] is True


def test_the_real_graph_is_not_marked(store_folder: Path) -> None:
    """The shipped data are facts, and nothing says otherwise."""
    with served(create_app(store_folder)) as address, httpx.Client(base_url=address) as client:
        page = client.get("/")
        assert BANNER not in page.text
        assert "Danvan-Synthetic" not in page.headers
        assert client.get("/readyz").json()["synthetic"] is False


def test_it_is_made_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second run finds the country and publishes nothing."""
    words = ["demo", "--scale", "S", "--store", str(tmp_path / "s"), "--no-serve"]
    assert main(words) == 0
    assert "Đã dựng đồ thị giả lập" in capsys.readouterr().err
    before = (tmp_path / "s" / "CURRENT").stat().st_mtime_ns
    assert main(words) == 0
    assert (tmp_path / "s" / "CURRENT").stat().st_mtime_ns == before
    assert published_country(tmp_path / "s", SCALES["S"], COMPANIONS)
    assert published_country(tmp_path / "s", SCALES["M"], COMPANIONS) is None
