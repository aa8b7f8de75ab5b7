"""The web page, in a real browser: found, filtered, read on a phone, in the dark, by keyboard and on paper."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from minzheng_cli.cli.main import run
from minzheng_cli.report.kinds import KINDS
from tests.browser import ABSENT, Page, chromium
from tests.conftest import DATA, DEMO

OPTIONS = {"office": ["--owner", "养老服务处"]}
BROWSED = ("half-year", "checklist")
"""Kinds whose page can be searched."""
in_a_browser = pytest.mark.skipif(bool(ABSENT), reason=ABSENT or "-")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page of every kind, of the demonstration, and the half-year report without progress."""
    folder = tmp_path_factory.mktemp("pages")
    for kind, made in KINDS.items():
        period = ["--period", "2022H1"] if "period" in made.narrows else []
        wanted = ["report", kind, *period, *OPTIONS.get(kind, []), "--as-of", "2022-07-20", "--data", str(DEMO)]
        assert run([*wanted, "-o", str(folder / f"{kind}.html")]) == 0
    assert run(["report", "half-year", "--data", str(DATA), "-o", str(folder / "empty.html")]) == 0
    return folder


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with chromium(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture
def page(browser: Page, pages: Path) -> Page:
    """The half-year report on a desk."""
    browser.look()
    browser.errors.clear()
    browser.asked_for.clear()
    browser.open((pages / "half-year.html").as_uri())
    return browser


def shown(page: Page) -> list[str]:
    """Ids of the tasks that can be seen."""
    found = page.run(
        "[...document.querySelectorAll('.item')].filter(each => each.checkVisibility()).map(each => each.id)"
    )
    assert page.run("document.querySelector('#count').textContent") == f"显示{len(found)}项，共14项"
    return list(found)


def choose(page: Page, name: str, value: str) -> None:
    page.run(
        f"(field => {{ field.value = '{value}'; field.dispatchEvent(new Event('input', {{bubbles: true}})); }})"
        f"(document.forms.filters.elements['{name}'])"
    )


def tick(page: Page, name: str, value: str) -> None:
    page.run(f"document.querySelector('input[name={name}][value={value}]').click()")


ALL = [f"T{number}" for number in range(1, 15)]


class _Outline(HTMLParser):
    """Levels of headings, ids, links within the page, and every address that is named."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name == "href" and (value or "").startswith("#"):
                self.links.append((value or "")[1:])
            elif name in ("href", "src", "action", "data", "poster", "srcset", "xlink:href"):
                self.addresses.append(value or "")
            assert name != "style", "the policy forbids it"
            assert not name.startswith("on"), "the policy forbids it"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_stands_by_itself(pages: Path, kind: str) -> None:
    text = (pages / f"{kind}.html").read_text(encoding="utf-8")
    outline = _Outline(text)
    assert outline.addresses == ["data:,"]
    assert not re.search(r"@import|url\(", text)
    assert text.startswith('<!doctype html>\n<html lang="zh-CN">')
    assert re.search(r"Content-Security-Policy\" content=\"default-src 'none'; script-src ('sha256-|'none')", text)
    assert "unsafe" not in text
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.links) <= set(outline.ids)
    assert "演示数据" in text
    body = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL).replace(
        '<p id="stated" class="print-only"></p>', ""
    )
    assert not re.search(r"\{\{|\{%|\bNone\b|Undefined|<(p|h\d|li|dd)[^>]*>\s*</\1>", body)


@in_a_browser
@pytest.mark.parametrize("kind", [*KINDS, "empty"])
def test_no_page_says_an_error_asks_for_anything_or_is_too_wide(browser: Page, pages: Path, kind: str) -> None:
    browser.errors.clear()
    browser.asked_for.clear()
    for width in (1280, 768, 390, 320):
        browser.look(width)
        browser.open((pages / f"{kind}.html").as_uri())
        assert browser.run("document.documentElement.scrollWidth") <= width
    assert browser.errors == []
    assert {each for each in browser.asked_for if not each.startswith(("about:", "data:"))} == {
        (pages / f"{kind}.html").as_uri()
    }


@in_a_browser
def test_a_search_finds_as_one_types(page: Page) -> None:
    assert shown(page) == ALL
    page.press("/")
    for typed, found in (("小微", ["T6"]), ("权力清单", ["T6"]), (" 不在任何一项里", [])):
        page.type(typed)
        assert shown(page) == found
    assert page.run("document.querySelector('#none').checkVisibility()")
    assert page.run("[...document.querySelectorAll('.group')].every(each => each.hidden)")
    page.run("document.querySelector('#filters button[type=reset]').click()")
    page.run("new Promise(done => setTimeout(done, 20))")
    assert shown(page) == ALL
    assert page.run("location.hash") == ""


@in_a_browser
def test_words_are_found_in_any_width_and_case_and_all_of_them(page: Page) -> None:
    page.press("/")
    page.type("２０２５年底 ｇ６．２")
    assert shown(page) == ["T6"]


@in_a_browser
def test_filters_by_owner_status_and_area_work_together(page: Page) -> None:
    choose(page, "owner", "养老服务处")
    assert shown(page) == ["T3", "T8"]
    tick(page, "light", "未报送")
    assert shown(page) == ["T3"]
    tick(page, "light", "正常")
    assert shown(page) == ["T3", "T8"]
    choose(page, "area", "长春市/德惠市")
    assert shown(page) == ["T8"]
    rows = page.run(
        "[...document.querySelectorAll('#T8 tr[data-area]')].filter(r => r.checkVisibility()).map(r => r.dataset.area)"
    )
    assert rows == ["长春市/德惠市"] * 2
    choose(page, "force", "专项事务指导专班")
    assert shown(page) == []


@in_a_browser
def test_what_an_office_says_is_a_filter_of_its_own(page: Page) -> None:
    tick(page, "said", "未报送")
    assert shown(page) == ["T3", "T11", "T14"]


@in_a_browser
def test_a_prefecture_holds_its_counties(page: Page) -> None:
    choose(page, "area", "长春市")
    rows = page.run(
        "[...document.querySelectorAll('#T6 tr[data-area]')].filter(r => r.checkVisibility()).map(r => r.dataset.area)"
    )
    assert "长春市/德惠市" in rows
    assert all(each == "长春市" or each.startswith("长春市/") for each in rows)


@in_a_browser
def test_filters_stay_in_the_address(page: Page, pages: Path) -> None:
    choose(page, "owner", "养老服务处")
    tick(page, "light", "正常")
    page.press("/")
    page.type("养老 & 服务")
    address, found = page.run("location.href"), shown(page)
    page.open(address)
    assert shown(page) == found
    assert page.run("document.forms.filters.elements.q.value") == "养老 & 服务"
    page.open(f"{(pages / 'half-year.html').as_uri()}#owner={quote('没有这个处室')}&nonsense=1&light={quote('没有')}")
    assert shown(page) == ALL
    assert page.errors == []


@in_a_browser
def test_a_link_to_a_task_leads_there_also_when_it_is_filtered_away(page: Page, pages: Path) -> None:
    page.open(f"{(pages / 'half-year.html').as_uri()}#T6")
    assert page.run("document.activeElement.id") == "T6"
    assert page.run("Math.abs(document.querySelector('#T6').getBoundingClientRect().top) < innerHeight / 2")
    choose(page, "owner", "养老服务处")
    page.run("document.querySelector('#targets ~ .wide a[href=\"#T8\"]').click()")
    assert shown(page) == ["T3", "T8"]
    assert page.run("document.activeElement.id") == "T8"
    page.run("document.querySelector('#targets ~ .wide a[href=\"#T6\"]').click()")
    assert page.run("document.activeElement.id") == "T6"
    assert shown(page) == ALL
    page.open(f"{(pages / 'half-year.html').as_uri()}#%E0%A4%A")
    assert page.errors == []


@in_a_browser
def test_the_keyboard_is_enough(page: Page) -> None:
    page.press("Tab")
    assert page.run("document.activeElement.className") == "skip"
    assert page.run("document.activeElement.getBoundingClientRect().left") >= 0
    page.press("Enter")
    page.run("new Promise(done => setTimeout(done, 50))")  # until the page has heard of the new address
    assert page.run("document.activeElement.id") == "main"
    passed = []
    for _ in range(40):
        page.press("Tab")
        passed.append(page.run("document.activeElement.name || document.activeElement.type || ''"))
        seen = page.run("getComputedStyle(document.activeElement).outlineStyle")
        assert seen != "none", passed[-1]
    assert [each for each in dict.fromkeys(passed) if each] == ["q", "owner", "force", "area", "light", "said", "reset"]
    page.run("document.querySelector('input[name=light]').focus()")
    page.press(" ")
    assert len(shown(page)) < 14
    page.run("document.querySelector('#T6 summary').focus()")
    page.press("Enter")
    assert page.run("document.querySelector('#T6 details').open")


@in_a_browser
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_word_stands_out_from_its_ground(browser: Page, pages: Path, kind: str, dark: bool) -> None:
    """WCAG 2.1, 1.4.3: at least 4.5 to 1."""
    browser.look(dark=dark)
    browser.open((pages / f"{kind}.html").as_uri())
    weak = browser.run(CONTRAST)
    assert weak == []
    ground = browser.run("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") is not dark


CONTRAST = """
(() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const bright = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const found = parse(getComputedStyle(at).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found;
    }
  };
  const weak = [];
  for (const node of document.body.querySelectorAll("*")) {
    if (node.closest("svg, option, script") || !node.checkVisibility() || ![...node.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const [a, b] = [bright(parse(getComputedStyle(node).color)), bright(ground(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) weak.push([node.className, node.textContent.slice(0, 20), ratio]);
  }
  return weak;
})()
"""


@in_a_browser
def test_a_phone_gets_tables_as_cards(page: Page) -> None:
    page.look(390, 844)
    cell = "getComputedStyle(document.querySelector('.stack td'), '::before').content"
    assert page.run("getComputedStyle(document.querySelector('.stack thead')).display") == "none"
    assert page.run(cell) != "none"
    assert page.run("parseFloat(getComputedStyle(document.body).fontSize)") >= 16
    page.look()
    assert page.run(cell) == "none"


@in_a_browser
def test_on_paper_there_are_heads_marks_and_no_controls(page: Page, tmp_path: Path) -> None:
    choose(page, "owner", "养老服务处")
    page.look(media="print")
    assert not page.run("document.querySelector('#filters').checkVisibility()")
    assert not page.run("document.querySelector('.skip').checkVisibility()")
    assert page.run("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    page.look()
    (tmp_path / "page.pdf").write_bytes(page.printed())
    try:
        told = subprocess.run(["pdftotext", "-layout", "page.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)
        facts = subprocess.run(["pdfinfo", "page.pdf"], cwd=tmp_path, capture_output=True, check=True).stdout.decode()
    except FileNotFoundError:
        pytest.skip("pdftotext is not installed")
    sheets = told.stdout.decode("utf-8").split("\f")[:-1]
    assert "(A4)" in facts
    assert len(sheets) > 1
    assert all("演示数据" in sheet for sheet in sheets)
    assert "筛选条件：养老服务处（显示2项，共14项）" in "".join(sheets)
    assert "清除条件" not in "".join(sheets)


@in_a_browser
@pytest.mark.parametrize("kind", BROWSED)
def test_without_scripts_all_can_be_read(browser: Page, pages: Path, tmp_path: Path, kind: str) -> None:
    text = (pages / f"{kind}.html").read_text(encoding="utf-8")
    bare = tmp_path / "bare.html"
    bare.write_text(re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL), encoding="utf-8")
    browser.look()
    browser.open(bare.as_uri())
    assert browser.run("document.querySelectorAll('.item').length") == 14
    assert browser.run("[...document.querySelectorAll('.item, .group')].every(each => each.checkVisibility())")
    assert not browser.run("document.querySelector('#filters').checkVisibility()")


@in_a_browser
def test_a_script_that_is_not_the_pages_own_does_not_run(browser: Page, pages: Path, tmp_path: Path) -> None:
    text = (pages / "half-year.html").read_text(encoding="utf-8")
    spoiled = tmp_path / "spoiled.html"
    spoiled.write_text(text.replace("</main>", "<script>document.title = 'ran'</script></main>"), encoding="utf-8")
    browser.look()
    browser.open(spoiled.as_uri())
    assert browser.run("document.title") != "ran"
    browser.errors.clear()
