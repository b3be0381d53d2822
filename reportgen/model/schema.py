"""The JSON Schema of an input model for editors, described by the texts below its fields.

Pydantic can take these texts up when a class is made; but then every start of the program parses its own sources, which
takes a third of a second. Here they are read when a schema is asked for.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, cast

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The schema with a description of each field that has one."""
    return model.model_json_schema(schema_generator=_Described)


class _Described(GenerateJsonSchema):
    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        """A model's own schema, to which its classes' texts are added."""
        found = super().model_schema(schema)
        properties = found.get("properties", {})
        for cls in reversed(cast("type", schema["cls"]).__mro__):
            for name, text in _texts(cls.__module__).get(cls.__name__, {}).items():
                if name in properties:
                    properties[name]["description"] = text
        return found


@cache
def _texts(module: str) -> Mapping[str, Mapping[str, str]]:
    """The texts of a module's fields, by class and name."""
    if not module.startswith("reportgen."):
        return {}
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {each.name: dict(_texts_of(each)) for each in ast.walk(tree) if isinstance(each, ast.ClassDef)}


def _texts_of(cls: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in zip(cls.body, cls.body[1:], strict=False):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)
