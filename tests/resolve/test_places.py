"""Where a document stands: each row shows one rule."""

from dataclasses import replace

import pytest

from danvan_graph.collection.folder import Collection
from danvan_graph.identifiers.keys import InstrumentKey
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.register import Judgement
from danvan_graph.resolve import Knowledge, ground_of

from .drafts import Cite, Draft

PLACES = [
    # the issuer's words name the unit
    (Draft("Ủy ban nhân dân huyện Thanh Hà", level="huyen"), "294"),
    (Draft("UBND tỉnh Hà Giang", level="tinh"), "02"),
    # in capitals, as letterheads print it
    (Draft("ỦY BAN NHÂN DÂN HUYỆN THANH HÀ", level="huyen"), "294"),
    # the tone stands on the other vowel
    (Draft("UBND thành phố Thanh Hoá", level="huyen"), "380"),
    # TP. and Tp are thành phố; it may be a province's
    (Draft("UBND TP. Thanh Hóa", level="huyen"), "380"),
    (Draft("UBND Tp Hải Phòng", level="tinh"), "31"),
    # a Phòng or Ban of the unit stands where the unit stands
    (Draft("Phòng Nội vụ huyện Thanh Hà", level="huyen"), "294"),
    (Draft("Ban Dân vận Tỉnh ủy Hải Dương", level="tinh"), "30"),
    (Draft("Ban Thường trực Ủy ban MTTQ Việt Nam xã Sơn Trường"), "18223"),
    # the same name means another unit after 1 July 2025
    (Draft("Ủy ban nhân dân xã Thanh Hà", date="2025-12-01", to=("UBND thành phố Hải Phòng",)), "10813"),
    (Draft("UBND phường Hạc Thành", date="2025-12-01"), "14797"),
    # a city that came under the centre in 2025: before it was a district-level city of the province
    (Draft("UBND thành phố Huế", date="2025-11-18", level="tinh"), "46"),
    (Draft("UBND thành phố Huế", date="2023-11-18", level="huyen"), "474"),
    # a province that is gone on that day is not found under its old name
    (Draft("UBND tỉnh Hà Giang", date="2025-08-01", level="tinh"), None),
    # only the year known: 30 June; a name that began in July is tried at the end of the year
    (Draft("UBND phường Hạc Thành", date="2025"), "14797"),
    # no name with the issuer: the line of place and date
    (Draft("Ủy ban nhân dân tỉnh", level="tinh", place="Hà Giang"), "02"),
    (Draft("Ủy ban nhân dân huyện", level="huyen", place="Thanh Hà"), "294"),
    # no issuer at all: the level and the title
    (Draft(None, level="tinh", title="Công tác dân vận trên địa bàn tỉnh Hà Giang"), "02"),
    # no issuer: another body of the province is named with its name
    (Draft("Ủy ban nhân dân tỉnh", level="tinh", to=("Tỉnh ủy Hà Giang",)), "02"),
    # nothing names the province: unknown
    (Draft("Ủy ban nhân dân tỉnh", level="tinh"), None),
    # three cities had a phường Trường Thi: a superior named tells which
    (Draft("UBND phường Trường Thi", to=("UBND thành phố Thanh Hóa",)), "14764"),
    (Draft("UBND phường Trường Thi", title="Dân vận phường Trường Thi, thành phố Vinh"), "16690"),
    # or an instrument of a superior that is cited by number and day
    (Draft("UBND phường Trường Thi", cites=(Cite("ke-hoach", "641/KH-UBND", "2023-05-26", "UBND thành phố"),)), "14764"),
    # nothing tells them apart: open
    (Draft("UBND phường Trường Thi"), None),
    # the superior stands behind the name
    (Draft("UBND xã Tân An, huyện Thanh Hà, tỉnh Hải Dương"), "10840"),
    # invented units: namesakes in two districts of one province
    (Draft("UBND xã Hai Mẫu", to=("Huyện ủy Mẫu Sơn",)), "98301"),
    # a name of no register is not taken for the unit it resembles
    (Draft("UBND xã Không Có Thật"), None),
    # names that hold a joint, an abbreviation or the word for another kind of unit
    (Draft("UBND xã Các Sơn", date="2025-12-01"), "16591"),
    (Draft("UBND xã Lao Và Chải, huyện Yên Minh"), "00844"),
    (Draft("ỦY BAN NHÂN DÂN HUYỆN TƯ NGHĨA", level="huyen"), "528"),
    (Draft("UBND xã Hội Sơn, tỉnh Gia Lai", date="2025-12-01"), "21868"),
    (Draft("Ủy ban nhân dân xã", place="Tân Xã", to=("UBND huyện Thạch Thất",)), "10000"),
    # the centre
    (Draft("Thủ tướng Chính phủ", level="trung-uong"), "vn"),
    (Draft("Ban Tuyên giáo và Dân vận Trung ương", level="trung-uong"), "vn"),
    (Draft("Bộ Nội vụ", level="trung-uong"), "vn"),
]  # fmt: skip


@pytest.mark.parametrize(("draft", "place"), PLACES)
def test_a_document_stands_where_its_words_say(
    draft: Draft, place: str | None, knowledge: Knowledge
) -> None:
    assert ground_of(draft.record(), knowledge).place == place


@pytest.mark.parametrize("day", ["2023-03-15", "2025-12-01"])
def test_no_unit_of_the_country_is_taken_for_another(
    day: str, collection: Collection, knowledge: Knowledge
) -> None:
    """Every tenth unit issues a document that names its superiors."""
    units = collection.units
    rows = [row for row in units.territories if row.holds_on(day)][::10]
    missed = []
    for row in rows:
        names = [f"{t.kind} {t.name}" for t in knowledge.gazetteer.chain(row, day)]
        draft = Draft("UBND " + ", ".join(names), date=day, level=row.level)
        place = ground_of(draft.record(), knowledge).place
        assert place in (row.key.code, None), draft.issuer
        missed += [draft.issuer] if place is None else []
    assert len(missed) < 0.005 * len(rows), missed


def test_namesakes_that_nothing_tells_apart_are_all_told(knowledge: Knowledge) -> None:
    ground = ground_of(Draft("UBND phường Trường Thi").record(), knowledge)
    assert {row.key.code for row in ground.rows} == {"13657", "14764", "16690"}


def test_namesakes_of_one_province_still_know_their_province(knowledge: Knowledge) -> None:
    ground = ground_of(Draft("UBND xã Hai Mẫu").record(), knowledge)
    assert len(ground.rows) == 2
    assert ground.relative(("tinh",), (), ground.day) == {"98"}


def _known(record: DocumentRecord, judgement: Judgement, knowledge: Knowledge) -> Knowledge:
    rows = knowledge.gazetteer.at("13657", "2023-03-15")
    assert rows
    return Knowledge.of([rows], (), (), (), (), (record,), (judgement,))


def test_a_judgement_about_the_place_comes_first(knowledge: Knowledge) -> None:
    record = Draft("UBND phường Trường Thi", to=("UBND thành phố Thanh Hóa",)).record()
    reviewed = replace(record, key=InstrumentKey.parse("13657/2023/vi-du"))
    judgement = Judgement("x", "place-of-document", record.id, None, None, None, 1.0, "", "thử", "")
    assert ground_of(record, _known(reviewed, judgement, knowledge)).place == "13657"
