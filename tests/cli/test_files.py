import os
from pathlib import Path

import pytest

from sopwright.cli.exits import WrongUseError
from sopwright.cli.files import LIMIT, Input, _move, check_apart, check_once, mend, put, read, read_all
from sopwright.errors import InputError


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_is_read_with_the_name_that_the_user_gave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lead.json").write_bytes(b"{}")
    assert read("lead.json") == Input(name="lead.json", path=Path("lead.json"), data=b"{}")


def test_a_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"{}")
    os.close(writing)
    assert read(f"/dev/fd/{reading}").data == b"{}"
    os.close(reading)
    assert not everything_in(tmp_path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(
            None, "{}: expected a file, found nothing there. Check the name and the folder.", id="nothing there"
        ),
        pytest.param(b"", "{}: expected content, found an empty file. Export or save it again.", id="an empty file"),
        pytest.param(b" \n\n", "{}: expected content, found an empty file. Export or save it again.", id="only blanks"),
    ],
)
def test_a_file_that_holds_nothing_is_refused(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "lead.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        read(str(path))
    assert str(refused.value) == said.format(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read(str(tmp_path))
    assert str(refused.value) == f"{tmp_path}: expected a file, found a folder. Name the files in it."


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(LIMIT + 1)
    with pytest.raises(InputError) as refused:
        read(str(path))
    remedy = "Choose the recording itself, or record less at a time."
    assert str(refused.value) == f"{path}: expected at most 256 MiB, found more. {remedy}"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("/proc/self/mem", "expected a readable file, found a problem: Input/output error", id="no file"),
        pytest.param("a\0b", "expected a readable file, found a problem: embedded null byte", id="no name"),
        pytest.param("x" * 300, "expected a readable file, found a problem: File name too long", id="a long name"),
    ],
)
def test_what_the_machine_cannot_read_is_refused(name: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        read(name)
    assert said in str(refused.value)


def test_all_files_that_cannot_be_read_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_all([str(tmp_path / "a"), str(tmp_path), str(tmp_path / "b")])
    assert len(refused.value.problems) == 3


def test_a_file_is_not_counted_twice(tmp_path: Path) -> None:
    path = tmp_path / "lead.json"
    path.write_bytes(b"{}")
    with pytest.raises(WrongUseError, match="is named twice; the work in it would be counted twice"):
        read_all([str(path), f"{tmp_path}/./lead.json"])


def test_text_that_is_no_utf_8_is_refused_with_its_line() -> None:
    with pytest.raises(InputError) as refused:
        _ = Input(name="lead.yaml", path=None, data=b"id: lead\ntitle: Caf\xe9").text
    found = "expected text in UTF-8, found the byte 0xE9. Save the file as UTF-8."
    assert str(refused.value) == f"lead.yaml:2: {found}"


def test_results_go_into_a_new_folder_with_its_parents(tmp_path: Path) -> None:
    put(tmp_path / "a" / "b", {"sop.md": b"1", "map.svg": b"2"})
    assert everything_in(tmp_path) == {"a/b/sop.md": b"1", "a/b/map.svg": b"2"}


def test_results_replace_ours_and_leave_foreign_files(tmp_path: Path) -> None:
    (tmp_path / "sop.md").write_bytes(b"old")
    (tmp_path / "notes.txt").write_bytes(b"mine")
    put(tmp_path, {"sop.md": b"new"})
    assert everything_in(tmp_path) == {"sop.md": b"new", "notes.txt": b"mine"}


def test_a_failure_while_writing_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "sop.md").write_bytes(b"old")
    with pytest.raises(InputError, match="Nothing was changed"):
        put(tmp_path, {"sop.md": b"new", "no/such/folder": b""})
    assert everything_in(tmp_path) == {"sop.md": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["sop.md"]


def test_a_failure_while_writing_takes_the_new_folder_away(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        put(tmp_path / "a" / "b", {"sop.md": b"new", "no/such/folder": b""})
    assert not list(tmp_path.iterdir())


def test_a_failure_while_moving_puts_everything_back(tmp_path: Path) -> None:
    folder, staging = tmp_path / "out", tmp_path / "staging"
    for place in (folder, staging / "old", staging / "new"):
        place.mkdir(parents=True)
    (folder / "sop.md").write_bytes(b"old")
    (staging / "new" / "sop.md").write_bytes(b"new")
    (staging / "new" / "map.svg").write_bytes(b"new")
    with pytest.raises(FileNotFoundError):
        _move(staging, folder, ("sop.md", "map.svg", "never made"))
    assert everything_in(folder) == {"sop.md": b"old"}


@pytest.mark.parametrize("moved", [0, 1, 2, 3])
def test_a_put_that_was_killed_is_taken_back(tmp_path: Path, moved: int) -> None:
    folder, staging = tmp_path / "out", tmp_path / "out" / ".sopwright-x"
    for place in (staging / "old", staging / "new"):
        place.mkdir(parents=True)
    names = ("sop.yaml", "sop.md")
    for name in names:
        (folder / name).write_bytes(b"old")
        (staging / "new" / name).write_bytes(b"new")
    (folder / "notes.txt").write_bytes(b"mine")
    moves = [
        move
        for name in names
        for move in ((folder / name, staging / "old" / name), (staging / "new" / name, folder / name))
    ]
    for source, target in moves[:moved]:
        source.replace(target)
    mend(folder)
    assert everything_in(folder) == {"sop.yaml": b"old", "sop.md": b"old", "notes.txt": b"mine"}


@pytest.mark.parametrize(
    ("out", "said"),
    [
        pytest.param("file", "expected a folder, found a file. Choose another --out.", id="a file"),
        pytest.param("file/below", "expected a folder, found a file. Choose another --out.", id="below a file"),
    ],
)
def test_a_place_that_is_no_folder_is_refused(tmp_path: Path, out: str, said: str) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(InputError) as refused:
        put(tmp_path / out, {"sop.md": b""})
    assert str(refused.value) == f"{tmp_path / 'file'}: {said}"
    assert everything_in(tmp_path) == {"file": b"mine"}


def test_a_folder_in_the_place_of_a_result_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sop.md").mkdir()
    with pytest.raises(InputError, match="expected a file or nothing, found a folder"):
        put(tmp_path, {"map.svg": b"", "sop.md": b""})
    assert [path.name for path in tmp_path.iterdir()] == ["sop.md"]


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="this machine has no /dev/null")
def test_a_device_in_the_place_of_a_result_is_refused_and_stays() -> None:
    with pytest.raises(InputError) as caught:
        put(Path("/dev"), {"null": b""})
    assert str(caught.value) == "/dev/null: expected a file or nothing, found a device. Choose another --out."
    assert Path("/dev/null").is_char_device()


def test_links_that_lead_round_in_a_circle_are_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("b.csv")
    (tmp_path / "b.csv").symlink_to("a.csv")
    check_once([str(tmp_path / "a.csv")])
    check_apart([tmp_path / "a.csv"], [])
    with pytest.raises(InputError) as caught:
        read(str(tmp_path / "a.csv"))
    assert "a.csv: " in str(caught.value)


def test_a_folder_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(InputError, match="expected a folder to write to, found a problem"):
        put(Path("/proc/sopwright"), {"sop.md": b""})


def test_an_output_is_never_an_input(tmp_path: Path) -> None:
    path = tmp_path / "lead.json"
    source = Input(name="lead.json", path=path, data=b"{}")
    with pytest.raises(WrongUseError, match="would be overwritten"):
        check_apart([tmp_path / "." / "lead.json"], [source])
    check_apart([tmp_path / "other.json"], [source])
