"""Files to model: every input with its exact place, every fault as a diagnostic."""

from reportgen.loading.workspace import Loaded, companies, load, slug_fault

__all__ = ["Loaded", "companies", "load", "slug_fault"]
