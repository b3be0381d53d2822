"""Scopes give quantities their paths and keep the order of writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from reportgen.figures import Form
from reportgen.quantities.nodes import Quantity, named
from reportgen.quantities.operations import Fault, place_of
from reportgen.quantities.units import Unit


@dataclass(frozen=True, slots=True)
class Scope:
    """A place in the tree of paths; all scopes of one graph share one register."""

    prefix: str = ""
    _register: dict[str, Quantity] = field(default_factory=dict)

    def __call__(
        self, name: str, quantity: Quantity, *, label: str = "", form: Form | None = None, unit: Unit | None = None
    ) -> Quantity:
        """Name a quantity and go on with the node returned; ``unit`` is what the result must have.

        A path used twice is our own mistake: ValueError.
        """
        path = self.path(name)
        result = named(quantity, path, label or quantity.label, form or quantity.form)
        if unit is not None and not result.faulty and result.unit != unit:
            message = f"{path} comes out in {result.unit}, but must be in {unit}"
            result = replace(result, fault=Fault("unit-of-result", message, place_of(result)))
        return self._enter(path, result)

    def add(self, quantity: Quantity) -> Quantity:
        """Enter a leaf that already carries its full path."""
        return self._enter(quantity.path, quantity)

    def inside(self, name: str) -> Scope:
        """A scope one level down."""
        return Scope(self.path(name), self._register)

    def path(self, name: str) -> str:
        """The full path of a name in this scope."""
        return f"{self.prefix}.{name}" if self.prefix else name

    @property
    def quantities(self) -> Mapping[str, Quantity]:
        """Every named quantity so far, by path, in the order of writing."""
        return MappingProxyType(self._register)

    def _enter(self, path: str, quantity: Quantity) -> Quantity:
        if path in self._register:
            message = f"path used twice: {path}"
            raise ValueError(message)
        self._register[path] = quantity
        return quantity
