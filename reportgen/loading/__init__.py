"""Files to model: every input with its exact place, every fault as a diagnostic."""

from reportgen.loading.files import SourceText
from reportgen.loading.workspace import Loaded, companies, is_slug, load, slug_fault

__all__ = ["Loaded", "SourceText", "companies", "is_slug", "load", "slug_fault"]
