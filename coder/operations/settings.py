"""The settings that people choose: readings, who sees whose codings, where the file lives."""

from __future__ import annotations

from dataclasses import dataclass, replace

from coder.display import one_line, same_name
from coder.errors import NotFound, ProjectError
from coder.model import Typology
from coder.operations.least import LEAST, choose_least, least
from coder.operations.listing import Listing
from coder.operations.lists_fields import SETTINGS
from coder.operations.policy import FREE
from coder.operations.project import write_setting
from coder.operations.seeing import OTHERS
from coder.operations.suggesting import FORM, OFF, ON, PIPELINE, SHOWN
from coder.operations.thresholds import THRESHOLD, choose_threshold, open_bounds, thresholds
from coder.operations.typing import rules
from coder.store import Change, Store, at_one_moment, reads
from coder.suggest.matching import FORMS
from coder.suggest.pipelines import installed

SHARED = "shared folder"
"""Whether the file lives where several computers write to it: then it has no write-ahead log."""

READINGS = "readings"
_YES, _NO, _NONE = "yes", "no", "none"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting with its options."""

    name: str
    value: str
    options: tuple[str, ...]
    meaning: str


@at_one_moment
def settings(store: Store) -> list[Setting]:
    """Return every setting that can be chosen in this project, as it is."""
    chosen = reads.setting(store, READINGS, {})
    readings = [
        Setting(
            reading.id,
            chosen.get(reading.id, reading.default),
            reading.options,
            f"how “{reading.phrase}” is read",
        )
        for reading in _rules(store).readings
    ]
    shared = _YES if reads.setting(store, SHARED, False) else _NO
    asked = least(store)
    return [
        *readings,
        *(Setting(name, str(getattr(asked, of)), (), what) for name, (of, what) in LEAST.items()),
        *_thresholds(store),
        Setting(
            OTHERS,
            reads.setting(store, OTHERS, "shown"),
            ("shown", "hidden"),
            "whether users see each other's codings before they compare",
        ),
        Setting(
            SHARED,
            shared,
            (_NO, _YES),
            "whether the file lives in a folder that several computers write to; acts from the next"
            " time that the project is opened",
        ),
        *_of_suggestions(store),
        *(Setting(name, free.said(store), (), free.meaning) for name, free in FREE.items()),
    ]


def _thresholds(store: Store) -> list[Setting]:
    set_ = thresholds(store)
    return [
        Setting(
            THRESHOLD + variable,
            f"{set_[key]:g}" if (key := same_name(variable)) in set_ else _NONE,
            (),
            f"the number that counts as {bound}: the report gives none; a number, or none",
        )
        for variable, bound in open_bounds(_rules(store))
    ]


def _of_suggestions(store: Store) -> list[Setting]:
    return [
        Setting(
            SHOWN,
            reads.setting(store, SHOWN, ON),
            (ON, OFF),
            "whether the screen looks for suggestions",
        ),
        Setting(
            FORM,
            reads.setting(store, FORM, FORMS[0]),
            FORMS,
            "whether an indicator is found in other forms of its words, or only as written",
        ),
        Setting(
            PIPELINE,
            reads.setting(store, PIPELINE, "") or _NONE,
            (_NONE, "an installed pipeline of spaCy"),
            "a trained pipeline that gives the forms and kinds of words, such as en_core_web_sm",
        ),
    ]


def _rules(store: Store) -> Typology:
    try:
        return rules(store)
    except ProjectError:
        return Typology("", "", "", {}, (), (), ())


def listed(store: Store) -> Listing:
    """Return the settings as a list."""
    records = [
        {
            "setting": each.name,
            "value": each.value,
            "options": list(each.options),
            "meaning": each.meaning,
        }
        for each in settings(store)
    ]
    return Listing("Settings", SETTINGS, records)


def choose(store: Store, user: str, named: str, value: str, reason: str = "") -> Setting:
    """Choose one of a setting's options, or give it words where it takes any.

    Raises NotFound for a setting or option there is not, and Refused for words that are no value.
    """
    with store.change("change setting", user, reason) as change:
        known = settings(store)
        found = next((each for each in known if same_name(each.name) == same_name(named)), None)
        if found is None:
            names = ", ".join(each.name for each in known)
            raise NotFound(f"There is no setting “{one_line(named)}”; there are {names}.")
        if found.name in FREE:
            write_setting(change, found.name, FREE[found.name].stored(change, value))
            return replace(found, value=FREE[found.name].said(store))
        if found.name in LEAST:
            return replace(found, value=str(choose_least(store, change, found.name, value)))
        if found.name.startswith(THRESHOLD):
            return replace(found, value=choose_threshold(store, change, found.name, value))
        option = _option(found, value)
        if option is None:
            options = " or ".join(found.options)
            raise NotFound(f"“{found.name}” can be {options}, not “{one_line(value)}”.")
        _write(store, change, found.name, option)
    return Setting(found.name, option, found.options, found.meaning)


def _option(setting: Setting, value: str) -> str | None:
    """Return the option meant; of the language pipeline any that is installed here."""
    if setting.name == PIPELINE and installed(value.strip()):
        return value.strip()
    options = setting.options[:1] if setting.name == PIPELINE else setting.options
    return next((each for each in options if same_name(each) == same_name(value)), None)


def _write(store: Store, change: Change, name: str, option: str) -> None:
    if name == OTHERS:
        write_setting(change, OTHERS, option)
    elif name == SHARED:
        write_setting(change, SHARED, option == _YES)
    elif name in (SHOWN, FORM):
        write_setting(change, name, option)
    elif name == PIPELINE:
        write_setting(change, PIPELINE, "" if option == _NONE else option)
    else:
        readings = {**reads.setting(store, READINGS, {}), name: option}
        write_setting(change, READINGS, readings)
