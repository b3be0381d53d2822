"""Publish: the finished files of a note go where readers find them. Nothing before this stage changes the world."""

from reportgen.publishing.archive import archived, shelve, staged
from reportgen.publishing.folder import LAST, alone, publish, write_whole

__all__ = ["LAST", "alone", "archived", "publish", "shelve", "staged", "write_whole"]
