"""Reportgen turns an analyst's YAML, CSV and Markdown into a research note."""

__version__ = "0.1.0"
