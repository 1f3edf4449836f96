"""The page for people says what was derived, and nothing in it can change that."""

from __future__ import annotations

import pytest


class TestThePage:
    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            (
                'data-attribute="unstable-leadership" data-value="met">met<',
                'data-attribute="unstable-leadership" data-value="not known">not known<',
                "says that the status unstable-leadership of 8a is “not known”; derived from the"
                " history it is “met”",
            ),
            (
                'data-attribute="unstable-leadership" data-value="met">met<',
                'data-attribute="unstable-leadership" data-value="met">not met<',
                "shows “not met” to people and says “met” to programs",
            ),
            (
                'data-attribute="unstable-leadership" data-value="met">met<',
                ">not met<",
                "leaves out the status unstable-leadership of 8a",
            ),
            (
                ">In the last seven years, we’ve had four",
                ">In the last two years, we’ve had four",
                "quotes 8a 289:342 otherwise than the transcript",
            ),
            ('data-passage="289:342"', 'data-passage="289:300"', "quotes what is not counted"),
            ("</body>", "<script>1</script></body>", "<script>, which can change what is shown"),
            ("</body>", '<p onclick="x()">a</p></body>', "the attribute onclick"),
            (
                "</body>",
                '<img src="https://a.b/c.png"></body>',
                "<img>, which can change what is shown",
            ),
            ("</body>", "<p></body>", "</body> where another element is open"),
            ("<html>", "<html><style>@import 'x'</style>", "is not the one of such a page"),
            ("<html>", "<html><style>q { display: none }</style>", "is not the one of such a page"),
            ("</body>", "<p hidden>a</p></body>", "the attribute hidden"),
            ("</body>", '<p style="opacity: 0">a</p></body>', "the attribute style"),
            ("</body>", "<noscript>a</noscript></body>", "<noscript>, which can change"),
            ("</body>", "<!-- a --></body>", "a comment, which no page needs"),
            ("</body>", '<b aria-hidden="true">not </b></body>', "shown and not read: 'not'"),
        ],
    )
    def test_what_it_shows_otherwise_is_named(self, made, first, old, new, said):
        page = made["report.html"].decode()
        marked = old.startswith("data-attribute")
        old, new = (f'data-case="8a" {each}' if marked else each for each in (old, new))
        assert old in page
        made["report.html"] = page.replace(old, new).encode()
        fault = first(made)
        assert fault.startswith("report.html")
        assert said in fault

    def test_an_altered_outcome_and_figure_are_named(self, made, first):
        page = made["report.html"].decode()
        old = 'data-in-use="yes" data-value="met">met<'
        new = 'data-in-use="yes" data-value="not met">not met<'
        assert "the outcome of Type A for 8a under" in first(
            {**made, "report.html": page.replace(old, new).encode()}
        )
        at = page.index('data-group="stuck" data-figure="with" data-value="2">2<')
        altered = page[:at] + page[at:].replace('"2">2<', '"4">4<', 1)
        assert "the number of schools of stuck “with” the theme" in first(
            {**made, "report.html": altered.encode()}
        )


def test_the_style_sheet_that_is_allowed_is_the_one_that_is_written():
    from coder.verify.page import Page
    from coder.writers.report.style import SHEET, STYLE, quoted

    sheet = STYLE + SHEET % (quoted("Schools, head: 1; {}"), quoted("coder 0.1.0"))
    assert Page(f"<html><head><style>{sheet}</style></head></html>").wrong == []
    for changed in (
        sheet.replace("{", "{ opacity: 0;", 1),
        sheet + "p { display: none }",
        sheet.replace('content: "', 'content: ""; } } p { content: "', 1),
    ):
        assert Page(f"<html><head><style>{changed}</style></head></html>").wrong != []
