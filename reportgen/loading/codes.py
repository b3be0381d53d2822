"""Why the codes exist that are told when inputs are read and valued."""

from __future__ import annotations

from reportgen.diagnostics import Rule
from reportgen.model.codes import RULES as MODEL_RULES
from reportgen.valuation.codes import RULES as VALUATION_RULES

_FILES: tuple[Rule, ...] = (
    Rule("missing-file", "The note needs this file. Without it a whole side of the argument would be missing."),
    Rule("not-a-file", "Inputs are plain files, which can be read, compared and kept in version control."),
    Rule("empty-file", "An empty file is most often one that was never written, or was lost when it was saved."),
    Rule(
        "file-too-large",
        "Inputs are what an analyst typed or a feed's few columns. Five megabytes of it are the wrong file, or an "
        "export that belongs to where the data come from.",
    ),
    Rule("unreadable-file", "The file is there, but the machine may not or cannot read it."),
    Rule(
        "not-utf8",
        "Read in the wrong encoding, names lose their accents and Chinese turns into question marks. All inputs are"
        " UTF-8.",
    ),
    Rule(
        "company-name",
        "A company's folder is named in lower-case letters, digits, - and _, so that the name is the same on every "
        "machine and never leads out of the workspace.",
    ),
    Rule(
        "company-name-reserved",
        "Notes stand in output/COMPANY/, and beside them the pages of nights, the released notes and previews of "
        "mails. A company of that name would be written among them.",
    ),
    Rule("unknown-company", "There is no folder of this name under inputs/; most often it is misspelt."),
)

_YAML: tuple[Rule, ...] = (
    Rule(
        "yaml-syntax",
        "From this place on the file has no certain meaning, so nothing of it is used. The usual causes are "
        "indentation, a missing quotation mark, and a colon in a text that is not in quotes.",
    ),
    Rule("yaml-tab", "A tab looks like spaces and is as wide as each editor likes; YAML is indented with spaces."),
    Rule(
        "yaml-alias",
        "A value that is copied from another place of the file hides where a figure comes from, and a few lines of "
        "such copies can grow beyond any memory. Each figure is written out where it stands.",
    ),
    Rule("yaml-tag", "Types are not for the file to choose: a number is a number where the note asks for one."),
    Rule("yaml-directive", "Instructions to the reader of the file could change what the rest of it means."),
    Rule(
        "yaml-documents",
        "A second document in the same file would be read by some programs and skipped by others.",
    ),
    Rule(
        "yaml-too-deep",
        "No input is nested more than a few levels. A file that is was made by a program, or its brackets are not "
        "closed.",
    ),
    Rule("yaml-too-large", "Long series belong into CSV files, which people and spreadsheets can read."),
    Rule("yaml-key", "A key names what follows it, so it is a word."),
    Rule(
        "duplicate-key",
        "Of two entries for the same thing one would silently win, and nobody could say which of them the note used.",
    ),
)

_DOCUMENTS: tuple[Rule, ...] = (
    Rule("missing-key", "The note cannot be made, or would be misread, without this entry."),
    Rule(
        "unknown-key",
        "A misspelt key would be ignored, and the figure under it with it. So every key must be one that means "
        "something.",
    ),
    Rule("unknown-value", "Here one of a few words is possible, because each of them has a meaning in the note."),
    Rule("text-format", "This text is used as a name by other files or programs and must have their form."),
    Rule(
        "too-few",
        "There are not enough entries to make sense of: a rating system of one class, a table without rows.",
    ),
    Rule("too-many", "More entries than fit on the page that shows them, or than a reader can take in at a glance."),
    Rule("out-of-range", "The number lies outside what is possible for what it counts."),
)

_SERIES: tuple[Rule, ...] = (
    Rule("csv-columns", "The columns say what each number is. Unknown, missing or doubled ones leave it to a guess."),
    Rule(
        "csv-cells",
        "In a row with a cell too many or too few, every figure behind it stands under the wrong head. A comma "
        "inside a text is the usual cause; such a text is put in double quotes.",
    ),
    Rule("price-not-positive", "Shares are not given away. A closing price of zero or less is a hole in the feed."),
)

_PROSE: tuple[Rule, ...] = (
    Rule(
        "prose-expression",
        "Prose names figures and computes nothing: what is computed stands in the inputs, where it has a name, a "
        "unit and a check.",
    ),
    Rule("prose-unsafe", "Prose reaches the figures of the note and nothing else: no program, no file, no setting."),
    Rule("prose-statement", "Braces in prose hold the names of figures. Anything else in them is a slip or a trick."),
    Rule(
        "prose-markup",
        "A note has one look. Prose brings headings, paragraphs and bold; tables and lists are exhibits.",
    ),
    Rule(
        "unknown-filter",
        "Only forms that are known can print a figure, so that the same figure looks the same everywhere.",
    ),
    Rule(
        "missing-headline",
        "The headline is the note's one-sentence message. A note without one has nothing to say.",
    ),
    Rule(
        "missing-standfirst",
        "The standfirst gives busy readers the argument and its numbers in two or three sentences.",
    ),
    Rule("heading-order", "One headline, one standfirst, then sections: a text elsewhere has no place on the pages."),
    Rule(
        "heading-empty",
        "A heading tells the message of what stands under it. One without words is an unfinished thought.",
    ),
    Rule(
        "heading-too-long",
        "A heading is read at a glance; one of more than 160 characters is a paragraph, and pushes the page away.",
    ),
    Rule(
        "unknown-section",
        "Each section of prose has its place beside certain tables and charts, which its anchor names: {#valuation}.",
    ),
    Rule("duplicate-section", "Two texts for one place: only one of them could be printed there."),
)

RULES: tuple[Rule, ...] = (*_FILES, *_YAML, *_DOCUMENTS, *_SERIES, *_PROSE, *MODEL_RULES, *VALUATION_RULES)
"""The rules of reading, of the readers of single values, and of the valuation."""
