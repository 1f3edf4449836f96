"""English forms that no rule gives: the lemma first, then its forms."""

from __future__ import annotations

GROUPS = (
    """
be am is are was were been being
have has had having
do does did done doing
go goes went gone going
say says said|make made|take took taken|come came|see saw seen|know knew known|get got gotten
give gave given|find found|think thought|tell told|become became|leave left leaves|feel felt
bring brought|begin began begun beginning|keep kept|hold held|write wrote written|stand stood
hear heard|mean meant|meet met|run ran|pay paid|sit sat|speak spoke spoken
lie lay lain lying lied lies
lead led|grow grew grown|lose lost|fall fell fallen|send sent|build built|understand understood
draw drew drawn|break broke broken|spend spent|rise rose risen|drive drove driven|buy bought
wear wore worn|choose chose chosen|seek sought|throw threw thrown|catch caught|deal dealt
win won|forget forgot forgotten|teach taught|sleep slept|sell sold|fight fought|fly flew flown flies
eat ate eaten|hide hid hidden|swim swam swum|sing sang sung|ring rang rung|drink drank drunk
sink sank sunk|shrink shrank shrunk|spring sprang sprung|shake shook shaken|forgive forgave forgiven
freeze froze frozen|steal stole stolen|swear swore sworn|tear tore torn|bear bore borne born
bite bit bitten|blow blew blown|ride rode ridden|bend bent|lend lent|bind bound|breed bred
bleed bled|feed fed|flee fled|creep crept|weep wept|sweep swept|dig dug|stick stuck|strike struck
swing swung|hang hung|spin spun|win won|cling clung|fling flung|sting stung|slide slid|shoot shot
light lit|burn burnt|learn learnt|dream dreamt|lean leant|leap leapt|spell spelt|spoil spoilt
smell smelt|kneel knelt|dwell dwelt|undergo undergoes underwent undergone
undertake undertook undertaken
overcome overcame|withdraw withdrew withdrawn
withhold withheld|uphold upheld|foresee foresaw foreseen
mistake mistook mistaken
misunderstand misunderstood|rewrite rewrote rewritten|undo undoes undid undone
redo redoes redid redone|overtake overtook overtaken|outgrow outgrew outgrown|rebuild rebuilt
arise arose arisen|awake awoke awoken|wake woke woken|weave wove woven|tread trod trodden
strive strove striven|shine shone|shear shorn|sow sown|sew sewn|mow mown|prove proven|saw sawn
show shown|swell swollen|die dies died dying|tie ties tied tying|vie vying|dye dyed dyeing
let letting|set setting|put putting|cut cutting|hit hitting|shut shutting|quit quitting
focus focuses focused focusing focusses focussed focussing|bias biases biased|bus buses
bring bringing|string strung|wring wrung|fling flinging
panic panics panicked panicking|traffic trafficked trafficking|mimic mimicked mimicking
man men|woman women|child children|person people|foot feet|tooth teeth|mouse mice|goose geese
ox oxen|leaf leaves|life lives|wife wives|half halves|self selves|knife knives|shelf shelves
loaf loaves|thief thieves|wolf wolves|calf calves|crisis crises|analysis analyses|basis bases
thesis theses|hypothesis hypotheses|diagnosis diagnoses|emphasis emphases|axis axes
criterion criteria|phenomenon phenomena|datum data|medium media|curriculum curricula curriculums
bacterium bacteria|stimulus stimuli|syllabus syllabi syllabuses|appendix appendices|index indices
headman headmen|chairman chairmen|chairwoman chairwomen|spokesman spokesmen
schoolchild schoolchildren
grandchild grandchildren|good better best|bad worse worst|far further furthest farther farthest
agree agreed|lay laid|taxi taxis|disagree disagreed|free freed|guarantee guaranteed|referee refereed
will would|can could|shall should|may might
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

_ALONE = """
this his its us yes thus plus news always perhaps series species lens gas was has is does during
nothing something anything everything evening morning ceiling thing king ring sing bring spring
string wing sting swing wring cling fling sling red bed shed hundred sacred naked wicked need seed
speed feed indeed exceed proceed succeed bleed breed physics politics mathematics maths ethics
economics gymnastics athletics christmas bus campus status focus bias atlas canvas headquarters
afterwards towards upwards backwards forwards sometimes besides across less unless
"""

ALONE = frozenset(_ALONE.split())
"""Words that look like forms of another and are not."""
