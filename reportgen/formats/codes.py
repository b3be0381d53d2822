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
        "missing-glyph",
        "A letter that none of the fonts can draw prints as an empty box. Add a font that holds it to the workspace's "
        "folder fonts/, or write the word in another script.",
    ),
)
