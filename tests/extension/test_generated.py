"""Are the generated files of the extension what Python says?"""

import json
import re
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pydantic_core import to_json
from scripts import extension
from tests.extension.conftest import CapturePage

from sopwright.recording import schema
from sopwright.recording.vocabulary import builtin

RECORDS = (
    *(schema.App, schema.Page, schema.Container, schema.Target),
    *(schema.Value, schema.Event, schema.Coverage, schema.Recording),
)


def test_every_generated_file_is_what_python_says() -> None:
    assert extension.stale() == [], "Run: make docs"


def test_a_file_that_was_changed_is_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extension, "FOLDER", tmp_path)
    monkeypatch.setattr("sys.argv", ["extension.py"])
    assert extension.main() == 0
    assert capsys.readouterr().out.splitlines() == [f"extension/{name}" for name in extension.files()]
    (tmp_path / "recording.d.ts").write_text("by hand")
    monkeypatch.setattr("sys.argv", ["extension.py", "--check"])
    assert extension.main() == 1
    assert capsys.readouterr().err == "extension/recording.d.ts is not what the program says. Run: make docs\n"


def test_every_type_of_the_schema_is_declared_with_all_its_keys() -> None:
    declared = extension.types()
    for kind in RECORDS:
        name = "RecordedEvent" if kind is schema.Event else kind.__name__
        body = re.search(rf"^interface {name} {{\n(.*?)^}}", declared, re.MULTILINE | re.DOTALL)
        assert body is not None
        keys = re.findall(r"^  (\w+): [^;]+;$", body[1], re.MULTILINE)
        assert keys == [part.name for part in fields(kind)]


@pytest.mark.browser
def test_the_words_are_those_of_the_vocabulary(capture_page: CapturePage) -> None:
    known = builtin()
    told = capture_page("vocabulary.js").evaluate("VOCABULARY")
    assert set(told["words"].split()) == known.words
    assert set(told["verbs"].split()) == known.verbs.keys()
    assert {word: name for name, words in told["objects"].items() for word in words.split()} == known.objects
    assert {word: kind for kind, words in told["segments"].items() for word in words.split()} == known.segments
    assert set(told["owners"]) == {name for name, kind in known.fields.items() if kind == "owner"}


@pytest.mark.browser
def test_the_applications_and_defaults_are_those_of_python(capture_page: CapturePage) -> None:
    page: Page = capture_page()
    source = (extension.FOLDER / "recording" / "applications.js").read_text(encoding="utf-8")
    page.evaluate(
        "async source => { const script = new Blob([source], {type: 'text/javascript'});"
        " window.told = await import(URL.createObjectURL(script)); }",
        source,
    )
    apps = page.evaluate("told.APPLICATIONS.map(({id, name, kind, hosts}) => [id, name, kind, hosts])")
    assert apps == [[app.id, app.name, app.kind, list(app.hosts)] for app in builtin().apps]
    attributes = json.loads(page.evaluate("JSON.stringify(told.ATTRIBUTES, (key, value) => value ?? null)"))
    assert attributes == {
        "RecordedEvent" if kind is schema.Event else kind.__name__: [
            [part.name, default_of(part)] for part in fields(kind)
        ]
        for kind in RECORDS
    }


def default_of(part: Any) -> object:  # noqa: ANN401 - an attribute of a dataclass
    value = part.default if part.default_factory is MISSING else part.default_factory()
    return None if value is MISSING else json.loads(to_json(value))


def test_every_pattern_of_a_host_is_one_that_the_worker_reads() -> None:
    for app in builtin().apps:
        for pattern in app.hosts:
            assert re.fullmatch(r"(\*\.)?[a-z0-9.-]+(:\d+)?", pattern)
