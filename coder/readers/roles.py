"""What a label says about the voice behind it: a role, a number, whether it asks the questions."""

from __future__ import annotations

import re
from functools import lru_cache

from coder.readers.transcript import DraftSpeaker
from coder.readers.words import listed

_VOICES = listed("speaker voice man woman male female boy girl unknown unidentified")
"""Labels for a voice that say nothing of its role."""

_ROLES = listed(
    """
    headteacher head headmaster headmistress teacher principal deputy leader governor chair
    chairman chairwoman chairperson ordinator ceo coo cfo director trustee senco sendco inspector
    hmi interviewer interviewee moderator facilitator researcher respondent participant pupil
    student parent carer ta hlta tutor manager bursar secretary clerk officer adviser advisor
    consultant coordinator member witness counsel representative rep assistant technician mentor
    librarian nurse counsellor receptionist caretaker practitioner nqt ect observer transcriber
    translator interpreter int intv iv dsl mother father mum dad child lecturer supervisor
    superintendent psychologist worker lead q
    """
)
_ABOUT_ROLES = listed(
    """
    senior middle junior assistant deputy vice acting interim executive associate former new lead
    head class classroom subject year key stage phase early years primary secondary school trust
    mat academy local authority la of the for and in to at co teaching learning support special
    needs educational send inclusion pastoral behaviour curriculum english maths mathematics
    science history geography art music pe humanities languages french german spanish business
    operations finance education standards improvement governing board body committee department
    sixth form reception nursery union staff focus group ofsted regional national office
    safeguarding designated newly career qualified leadership team male female unnamed
    """
)
_INTERVIEWERS = listed("interviewer inspector hmi moderator facilitator researcher int intv iv")
_INTERVIEWERS_ALONE = frozenset({"q", "i", "question"})
_ACRONYMS = listed("ceo coo cfo hmi senco sendco ta hlta nqt ect la mat send int iv intv dsl pe q")
_PROPER = listed("english french german spanish ofsted")

_REMARK = re.compile(r"\s*\((?!\d+\))[^()]*\)")
_NUMBER = re.compile(r"(?P<stem>.*[^\W\d])[\s#(-]*(?P<number>\d{1,3})\)?")
_LETTER = re.compile(r"(?P<stem>.*\w)\s+[A-Z]")
_WORD = re.compile(r"[^\s/&,()]+")
_JOINT = re.compile(r"\s(?:of|for|in|at|to|and)\s|[/&]", re.IGNORECASE)


def _is_about(word: str) -> bool:
    """Whether a word belongs in the name of a role: `year`, `of`, `6`, `KS2`, `governors`."""
    return (
        word in _ROLES
        or word in _ABOUT_ROLES
        or word.removesuffix("s") in _ROLES
        or bool(re.fullmatch(r"(ks)?\d{1,2}[a-z]?", word))
    )


def _words(stem: str) -> list[str]:
    return [part for word in _WORD.findall(stem.lower()) for part in word.strip(".").split("-")]


def _is_role(stem: str) -> bool:
    """Whether all words are words for roles and the noun is one: not so `Pupil behaviour`."""
    noun = _words(_JOINT.split(stem, maxsplit=1)[0])
    return bool(noun) and noun[-1] in _ROLES and all(map(_is_about, _words(stem)))


def _is_voice(stem: str) -> bool:
    words = _words(stem)
    return bool(words) and _VOICES.issuperset(words)


def _stem(name: str) -> tuple[str, bool]:
    """Return a label without remarks and trailing number, and whether it had a number."""
    name = _REMARK.sub("", name).split(",")[0].strip()
    if found := _NUMBER.fullmatch(name):
        return found["stem"], True
    found = _LETTER.fullmatch(name)
    if found and (_is_role(found["stem"]) or _is_voice(found["stem"])):
        return found["stem"], True
    return name, False


@lru_cache(maxsize=4096)
def names_a_role(name: str) -> bool:
    """Whether a label is made of words for roles, or for a voice without a name.

    `The head` and `Parents` are not enough: prose begins so ("The head: she ...").
    """
    stem, _ = _stem(name)
    return not stem.lower().startswith("the ") and (_is_role(stem) or _is_voice(stem))


def speaker(name: str) -> DraftSpeaker:
    """Return what a label tells: `Teacher 2` is a numbered Teacher, `HMI` asks the questions.

    The role is the label without its number, in sentence case, and empty for personal names.
    """
    stem, numbered = _stem(name)
    role = re.sub(r"^the\s+", "", " ".join(stem.split()), flags=re.IGNORECASE)
    alone = name.strip().lower() in _INTERVIEWERS_ALONE
    asks = alone or not _INTERVIEWERS.isdisjoint(_words(stem))
    return DraftSpeaker(name, _sentence_case(role) if _is_role(role) else "", asks, numbered)


def _sentence_case(role: str) -> str:
    def case(word: re.Match[str]) -> str:
        lower = word[0].lower()
        if lower in _ACRONYMS or lower.startswith("ks"):
            return word[0].upper()
        return lower.capitalize() if lower in _PROPER or not word.start() else lower

    return _WORD.sub(case, role)
