"""Exporting into a file that a person has worked on: what they did stays, and what we wrote is kept up to date."""

import re
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.exchange.markdown import Rendered
from desktop_app.exchange.merging import BlockOutcome, Merged, base_of, mergeable, merged
from tests.exchange.articles import rendered

OLD = {"01a": "the first note", "01b": "", "01c": "the last note"}


def block(text: str, name: str) -> str:
    """Return the block of the default template that ends with the id `name`."""
    found = re.search(rf"(?:^>.*\n)+\n\^hl-{name}$", text, re.MULTILINE)
    assert found is not None
    return found[0]


def merge(theirs: str, now: Rendered, before: Rendered) -> Merged:
    return merged(theirs, now, dict(base_of(before)))


def edited(text: str, how: str) -> str:
    """Do to the block 01b what a person might."""
    ours = block(text, "01b")
    match how:
        case "changed":
            return text.replace(ours, ours.replace("words of 01b", "words of 01b, which I corrected"))
        case "deleted":
            return text.replace(ours + "\n\n", "")
        case "moved":
            return f"{text.replace(ours + chr(10) * 2, '')}\n# Elsewhere\n\n{ours}\n"
    return text


def ours(how: str) -> dict[str, str]:
    """Do to the annotation 01b what may happen in the library."""
    match how:
        case "changed":
            return {**OLD, "01b": "now it has a note"}
        case "deleted":
            return {name: note for name, note in OLD.items() if name != "01b"}
    return OLD


@pytest.mark.parametrize("theirs", ["as written", "changed", "deleted", "moved"])
@pytest.mark.parametrize("mine", ["unchanged", "changed", "deleted"])
def test_the_twelve_cases(mine: str, theirs: str) -> None:
    before, now = rendered(OLD), rendered(ours(mine))
    file = edited(before.text, theirs) + "\nMy own words.\n"
    merge_ = merge(file, now, before)
    outcome = dict(merge_.outcomes).get("01b")
    at = {name: merge_.text.find(f"^hl-{name}\n") for name in ("01a", "01b", "01b-new", "01c")}
    assert "\nMy own words.\n" in merge_.text
    match mine, theirs:
        case ("unchanged", _) | ("deleted", "deleted"):
            assert (merge_.text, outcome) == (file, None)
        case ("changed", "as written"):
            assert (merge_.text, outcome) == (now.text + "\nMy own words.\n", BlockOutcome.UPDATED)
        case ("changed", "moved"):
            assert outcome is BlockOutcome.UPDATED
            assert block(merge_.text, "01b") == block(now.text, "01b")
            assert merge_.text.index("# Elsewhere") < at["01b"]
        case ("changed", "changed"):
            assert outcome is BlockOutcome.BOTH_CHANGED
            assert block(merge_.text, "01b") == block(file, "01b")
            assert block(merge_.text, "01b-new") == block(now.text, "01b").replace("^hl-01b", "^hl-01b-new")
            assert at["01b"] < at["01b-new"] < at["01c"]
        case ("changed", "deleted"):
            assert (merge_.text, outcome) == (file, BlockOutcome.STAYS_AWAY)
        case ("deleted", "as written"):
            assert (merge_.text, outcome) == (file.replace(block(file, "01b") + "\n\n", ""), BlockOutcome.REMOVED)
        case ("deleted", "changed"):
            assert (merge_.text, outcome) == (file, BlockOutcome.LEFT)
        case ("deleted", "moved"):
            assert (outcome, at["01b"]) == (BlockOutcome.REMOVED, -1)
            assert "# Elsewhere" in merge_.text
    assert [line for line in file.split("\n") if line and line not in before.text] == [
        line for line in merge_.text.split("\n") if line and line not in before.text and line not in now.text
        and not line.endswith("-new")
    ]  # fmt: skip


def test_ours_beneath_theirs_is_put_there_once_and_kept_up_to_date() -> None:
    before = rendered(OLD)
    first = merge(edited(before.text, "changed"), rendered(ours("changed")), before)
    again = merged(first.text, rendered(ours("changed")), dict(first.base))
    assert (again.text, again.outcomes) == (first.text, ())
    later = merged(first.text, rendered({**OLD, "01b": "and another"}), dict(again.base))
    assert later.text.count("^hl-01b-new") == 1
    assert "and another" in block(later.text, "01b-new")
    assert block(later.text, "01b") == block(first.text, "01b")
    gone = merged(later.text, rendered(ours("deleted")), dict(later.base))
    assert "^hl-01b-new" not in gone.text
    assert dict(gone.outcomes)["01b"] is BlockOutcome.LEFT


def test_a_new_highlight_goes_beside_its_neighbours() -> None:
    before = rendered({"01a": "", "01c": ""}, {"01a": 20, "01c": 60})
    file = before.text.replace("## The ice\n", "## The ice\n\nMy thoughts on it.\n\n")
    now = rendered({"01a": "", "01b": "between", "01c": ""}, {"01a": 20, "01b": 40, "01c": 60})
    found = merge(file, now, before)
    assert found.text.index("^hl-01a") < found.text.index("^hl-01b") < found.text.index("^hl-01c")
    assert found.text.replace(block(found.text, "01b") + "\n\n", "") == file
    assert found.outcomes == (("01b", BlockOutcome.ADDED),)


def test_the_first_highlight_of_a_section_brings_its_heading() -> None:
    before = rendered({"01a": "", "01c": ""}, {"01a": 20, "01c": 250})
    file = before.text.replace("\n\n## What came after", "\n\nWhat I think of the ice.\n\n## What came after")
    now = rendered({"01a": "", "01b": "", "01c": ""}, {"01a": 20, "01b": 150, "01c": 250})
    text = merge(file, now, before).text
    order = ["## The ice", "^hl-01a", "What I think", "## The ferry", "^hl-01b", "## What came after", "^hl-01c"]
    assert sorted(order, key=text.index) == order
    assert text.startswith("---\ntitle: Harbour lights\n")


def test_what_one_export_leaves_out_another_finds_as_it_was() -> None:
    before = rendered(OLD)
    part = merged(before.text, rendered({"01d": "only this"}, {"01d": 250}), dict(base_of(before)), whole=False)
    assert all(f"^hl-{name}" in part.text for name in ("01a", "01b", "01c", "01d"))
    assert {name for name, _ in part.base} == {"01a", "01b", "01c", "01d"}


@pytest.mark.parametrize("damage", ["\r\n", "bom", "bytes", "no last newline"])
def test_line_ends_marks_and_strange_bytes_stay(damage: str) -> None:
    before = rendered(OLD)
    file = {
        "\r\n": before.text.replace("\n", "\r\n"),
        "bom": "\ufeff" + before.text,
        "bytes": before.text + "\ncaf\udce9\n",
        "no last newline": before.text.rstrip("\n"),
    }[damage]
    assert merge(file, before, before).text == file
    found = merge(file, rendered(ours("changed")), before)
    assert found.count(BlockOutcome.UPDATED) == 1
    assert ("\n" in found.text.replace("\r\n", "")) == (damage != "\r\n")
    for line in file.splitlines():
        assert line in found.text.splitlines()


def test_a_copy_that_a_person_made_of_a_block_is_theirs() -> None:
    before = rendered(OLD)
    file = f"{before.text}\n{block(before.text, '01a')}\n"
    found = merge(file, rendered({**OLD, "01a": "another note"}), before)
    assert found.text.count("^hl-01a") == 2
    assert "another note" in found.text
    assert "the first note" in found.text


def test_a_template_without_ids_cannot_be_merged() -> None:
    blocks = rendered(OLD).blocks
    assert mergeable(Rendered("", blocks))
    assert not mergeable(Rendered("", (*blocks, type(blocks[0])("01d", "> words"))))


LIBRARY = st.sampled_from(["add", "note", "delete"])
PERSON = st.sampled_from(["write", "write inside", "delete block", "move block", "copy end", "split"])
ROUND = st.tuples(
    st.lists(st.tuples(LIBRARY, st.integers(0, 10_000)), max_size=4),
    st.lists(st.tuples(PERSON, st.integers(0, 10_000)), max_size=4),
)


class Both:
    """A library and a person at work on the same file."""

    def __init__(self) -> None:
        self.notes: dict[str, str] = {}
        self.starts: dict[str, int] = {}
        self.file = ""
        self.base: dict[str, str] = {}
        self.ever: set[str] = set()  # lines that an export wrote
        self.made = 0
        self.written = 0
        self.outcomes: Counter[BlockOutcome] = Counter()

    def rendered(self) -> Rendered:
        return rendered(self.notes, self.starts)

    def change(self, action: str, pick: int) -> None:
        names = sorted(self.notes)
        if action == "add" or not names:
            self.made += 1
            name = f"01h{self.made}"
            self.notes[name], self.starts[name] = "", pick % 300
        elif action == "note":
            self.written += 1
            self.notes[names[pick % len(names)]] = f"note {self.written}"
        else:
            del self.notes[names[pick % len(names)]]

    def edit(self, action: str, pick: int) -> None:
        lines = self.file.split("\n")
        self.written += 1
        mine = f"mine {self.written}"
        blocks = re.findall(r"(?:^>.*\n)+\n\^hl-[0-9a-z-]+$", self.file, re.MULTILINE)
        chosen = blocks[pick % len(blocks)] if blocks else ""
        match action:
            case "write" | "split":
                lines.insert(pick % (len(lines) + 1), mine if action == "write" else f"\n{mine}\n")
                self.file = "\n".join(lines)
            case "write inside" if chosen:
                self.file = self.file.replace(chosen, chosen.replace("\n", f"\n> {mine}\n", 1), 1)
            case "delete block" if chosen:
                self.file = self.file.replace(chosen, "", 1)
            case "move block" if chosen:
                rest = self.file.replace(chosen, "", 1).split("\n")
                rest.insert(pick % (len(rest) + 1), f"\n{chosen}\n")
                self.file = "\n".join(rest)
            case "copy end":
                self.file = f"{self.file.rstrip()}\n{mine}"

    def export(self) -> None:
        now = self.rendered()
        same = self.base == dict(base_of(now)) | {name: found for name, found in self.base.items() if "-new" in name}
        before = self.file
        self.ever.update(now.text.split("\n"), before.split("\n") if not self.base else ())
        self.ever.update(line + "-new" for line in now.text.split("\n") if line.startswith("^hl-"))
        found = merged(before, now, self.base)
        self.file, self.base = found.text, dict(found.base)
        self.outcomes.update(outcome for _, outcome in found.outcomes)
        if same:
            assert found.text == before
        theirs = [line for line in before.split("\n") if line not in self.ever]
        assert [line for line in found.text.split("\n") if line not in self.ever] == theirs
        ids, earlier = (Counter(re.findall(r"^\^hl-(\S+)$", text, re.MULTILINE)) for text in (found.text, before))
        assert all(count <= max(1, earlier[name]) for name, count in ids.items())
        again = merged(found.text, now, dict(found.base))
        assert (again.text, again.outcomes) == (found.text, ())


@given(st.lists(ROUND, min_size=1, max_size=6))
def test_no_word_of_a_persons_is_lost_whatever_both_do(rounds: Sequence[tuple[list[tuple[str, int]], ...]]) -> None:
    both = Both()
    for number in range(3):
        both.change("add", 40 * number)
    first = both.rendered()
    both.file, both.base = first.text, dict(base_of(first))
    both.ever.update(first.text.split("\n"))
    for library, person in rounds:
        for action, pick in library:
            both.change(action, pick)
        for action, pick in person:
            both.edit(action, pick)
        both.export()


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_a_file_that_nobody_touched_is_as_if_written_anew(pick: int) -> None:
    both = Both()
    for number in range(5):
        both.change("add", (pick * (number + 1)) % 300)
    before = both.rendered()
    for action in ("note", "note", "delete"):
        both.change(action, pick)
    now = both.rendered()
    found = merge(before.text, now, before).text
    lost_headings = [line for line in before.text.split("\n") if line.startswith("## ") and line not in now.text]
    for heading in lost_headings:  # a heading is a person's once it is written
        found = found.replace(f"{heading}\n", "", 1)
    assert list(filter(None, found.split("\n"))) == list(filter(None, now.text.split("\n")))
