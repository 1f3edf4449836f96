"""The transcript's keys, colours and fixed words."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from coder.tui.widgets.stripes import COLOURS

NO_SOURCE = "No transcript is open."
NO_TEXT = "This transcript holds no text."


def _key(keys: str, action: str, description: str, id: str, tooltip: str) -> Binding:
    """Return a binding that can be rebound by its id."""
    return Binding(keys, action, description, show=False, id=f"transcript.{id}", tooltip=tooltip)


BINDINGS: list[BindingType] = [
    _key("down,j", "move_sentence(1)", "Next sentence", "next_sentence", "Go to the next sentence"),
    _key(
        "up,k",
        "move_sentence(-1)",
        "Previous sentence",
        "previous_sentence",
        "Go to the sentence before",
    ),
    _key(
        "ctrl+down,right_curly_bracket",
        "move_turn(1)",
        "Next turn",
        "next_turn",
        "Go to where the next speaker begins",
    ),
    _key(
        "ctrl+up,left_curly_bracket",
        "move_turn(-1)",
        "Previous turn",
        "previous_turn",
        "Go to where this turn begins, then the one before",
    ),
    _key("pagedown,space", "move_page(1)", "Page down", "page_down", "Read a page on"),
    _key("pageup", "move_page(-1)", "Page up", "page_up", "Read a page back"),
    _key("home,ctrl+home,g", "move_to_start", "Start", "start", "Go to the first sentence"),
    _key("end,ctrl+end,G", "move_to_end", "End", "end", "Go to the last sentence"),
    _key(
        "shift+down,J",
        "extend(1)",
        "Select more",
        "select_more",
        "Select one sentence more",
    ),
    _key(
        "shift+up,K",
        "extend(-1)",
        "Select less",
        "select_less",
        "Select one sentence less, or the one before",
    ),
    _key(
        "shift+right,L", "move_end(1)", "End later", "end_later", "Let the selection end a word on"
    ),
    _key(
        "shift+left,H",
        "move_end(-1)",
        "End earlier",
        "end_earlier",
        "Let the selection end a word earlier",
    ),
    _key(
        "ctrl+shift+right,alt+shift+right,greater_than_sign",
        "move_start(1)",
        "Begin later",
        "begin_later",
        "Let the selection begin a word later",
    ),
    _key(
        "ctrl+shift+left,alt+shift+left,less_than_sign",
        "move_start(-1)",
        "Begin earlier",
        "begin_earlier",
        "Let the selection begin a word earlier",
    ),
    _key("right,l", "move_word(1)", "Next word", "next_word", "Select the next word"),
    _key("left,h", "move_word(-1)", "Previous word", "previous_word", "Select the word before"),
    _key(
        "plus,equals_sign",
        "move_end_sentence(1)",
        "End a sentence later",
        "end_sentence_later",
        "Let the selection end a sentence on",
    ),
    _key(
        "minus",
        "move_end_sentence(-1)",
        "End a sentence earlier",
        "end_sentence_earlier",
        "Let the selection end a sentence earlier",
    ),
    _key(
        "ctrl+shift+down,alt+shift+down,right_parenthesis",
        "move_start_sentence(1)",
        "Begin a sentence later",
        "begin_sentence_later",
        "Let the selection begin a sentence later",
    ),
    _key(
        "ctrl+shift+up,alt+shift+up,left_parenthesis",
        "move_start_sentence(-1)",
        "Begin a sentence earlier",
        "begin_sentence_earlier",
        "Let the selection begin a sentence earlier",
    ),
    _key("t", "select_turn", "Select turn", "select_turn", "Select all that this speaker says"),
    _key(
        "escape",
        "clear_selection",
        "Clear selection",
        "clear_selection",
        "Back to the sentence under the cursor",
    ),
    _key("ctrl+c,super+c", "copy", "Copy", "copy", "Copy the words selected"),
]

_CODE_COLOURS = ("primary", "warning", "success", "accent", "secondary", "error")

COMPONENT_CLASSES = {
    f"transcript--{name}"
    for name in (
        *("text", "interviewer", "cursor", "selection", "coding"),
        *("speaker", "speaker-interviewer", "role", "label", "more", "marker", "empty"),
        *(f"code-{number}" for number in range(COLOURS)),
    )
}

# Whatever a hue says, a glyph, bold, underline or reverse says too: NO_COLOR leaves only greys.
CSS = """
TranscriptCanvas {
    background: $background;
    color: $foreground;
    overflow-x: hidden;
    overflow-y: scroll;
    scrollbar-size-vertical: 1;

    & > .transcript--text { color: $foreground; }
    & > .transcript--interviewer { color: $foreground 60%; }
    & > .transcript--cursor { text-style: bold; background: $foreground 10%; }
    &:focus > .transcript--cursor { background: $primary 30%; }
    & > .transcript--selection { text-style: reverse; }
    & > .transcript--coding { text-style: underline; }
    & > .transcript--speaker { text-style: bold; }
    & > .transcript--speaker-interviewer { color: $foreground 60%; }
    & > .transcript--role { color: $foreground 60%; text-style: italic; }
    & > .transcript--label { color: $foreground 80%; }
    & > .transcript--more { color: $foreground 80%; }
    & > .transcript--marker { color: $text-accent; text-style: bold; }
    & > .transcript--empty { color: $foreground 60%; }
    &:ansi > .transcript--interviewer { text-style: dim; }
    &:ansi > .transcript--speaker-interviewer { text-style: dim; }
""" + "".join(
    f"    & > .transcript--code-{number} {{ color: $text-{colour}; }}\n"
    for number, colour in enumerate(_CODE_COLOURS)
)
CSS += "}\n"
