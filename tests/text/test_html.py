"""Web pages: what is visible, line by line; what Word exports; what tries to hide."""

from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from danvan_graph.text import Reading, read_text

Save = Callable[[str, bytes | str], Path]
Source = Callable[[Path], str]
PartsOf = Callable[[Reading, str], list[str]]


def test_only_what_is_visible_is_read(save: Save, source: Source) -> None:
    page = """<!DOCTYPE html><html><head><title>Trang chủ</title><style>p{color:red}</style>
    <script>var a = "<p>Mã</p>";</script></head><body><!-- ẩn --><p>Kế hoạch&nbsp;s&#7889; 5</p>
    <script>alert("Cộng")</script><p style="display: none">ẩn</p><p>Hết.</p></body></html>"""
    assert source(save("a.html", page)) == "Kế hoạch\u00a0số 5\n\nHết."


def test_cells_and_blocks_are_lines_and_line_ends_are_blanks(save: Save, parts_of: PartsOf) -> None:
    page = """<table><tr><td>ỦY BAN NHÂN DÂN<br>TỈNH MÂY TRẮNG</td><td>CỘNG HÒA
    XÃ HỘI</td></tr><tr><td>15</td><td>2023</td></tr></table><div>Căn cứ
    <b>Luật</b> số 5</div>"""
    reading = read_text(save("a.html", page))
    assert parts_of(reading, "paragraph") == [
        "ỦY BAN NHÂN DÂN\nTỈNH MÂY TRẮNG", "CỘNG HÒA XÃ HỘI", "15", "2023", "Căn cứ Luật số 5"
    ]  # fmt: skip
    assert reading.media_type == "text/html"


def test_lists_are_numbered_as_a_browser_shows_them(save: Save, source: Source) -> None:
    page = "<ol start=3><li>Ba<ul><li>con</ul><li><p>Bốn</p></ol><ul><li>Gạch</ul>"
    assert source(save("a.html", page)) == "3. Ba\n\n• con\n\n4. Bốn\n\n• Gạch"


def test_preformatted_text_keeps_its_lines(save: Save, source: Source) -> None:
    assert source(save("a.html", "<pre>Kế\n  hoạch</pre>")) == "Kế\n  hoạch"


def test_a_page_that_word_exported_is_read(save: Save, source: Source) -> None:
    page = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
    <meta http-equiv=Content-Type content="text/html; charset=windows-1252">
    <!--[if gte mso 9]><xml><w:WordDocument>Ẩn</w:WordDocument></xml><![endif]--></head>
    <body lang=EN-US><div class=Section1><p class=MsoNormal><![if !supportLists]><span
    style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>K&#7871; ho&#7841;ch
    th\u00e0nh ph\u1ed1<o:p></o:p></p><p style='mso-hide:all'>ẩn</p></div></body></html>"""
    data = page.encode("cp1252", "xmlcharrefreplace")
    assert source(save("a.html", data)) == "1.\u00a0Kế hoạch thành phố"


@pytest.mark.parametrize(
    ("charset", "codec"),
    [("utf-8", "utf-8"), ("windows-1258", "utf-8"), ("unicode", "utf-16"), ("windows-1252", "")],
)
def test_the_encoding_is_found_whatever_the_page_says(
    save: Save, plan: str, charset: str, codec: str
) -> None:
    lines = "".join(f"<p>{escape(line)}</p>" for line in plan.split("\n"))
    page = f"<html><head><meta charset='{charset}'></head><body>{lines}</body></html>"
    data = page.encode(codec) if codec else page.encode("cp1252", "xmlcharrefreplace")
    text = read_text(save("a.html", data)).text
    assert text.flat.replace("\n", " ") == " ".join(plan.split())


def test_an_old_font_is_decoded(save: Save, source: Source) -> None:
    page = '<body><p style="font-family:.VnTime">Céng hoµ x· héi chñ nghÜa</p></body>'
    assert source(save("a.htm", page)) == "Cộng hoà xã hội chủ nghĩa"


def test_a_page_saved_as_one_file_is_read(save: Save) -> None:
    mail = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=X\r\n\r\n--X\r\n"
        'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: '
        "quoted-printable\r\n\r\n<html><body><p>K=E1=BA=BF ho=E1=BA=A1ch</p></body></html>\r\n--X--"
    )
    reading = read_text(save("a.doc", mail))
    assert (reading.text.source, reading.media_type) == ("Kế hoạch", "multipart/related")
    assert reading.notes[0].startswith("Đuôi tệp “.doc” không khớp")


@pytest.mark.parametrize("tag", ["div", "table", "b", "p", "ul", "span"])
def test_deep_nesting_ends(save: Save, source: Source, tag: str) -> None:
    assert source(save("a.html", f"<html>{f'<{tag}>' * 100_000}Kế hoạch")) == "Kế hoạch"


def test_an_unclosed_hidden_paragraph_hides_only_itself(save: Save, source: Source) -> None:
    assert source(save("a.html", "<body><p style='display:none'>ẩn<p>Hiện")) == "Hiện"
    assert source(save("b.html", "<html><head><title>t</title><body><p>Hiện")) == "Hiện"


def test_entities_of_its_own_are_not_expanded(save: Save, source: Source) -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><html><p>Kế &b; hoạch</p>'
    assert "aaaa" not in source(save("a.html", bomb)).replace("ENTITY", "").split("Kế")[1]
