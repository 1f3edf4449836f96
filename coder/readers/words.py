"""Word lists by which a speaker's label is told from prose and from a file's header."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(words.split())


TITLES = listed(
    """
    mr mrs ms miss mx dr prof professor sir dame lady lord cllr councillor rev reverend fr father
    sister judge justice baron baroness viscount rt
    """
)

PARTICLES = listed("of the for and in to at de du van von der la le el al bin da di")
"""Small words that may stand inside a name, in lower case."""

HEADER = listed(
    """
    date time duration location venue recording recorded transcript transcription transcribed
    transcriber's filename participants attendees attending apologies
    """
)
"""Words that mark a fact about the file, wherever they stand in what looks like a label."""

NOISES = listed(
    """
    laughter laughs laughing pause silence inaudible unclear crosstalk applause redacted removed
    anonymised overlapping coughs sighs background interruption unintelligible indistinct
    """
)

NO_SPEAKERS_WITH = HEADER | NOISES | listed("section chapter appendix annex http https")

HEADER_ALONE = listed("school present place length file title urn phase region interview session")

NO_SPEAKERS = HEADER_ALONE | listed(
    """
    note notes nb ps ks re fyi subject topic example examples source reference ref key agenda item
    action actions summary conclusion conclusions context introduction theme code finding findings
    outcome outcomes reason reasons result results evidence strength strengths weakness weaknesses
    impact comment comments warning update status type version page part module appendix table
    figure box paragraph url email e-mail tel phone address from to cc sent schools music
    behaviour leadership teaching attendance recommendation recommendations quote observation
    """
)
"""Words that label a part of a file, where they stand alone or with a number."""

NOT_IN_NAMES = listed(
    """
    i you he she it we they me him us them my your his her its our their this that these those
    there here is are was were be been being am isn aren wasn weren do does did don doesn didn
    have has had having would can could should might must shall not no yes yeah yep nope nah
    okay ok oh ah um er erm mm hmm hm well so but or nor if then than because cos as when while
    where why what who whom which whose how whether said says say saying ask asks asked asking
    tell tells told think thinks thought know knows knew mean means meant see sees seen saw look
    looks like thing things point points first firstly second secondly third thirdly last lastly
    finally next also another other others again now today yesterday please thanks thank sorry
    right exactly absolutely actually basically obviously anyway maybe perhaps however therefore
    essentially one two three four five six seven eight nine ten every some any most more less
    many few much both each just really very only quite even still already always never often
    usually sometimes with without by from on into about over under after before during between
    through against until since although though unless yet hence thus let lets go goes going went
    get gets got make makes made take takes took come comes came give gives gave want wants wanted
    need needs needed try tries tried a an
    """
)
"""Words that sentences are built of; a name with one of them is no name."""
