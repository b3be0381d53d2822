"""Files to model: every input with its exact place, every fault as a diagnostic."""

from reportgen.loading.alone import load_valuation
from reportgen.loading.files import SourceText
from reportgen.loading.house import load_house
from reportgen.loading.note_types import note_types, read_layout
from reportgen.loading.subscribers import LoadedSubscribers, load_subscribers
from reportgen.loading.workspace import Loaded, companies, load, slug_fault

__all__ = [
    "Loaded",
    "LoadedSubscribers",
    "SourceText",
    "companies",
    "load",
    "load_house",
    "load_subscribers",
    "load_valuation",
    "note_types",
    "read_layout",
    "slug_fault",
]
