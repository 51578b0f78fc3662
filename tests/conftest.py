"""What every test may ask for: goldens, a browser, and the third-party files that are not ours to ship."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "golden"

# A machine that is busy is no reason for a law to fail, and the same tree passes or fails each time it is tested. New
# examples are looked for on purpose: SOPWRIGHT_EXPLORE=1 make check.
settings.register_profile(
    "steady",
    parent=settings.default,
    deadline=None,
    derandomize="SOPWRIGHT_EXPLORE" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")

# What a page will show, it shows in milliseconds; on a machine that does much else at once it may take very long.
expect.set_options(timeout=60_000)

Compare = Callable[[str, str | bytes], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden-update", action="store_true", help="rewrite the golden files; review the diff")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Compare:
    """Compare a text with ``golden/<path>`` to the byte; rewrite it when asked by ``--golden-update``."""

    def compare(path: str, actual: str | bytes) -> None:
        file = GOLDEN / path
        content = actual.encode() if isinstance(actual, str) else actual
        if request.config.getoption("--golden-update"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        assert file.exists(), f"golden/{path} is missing. Run pytest with --golden-update and review the diff."
        assert file.read_bytes().decode(errors="replace") == content.decode(errors="replace")

    return compare


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Return the driver of browsers; a process can have one."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Return Debian's browser, without the extension."""
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def realdata() -> Path:
    """Return the folder of third-party files; the tests that need it are deselected where it is not there."""
    return realdata_folder()


def realdata_folder() -> Path:
    """Return where the third-party files should be, whether or not they are there."""
    return Path(os.environ.get("SOPWRIGHT_REALDATA", ROOT.parent / "shared" / "data"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out ``realdata`` tests, and say so in the header, where the files are not there."""
    if realdata_folder().is_dir():
        return
    kept = [item for item in items if item.get_closest_marker("realdata") is None]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def pytest_report_header() -> str:
    """Say whether the third-party files are there."""
    folder = realdata_folder()
    return f"realdata: {folder}" if folder.is_dir() else f"realdata: left out, {folder} does not exist"
