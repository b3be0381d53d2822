"""Publish: the finished files of a note go where readers find them. Nothing before this stage changes the world."""

from reportgen.publishing.folder import publish, write_whole

__all__ = ["publish", "write_whole"]
