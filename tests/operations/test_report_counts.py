"""The report's own counts against its published quotations, each school found by reading them."""

from __future__ import annotations

from coder.operations.report_counts import report_counts

from .world import World

# Paragraph, the report's number, the schools quoted. Taken from the report's quotations by hand:
# 62 is said by 4a and 8a; 76 by headteacher and teacher of 8a; 129 by the headteacher of 8a (7b is
# unstuck and a senior leader); 101 by 8a; 137 by a teacher of 10b; 144 by 5a
# there and by 7a in paragraph 117. Of 66, #9 and #21 give 8a both
# unstable leadership and unclear oversight; of 73 only one attribute of it is clear. "All the
# schools" are 20: on their challenges (paragraphs 43 to 63) nine are quoted, on parents 2b, 5b and
# 7a, on intake 4a, 6b and 8a. Of the stuck schools 6a is quoted on governors (148), of the unstuck
# 3b and 7b on teaching standards (127, 129).
QUOTED = [
    (43, 20, 9, "2b, 3b, 4a, 5a, 5b, 6b, 7a, 8a, 8b", "in part"),
    (45, 2, None, "", "no"),
    (48, 20, 3, "2b, 5b, 7a", "in part"),
    (56, 3, None, "", "no"),
    (58, 20, 3, "4a, 6b, 8a", "in part"),
    (62, 5, 2, "4a, 8a", "in part"),
    (62, 4, 2, "4a, 8a", "in part"),
    (62, 1, 0, "", "no"),
    (65, 10, 1, "6a", "in part"),
    (66, 6, 1, "8a", "in part"),
    (70, 15, None, "", "no"),
    (70, 2, None, "", "no"),
    (73, 4, 0, "", "no"),
    (76, 2, 1, "8a", "in part"),
    (84, 20, 8, "1a, 2a, 4a, 7a, 8a, 8b, 9a, 10b", "in part"),
    (101, 2, 1, "8a", "in part"),
    (126, 10, 2, "3b, 7b", "in part"),
    (128, 2, 1, "8a", "in part"),
    (132, 8, 1, "10b", "in part"),
    (143, 2, None, "", "no"),
    (144, 2, 2, "5a, 7a", "yes"),
]


def test_what_the_quotations_give_is_what_a_reader_finds(world: World) -> None:
    # World codes one more passage of 8a, which already has the theme: no count changes.
    table = report_counts(world.here, "ann")
    found = [(row[0], row[2], row[3], row[4], row[5]) for row in table.rows]
    assert found == QUOTED


def test_every_count_that_falls_short_says_why(world: World) -> None:
    for row in report_counts(world.here, "ann").rows:
        assert row[5] == "yes" or str(row[6]).endswith("."), row
