"""What must hold for the Content of any importer."""

from itertools import pairwise

from desktop_app.core.document import Content
from desktop_app.core.text.normal_form import normalise


def check_content(content: Content) -> None:
    """The text is normalised, the blocks ascend and cover it, and every span lies within its block."""
    assert normalise(content.text) == content.text
    assert "\n".join(content.text_of(block) for block in content.blocks) == content.text
    for before, after in pairwise(content.blocks):
        assert before.end + 1 == after.start
    for block in content.blocks:
        assert block.start <= block.end
        assert all(block.start <= span.start <= span.end <= block.end for span in block.inline)
