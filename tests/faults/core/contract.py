"""The operations of openapi.yaml that take a body, each with a believable one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[3]
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass
class Operation:
    method: str
    path: str  # below /api/v1, with its placeholders
    kind: str  # the body's content type
    body: object
    fields: list[str]


class Contract:
    def __init__(self) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.document = yaml.load((ROOT / "openapi.yaml").read_text(), Loader=loader)

    def with_bodies(self) -> Iterator[Operation]:
        for path, item in self.document["paths"].items():
            for method in METHODS:
                for kind, media in item.get(method, {}).get("requestBody", {}).get("content", {}).items():
                    schema = self._resolved(media["schema"])
                    fields = list(schema.get("properties", {}))
                    yield Operation(method.upper(), path.removeprefix("/api/v1"), kind, media.get("example", self._example(schema)), fields)

    def _resolved(self, schema: dict) -> dict:
        while "$ref" in schema:
            schema = self.document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        return schema

    def _example(self, schema: dict, depth: int = 0) -> object:
        schema = self._resolved(schema)
        for choice in ("oneOf", "anyOf", "allOf"):
            if choice in schema:
                return self._example(schema[choice][0], depth + 1)
        if (said := schema.get("example", schema.get("default"))) is not None:
            return said
        if "enum" in schema:
            return schema["enum"][0]
        kinds = schema.get("type", "object")
        match kinds[0] if isinstance(kinds, list) else kinds:
            case "object":
                return {name: self._example(part, depth + 1) for name, part in schema.get("properties", {}).items()} if depth < 8 else {}
            case "array":
                return [self._example(schema.get("items", {}), depth + 1)]
            case "integer" | "number":
                return schema.get("minimum", 1)
            case "boolean":
                return True
            case _:
                return "A text"
