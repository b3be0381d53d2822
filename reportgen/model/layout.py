"""What a type of note shows, and in which order: read from the folder of its templates."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """One section of the type. ``blocks`` are what it shows, in order; without any it shows all that there is.

    With ``same_page`` it follows on the first page, if it is the first section; all others follow each other anyway.
    """

    section: str
    blocks: tuple[str, ...] = ()
    same_page: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A type of note: its folder, the words in the banner, the pages it may have, its first page and its sections.

    Without ``sections`` it shows every section that there is.
    """

    folder: str = ""
    title: str = ""
    pages: int | None = None
    front: tuple[str, ...] = ()
    sections: tuple[Shown, ...] = ()

    def shows(self, section: str) -> bool:
        """Whether a section may stand in the note."""
        return not self.sections or any(each.section == section for each in self.sections)

    def names(self, section: str, block: str) -> bool:
        """Whether the type asks for a block by its name."""
        return any(each.section == section and block in each.blocks for each in self.sections)

    def shows_block(self, section: str, block: str) -> bool:
        """Whether a block of a section may stand in the note."""
        chosen = next((each.blocks for each in self.sections if each.section == section), ())
        return self.shows(section) and (not chosen or block in chosen)
