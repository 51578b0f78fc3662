"""Every SOP that we ship or show is one: it parses, suits the JSON Schema, and keeps its text."""

import json
import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator
from tests.conftest import ROOT

from sopwright.sop.form import dump_json, dump_yaml, json_schema, parse

_BLOCK = re.compile(r"^```yaml\n(?P<text>(?:#[^\n]*\n)*sop: 1\n.*?)^```", re.MULTILINE | re.DOTALL)


def shipped() -> Iterator[object]:
    for file in sorted(files("sopwright.sop").joinpath("templates").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".sop.yaml"):
            yield pytest.param(file.read_text(encoding="utf-8"), id=file.name)
    for page in sorted((ROOT / "docs").rglob("*.md")):
        for n, block in enumerate(_BLOCK.finditer(page.read_text(encoding="utf-8")), start=1):
            yield pytest.param(block["text"], id=f"{page.relative_to(ROOT)} {n}")


@pytest.mark.parametrize("text", list(shipped()))
def test_an_example_is_valid_and_keeps_its_text(text: str) -> None:
    sop = parse("example.sop.yaml", text)
    assert dump_yaml(sop, text) == text
    assert parse("example.sop.yaml", dump_yaml(sop)) == sop
    assert parse("example.sop.json", dump_json(sop)) == sop
    assert not list(Draft202012Validator(json_schema()).iter_errors(json.loads(dump_json(sop))))
