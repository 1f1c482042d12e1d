"""Tables that KOReader writes are read; what could run, and what was written to hang a reader, is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange.incoming.lua_table import NotATable, read_table


def test_a_table_as_koreader_writes_it() -> None:
    text = """-- we can read Lua syntax here!
return {
    ["annotations"] = {
        [1] = { ["text"] = "Über \\"alles\\"\\
nächste Zeile", ["pageno"] = 12, ["drawer"] = 'lighten' },
        [2] = { ["text"] = [[long
words]], },
    },
    ["percent_finished"] = 0.25, --[[ half a
comment ]] big = -1e3; hex = 0x1F,
    ["on"] = true, ["off"] = false, ["none"] = nil,
    "first", "second",
}
"""
    assert read_table(text) == {
        "annotations": {
            1: {"text": 'Über "alles"\nnächste Zeile', "pageno": 12, "drawer": "lighten"},
            2: {"text": "long\nwords"},
        },
        "percent_finished": 0.25, "big": -1000, "hex": 31, "on": True, "off": False, 1: "first", 2: "second",
    }  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), [("\\195\\169", "é"), ("\\x41\\n\\\\", "A\n\\"), ("\\13\\0", "\r\0")])
def test_escapes(written: str, meant: str) -> None:
    assert read_table(f'return {{"{written}"}}') == {1: meant}


@pytest.mark.parametrize(
    "text",
    [
        "", "return", "return 1", "{}", "return {", "return {}}", "return {} x", "return {1 2}", "return {[nil]=1}",
        "return {[{}]=1}", "return {os.execute('x')}", "return {f()}", "return {function() end}", "return {a=b}",
        "return {1+1}", 'return {"a" .. "b"}', "return setmetatable({}, {})", 'return {"open}', "return {" * 500,
        "return " + "{" * 500 + "}" * 500, "return {[1]}", "return {#x}", "return {-}", "return {'\n'}", "return {--[[",
    ],
)  # fmt: skip
def test_what_is_no_table_of_values_is_refused(text: str) -> None:
    with pytest.raises(NotATable) as refusal:
        read_table(text)
    assert str(refusal.value)


@given(st.text(alphabet="{}[]=,;\"'\\-. \nabreturn0123xe", max_size=60))
def test_any_text_is_read_or_refused(words: str) -> None:
    for text in (words, f"return {{{words}}}"):
        try:
            read_table(text)
        except NotATable:
            continue


@pytest.mark.parametrize("piece", ['"a\\\\",', "{},", "--\n", "--[[x]]", "a=1,", '[1]={["text"]="words"},', "\n", "1,"])
def test_a_large_file_is_read_in_one_pass(piece: str) -> None:
    """Nothing is timed: a reader that goes over it again and again does not come to an end here."""
    assert isinstance(read_table(f"return {{{piece * 50_000}}}"), dict)
