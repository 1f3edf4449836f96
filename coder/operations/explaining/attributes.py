"""Why an attribute of a case has its status: passages for and against, measures, assessments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coder.display import counted, one_line, same_name
from coder.model import Assessment, Measure
from coder.operations.explaining.material import Material
from coder.operations.explaining.parts import (
    EVIDENCE,
    GLYPHS,
    PEOPLE,
    Part,
    listed,
    minute,
    paragraphs,
)
from coder.typology import CONTESTED, MET, NOT_KNOWN, NOT_MET, AttributeTrace, Ground, voices


def attribute_parts(
    each: AttributeTrace, material: Material, most: int | None = None
) -> Iterator[Part]:
    """Yield all that the status of one attribute rests on.

    Of the passages for it and of those against it, `most` are quoted, and one part stands for
    the rest.
    """
    attribute = each.attribute
    yield Part("subheading", f"{attribute.name}: {each.status}", GLYPHS[each.status])
    why = " ".join(filter(None, (_why(each, material), *_voices(each))))
    if each.assessments:
        yield Part("text", why, about=(EVIDENCE, f"By the evidence alone: {each.computed}"))
        for assessment in each.assessments:
            judged = f"As people assessed it: {each.status}"
            yield Part("text", assessed(assessment, material), about=(PEOPLE, judged))
    else:
        yield Part("text", why)
    yield from _passages(each.grounds.for_, material, "for", most)
    yield from _passages(each.grounds.against, material, "against", most)
    for measured in each.measures:
        lead = f"Measured, “{measured.measure.name}”: {measured.status}."
        yield Part("text", f"{lead} {_capital('; '.join(measured.words))}.")
        yield from _known_from(measured.measure, material)
    where = paragraphs(attribute.paragraphs)
    yield Part("fine", f"The rule means: {attribute.definition} ({where})")


def _known_from(measure: Measure, material: Material) -> Iterator[Part]:
    """Yield where each value that a measure looks at is known from, and why it was set so."""
    names = [name for each in measure.conditions for name in (each.variable, each.per) if name]
    for name in dict.fromkeys(map(same_name, names)):
        if (known := material.values.get(name)) is None:
            continue
        origin = (
            f"known from “{one_line(known.origin)}”" if known.origin else "from where is not said"
        )
        because = f"; because “{one_line(known.reason)}”" if known.reason else ""
        yield Part("fine", f"{known.variable} = {known.value}: {origin}{because}.")


def _why(each: AttributeTrace, material: Material) -> str:
    if each.assessments:
        names = listed(dict.fromkeys(material.name(one.user) for one in each.assessments))
        people = "people differ" if each.status == CONTESTED else "a person says so"
        return (
            f"It is {each.status} because {people} ({names}); "
            f"by the evidence alone it would be {each.computed}. {_evidence(each)}"
        )
    if each.status == NOT_KNOWN:
        return _not_known(each)
    if each.status == CONTESTED:
        return f"Contested, and for the rules not known. {_evidence(each)}"
    return _evidence(each)


def _not_known(each: AttributeTrace) -> str:
    against = len(each.grounds.against)
    speaks = "speaks" if against == 1 else "speak"
    if each.grounds.for_:
        also = f" {counted(against, 'passage')} {speaks} against it: nothing is there to contest."
        return f"{_capital(each.lacking)}.{also if against else ''}"
    if against:
        said = f"No passage speaks for it, {counted(against, 'passage')} {speaks} against it"
    else:
        said = "No passage speaks for or against it"
    return f"{said}, and no measure settles it. Not known is not the same as not met."


def _evidence(each: AttributeTrace) -> str:
    grounds = each.grounds
    if not grounds.for_ and not grounds.against:
        measured = each.computed in (MET, NOT_MET)
        return "No passage speaks for or against it" + (", a measure does." if measured else ".")
    speak = "speaks" if len(grounds.for_) == 1 else "speak"
    for_ = f"{counted(len(grounds.for_), 'passage')} {speak} for it"
    against = counted(len(grounds.against), "passage") if grounds.against else "none"
    short = f" {_capital(each.lacking)}." if each.lacking else ""
    return f"{for_}, {against} against.{short}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _voices(each: AttributeTrace) -> Iterator[str]:
    if each.grounds.for_:
        yield _voices_for(each)
    if each.grounds.against:
        heard = voices(each.grounds.against)
        roles = listed(one_line(role) for role in heard.roles) or "no role given"
        yield f"Against it: {heard} ({roles})."


def _voices_for(each: AttributeTrace) -> str:
    roles = listed(one_line(role) for role in each.voices.roles) or "no role given"
    if each.single_speaker:
        rests = "may rest" if each.voices.at_least else "rests"
        return f"All of it {rests} on a single speaker ({roles})."
    if each.single_role:
        return f"From {each.voices}, all of one role ({roles})."
    return f"From {each.voices} ({roles})."


def _passages(
    grounds: Sequence[Ground], material: Material, side: str, most: int | None
) -> Iterator[Part]:
    for ground in grounds[:most]:
        yield _passage(ground, material, side)
    if most is not None and (rest := grounds[most:]):
        codings = tuple(coding.guid for ground in grounds for coding in ground.codings)
        about = (side, f"and {counted(len(rest), 'passage')} more")
        yield Part("passage", "", about=about, codings=codings)


def _passage(ground: Ground, material: Material, side: str) -> Part:
    words = ground.passage.quotation(material.texts.get(ground.source.guid, ""))
    turns = [material.turns[turn.guid] for turn in ground.turns]
    place = ground.source.name
    if turns:
        last = f"–{turns[-1]}" if len(turns) > 1 else ""
        place += f", turn {turns[0]}{last}"
    return Part(
        "passage",
        words,
        about=(side, _who(ground), place, _coded(ground, material)),
        place=ground.key,
    )


def _who(ground: Ground) -> str:
    named = [
        each.name if each.role in ("", each.name) else f"{each.name} ({each.role})"
        for each in ground.speakers
    ]
    return ", ".join(named) or "unnamed speaker"


def _coded(ground: Ground, material: Material) -> str:
    said = []
    for coding in ground.codings:
        code = material.codes.get(coding.code, "as a code")
        words = f"coded {code} by {material.name(coding.user)}"
        notes = [memo.text for memo in material.memos.get(coding.guid, ())]
        said.append(f"{words}: {' '.join(notes)}" if notes else words)
    return "; ".join(said)


def assessed(each: Assessment, material: Material) -> str:
    """Return an assessment in words."""
    who = material.name(each.user)
    return f"{who} assessed it as {each.status} on {minute(each.time)}: “{one_line(each.reason)}”"
