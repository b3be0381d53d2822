"""Why the codes exist that a night tells."""

from __future__ import annotations

from reportgen.diagnostics import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "build-crashed",
        "The process that built the note ended before it was done. The other companies are not touched, and the last "
        "good note stays. What the process said last is kept in a log beside the night's page.",
    ),
    Rule(
        "build-too-slow",
        "A note that takes longer than the house allows would keep the whole list waiting. An endless loop in a "
        "template is the usual cause.",
    ),
    Rule(
        "build-too-large",
        "A note that asks for more memory than the house allows would take the machine down, and with it the whole "
        "list.",
    ),
    Rule("disk-full", "Without space nothing new can be written. What was written before is whole and stays."),
    Rule(
        "environment-fault", "Something that the build needs of the machine is missing or broken; the inputs are not."
    ),
    Rule(
        "inputs-edited",
        "A file changed while the note was being made, and again each time that it was made anew. A note of which half "
        "is from before an edit and half from after it is nobody's, so none was kept.",
    ),
    Rule(
        "night-other-session",
        "A night belongs to a session of each company's own exchange. Where the night's day is a holiday there, or its "
        "session still goes on, the last one that has closed is taken, so that no note waits for a close to come.",
    ),
    Rule(
        "opinion-of-later-day",
        "A note says what was known and held on its day. A night that used an opinion of a later day would print a "
        "rating that nobody could have held yet, under another date each night until that day comes.",
    ),
    Rule(
        "close-overdue",
        "The last closing price is older, in sessions of its exchange, than the house allows. A feed that stopped "
        "looks like a market that does not move: nothing changes, so nothing is built, and nobody notices.",
    ),
)
