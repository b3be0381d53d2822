"""Why the codes of this stage exist."""

from __future__ import annotations

from reportgen.diagnostics import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "note-type-unknown",
        "The type of a note is the name of a folder of templates. A type without one would be found out only when the "
        "page is made.",
    ),
    Rule(
        "note-type-list",
        "What a type of note shows stands in its sections.txt. A name that is none would leave out in silence what "
        "somebody meant to show; and without disclosures no note may go out.",
    ),
    Rule(
        "too-many-pages",
        "A type of note says how many pages it may have: a flash that runs to four is no flash. Shorten the prose, or "
        "choose another type.",
    ),
    Rule("logo-missing", "Where the house's mark should stand there would be a hole on every first page."),
    Rule(
        "logo-too-large", "The logo goes into every page that is mailed and archived; two megabytes are a photograph."
    ),
    Rule("logo-not-an-image", "A file that is no image, or a damaged one, prints as nothing."),
    Rule(
        "logo-unsafe",
        "An SVG may hold scripts, and may read other files or addresses. In a note it would do so on every reader's "
        "machine, so only images that are drawings alone are taken.",
    ),
    Rule(
        "template-fault",
        "A template that cannot be read, or that asks for something the note does not hold, would print a hole. The "
        "line is that of the template.",
    ),
    Rule(
        "layout-warning",
        "Whatever the layout engine complains of (a style it does not know, an image it may not read, a letter without "
        "a glyph) is visible on the page, so it stops the build.",
    ),
    Rule(
        "font-unreadable",
        "A file of the workspace's folder fonts/ that is no TrueType font, or a damaged one, draws no letter: what it "
        "was put there for would be missing on the page.",
    ),
    Rule(
        "missing-glyph",
        "A letter that none of the fonts can draw prints as an empty box. Add a font that holds it to the workspace's "
        "folder fonts/, or write the word in another script.",
    ),
)
