import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import CAPTURES, Sopwright, process

from sopwright import api
from sopwright.cli import run
from sopwright.cli.show import spoken
from sopwright.recording.work import Times

FLOW = {
    "title": "SECRET title",
    "steps": [
        {"type": "navigate", "url": "https://crm.example.com/leads/new?token=SECRET"},
        {"type": "click", "selectors": [["aria/New lead"]], "target": "main", "offsetX": 1, "offsetY": 1},
        {"type": "change", "selectors": [["aria/Last name"]], "target": "main", "value": "SECRET value"},
        {"type": "click", "selectors": [["aria/Save"]], "target": "main", "offsetX": 1, "offsetY": 1},
    ],
}
SUITE = {
    "id": "1",
    "version": "2.0",
    "name": "leads",
    "url": "https://crm.example.com",
    "tests": [
        {"id": n, "name": n, "commands": [{"id": "c", "command": "click", "target": "linkText=Leads", "value": ""}]}
        for n in ("one", "two")
    ],
    "suites": [],
    "urls": [],
    "plugins": [],
}


@pytest.fixture
def sop(sopwright: Sopwright, tmp_path: Path) -> Path:
    path = tmp_path / "lead.sop.yaml"
    assert sopwright("new", "lead-qualification", "--example", "--out", path).code == 0
    return path


def without_owner(sop: Path) -> Path:
    lines = [line for line in sop.read_text().splitlines(keepends=True) if not line.startswith("owner:")]
    sop.write_text("".join(lines))
    return sop


class TestShow:
    @pytest.mark.parametrize("example", sorted(CAPTURES.glob("*.recording.json")), ids=lambda path: path.stem)
    def test_every_example_shows_its_runs(self, sopwright: Sopwright, example: Path) -> None:
        said = sopwright("show", example)
        assert (said.code, said.err) == (0, "")
        assert "Run 1" in said.out
        assert "no result observed" in said.out

    def test_the_times_of_all_runs_add_up(self, sopwright: Sopwright, lead: Path) -> None:
        shown = json.loads(sopwright("show", lead, "--json").out)["recordings"][0]
        parts = [
            shown["between"],
            *(part for run in shown["runs"] for s in run["steps"] for part in (s["times"], s["before"])),
        ]
        assert sum(sum(part.values()) for part in parts) == shown["duration_ms"]

    def test_the_parts_of_the_time_add_up_as_printed(self) -> None:
        assert spoken(Times(work=149, system=149, idle=152)) == "0.5 s = 0.2 s work + 0.1 s system + 0.2 s idle"
        assert spoken(Times()) == "0 s"

    def test_standard_input_is_read(self, lead: Path) -> None:
        assert process("show", "-", stdin=lead.read_bytes()).stdout == process("show", lead).stdout


class TestImport:
    def test_a_flow_loses_all_that_was_typed(self, sopwright: Sopwright, tmp_path: Path) -> None:
        flow = tmp_path / "flow.json"
        flow.write_text(json.dumps(FLOW))
        said = sopwright("import", flow)
        assert said.code == 0
        assert json.loads(said.out)["sopwright_recording"] == 1
        assert "Last name" in said.out
        assert "SECRET" not in said.out

    def test_what_was_imported_can_be_read_again(self, sopwright: Sopwright, tmp_path: Path) -> None:
        flow = tmp_path / "flow.json"
        flow.write_text(json.dumps(FLOW))
        ours = tmp_path / "ours.recording.json"
        assert sopwright("import", flow, "--out", ours).out == f"{ours}\n"
        assert sopwright("import", ours).out == ours.read_text()

    def test_several_recordings_of_one_file_are_numbered(self, sopwright: Sopwright, tmp_path: Path) -> None:
        suite = tmp_path / "leads.side"
        suite.write_text(json.dumps(SUITE))
        said = sopwright("import", suite, "--out", tmp_path / "out", "--json")
        assert [Path(path).name for path in json.loads(said.out)["files"]] == [
            "leads-1.recording.json",
            "leads-2.recording.json",
        ]

    def test_several_recordings_do_not_fit_a_pipe(self, sopwright: Sopwright, tmp_path: Path) -> None:
        suite = tmp_path / "leads.side"
        suite.write_text(json.dumps(SUITE))
        said = sopwright("import", suite)
        assert said.code == 2
        assert "holds 2 recordings. Give a folder for them: --out recordings/" in said.err


class TestLint:
    def test_a_template_with_examples_is_clean(self, sopwright: Sopwright, sop: Path) -> None:
        said = sopwright("lint", sop, "--strict")
        assert (said.code, said.out, said.err) == (0, "", f"{sop}: nothing found\n")

    def test_findings_are_no_failure(self, sopwright: Sopwright, sop: Path) -> None:
        said = sopwright("lint", without_owner(sop))
        assert said.code == 0
        assert said.out.startswith(f"{sop}: SOP901 owner: expected the role that answers for the document, found none.")
        assert said.err == f"{sop}: 1 warning\n"

    def test_findings_are_a_failure_when_asked(self, sopwright: Sopwright, sop: Path) -> None:
        assert sopwright("lint", without_owner(sop), "--strict").code == 1

    @pytest.mark.parametrize(
        ("choice", "code"),
        [
            pytest.param(["--select", "SOP9"], 1, id="its family is selected"),
            pytest.param(["--select", "SOP1,SOP2"], 0, id="other families are selected"),
            pytest.param(["--ignore", "SOP901"], 0, id="it is ignored"),
            pytest.param(["--select", "SOP9", "--ignore", "SOP901"], 0, id="it is selected and ignored"),
        ],
    )
    def test_rules_can_be_chosen(self, sopwright: Sopwright, sop: Path, choice: list[str], code: int) -> None:
        assert sopwright("lint", without_owner(sop), "--strict", *choice).code == code

    def test_a_rule_that_is_none_cannot_be_chosen(self, sopwright: Sopwright, sop: Path) -> None:
        said = sopwright("lint", sop, "--select", "SOPX")
        assert (said.code, said.err) == (2, "sopwright: No rule begins with SOPX. sopwright explain lists all rules.\n")

    def test_findings_can_be_read_by_programs(self, sopwright: Sopwright, sop: Path) -> None:
        (found,) = json.loads(sopwright("lint", without_owner(sop), "--json").out)["files"]
        assert [(each["rule"], each["severity"], each["path"]) for each in found["findings"]] == [
            ("SOP901", "warning", "owner")
        ]

    def test_several_files_are_told_apart(self, sopwright: Sopwright, sop: Path, tmp_path: Path) -> None:
        other = tmp_path / "other.yaml"
        other.write_bytes(without_owner(sop).read_bytes())
        said = sopwright("lint", sop, other)
        assert said.out.count("SOP901") == 2
        assert f"{other}: 1 warning" in said.err

    def test_fixing_puts_right_and_says_what(self, sopwright: Sopwright, sop: Path) -> None:
        sop.write_text(sop.read_text().replace("title: Qualify a lead", "title: Qualify a lead."))
        before = sop.read_text()
        said = sopwright("lint", sop, "--fix")
        assert (said.code, said.out) == (0, "")
        mended = said.err.count("put right")
        assert bool(mended) is (sop.read_text() != before)

    def test_fixing_through_a_pipe_gives_the_sop(self, sop: Path) -> None:
        done = process("lint", "-", "--fix", stdin=sop.read_bytes())
        assert done.returncode == 0
        assert api.opened("piped", done.stdout.decode()) == api.opened("sop", sop.read_text())


class TestDiff:
    def test_an_sop_does_not_differ_from_itself(self, sopwright: Sopwright, sop: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy.yaml"
        copy.write_bytes(sop.read_bytes())
        said = sopwright("diff", sop, copy, "--exit-code")
        assert (said.code, said.out, said.err) == (0, "", "No differences\n")

    def test_a_difference_is_a_result(self, sopwright: Sopwright, sop: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy.yaml"
        copy.write_text(sop.read_text().replace("owner: Sales Operations Manager", "owner: Head of Sales", 1))
        said = sopwright("diff", sop, copy)
        assert said.code == 0
        assert "Head of Sales" in said.out
        assert said.err == "1 difference\n"
        assert sopwright("diff", sop, copy, "--exit-code").code == 1
        assert len(json.loads(sopwright("diff", sop, copy, "--json").out)["changes"]) == 1

    def test_an_sop_agrees_with_the_recording_it_was_written_from(
        self, sopwright: Sopwright, lead: Path, tmp_path: Path
    ) -> None:
        sopwright("write", lead, "--out", tmp_path, "--to", "yaml")
        sop = tmp_path / "sop.yaml"
        sop.write_text("owner: Head of Sales\n" + sop.read_text())
        said = sopwright("diff", sop, lead, "--exit-code")
        assert (said.code, said.out) == (0, "")

    def test_an_sop_differs_from_a_recording_of_other_work(
        self, sopwright: Sopwright, lead: Path, tmp_path: Path
    ) -> None:
        sopwright("write", lead, "--out", tmp_path, "--to", "yaml")
        other = CAPTURES / "django-crm.recording.json"
        said = sopwright("diff", tmp_path / "sop.yaml", other, "--exit-code")
        assert said.code == 1
        assert said.out

    def test_an_sop_is_compared_with_one_sop(self, sopwright: Sopwright, sop: Path, lead: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy.yaml"
        copy.write_bytes(sop.read_bytes())
        assert sopwright("diff", sop, copy, lead).code == 2


class TestRender:
    @pytest.mark.parametrize("form", [form.name for form in api.FORMS if not form.from_recordings])
    def test_every_form_goes_to_a_file(self, sopwright: Sopwright, sop: Path, tmp_path: Path, form: str) -> None:
        said = sopwright("render", sop, "--to", form, "--out", tmp_path / "made")
        assert (said.code, said.out) == (0, f"{tmp_path / 'made'}\n")
        assert (tmp_path / "made").stat().st_size > 1000

    def test_several_forms_go_to_a_folder(self, sopwright: Sopwright, sop: Path, tmp_path: Path) -> None:
        assert sopwright("render", sop, "--to", "md,svg", "--out", tmp_path / "made").code == 0
        assert sorted(path.name for path in (tmp_path / "made").iterdir()) == ["map.svg", "sop.md"]

    def test_the_form_that_was_read_gives_the_same_text(self, sopwright: Sopwright, sop: Path) -> None:
        assert sopwright("render", sop, "--to", "yaml").out == sop.read_text()

    def test_json_is_the_same_sop(self, sopwright: Sopwright, sop: Path) -> None:
        said = sopwright("render", sop, "--to", "json")
        assert api.opened("made", said.out) == api.opened("sop", sop.read_text())

    @pytest.mark.parametrize(
        ("more", "part"),
        [
            pytest.param([], "6 forms need a folder.", id="all forms to a pipe"),
            pytest.param(["--to", "report"], "--to report needs recordings, and an SOP holds none.", id="the report"),
            pytest.param(
                ["--to", "md,figures"],
                "--to figures needs recordings, and an SOP holds none.",
                id="the report's figures",
            ),
        ],
    )
    def test_wrong_use_is_told(self, sopwright: Sopwright, sop: Path, more: list[str], part: str) -> None:
        said = sopwright("render", sop, *more)
        assert (said.code, said.out) == (2, "")
        assert part in said.err


class TestNew:
    def test_all_templates_are_listed(self, sopwright: Sopwright) -> None:
        said = sopwright("new")
        assert all(template.name in said.out for template in api.templates())
        assert len(json.loads(sopwright("new", "--json").out)["templates"]) == 8

    def test_missing_answers_are_told_where_nobody_can_be_asked(self, sopwright: Sopwright) -> None:
        said = sopwright("new", "lead-qualification")
        assert (said.code, said.out) == (3, "")
        assert "lead-qualification: company: expected an answer to" in said.err
        assert "--set NAME=ANSWER" in said.err

    def test_missing_answers_are_asked_on_a_terminal(self, tmp_path: Path) -> None:
        (asked,) = [each.placeholders for each in api.templates() if each.name == "mql-handoff"]
        typed = "".join(f"{each.example if each.default is None else ''}\n" for each in asked)
        ours, theirs = os.openpty()
        os.write(ours, typed.encode())
        command = [sys.executable, "-m", "sopwright", "new", "mql-handoff", "--out", str(tmp_path / "mql.yaml")]
        subprocess.run(command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, check=True)  # noqa: S603 - ours
        os.close(theirs)
        os.close(ours)
        assert (tmp_path / "mql.yaml").read_text() == api.fill(
            "mql-handoff", {each.name: each.default or each.example for each in asked}
        )

    def test_an_answer_that_cannot_be_used_is_asked_again(self, tmp_path: Path) -> None:
        (asked,) = [each.placeholders for each in api.templates() if each.name == "mql-handoff"]
        wrong = {"company": "{Acme}", "time_zone": "here", "opens": "nine"}
        lines = [line for each in asked for line in (wrong.get(each.name), each.example) if line is not None]
        ours, theirs = os.openpty()
        os.write(ours, "".join(f"{line}\n" for line in lines).encode())
        command = [sys.executable, "-m", "sopwright", "new", "mql-handoff", "--out", str(tmp_path / "mql.yaml")]
        subprocess.run(command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, check=True)  # noqa: S603 - ours
        os.close(theirs)
        os.close(ours)
        assert (tmp_path / "mql.yaml").read_text() == api.fill(
            "mql-handoff", {each.name: each.example for each in asked}
        )

    def test_an_answer_stands_in_the_sop(self, sopwright: Sopwright) -> None:
        said = sopwright("new", "lead-qualification", "--example", "--set", "company=Acme & Söhne: GmbH")
        assert "Acme & Söhne: GmbH" in api.opened("made", said.out).purpose.text  # type: ignore[union-attr]

    def test_a_file_that_is_there_stays(self, sopwright: Sopwright, sop: Path) -> None:
        before = sop.read_bytes()
        said = sopwright("new", "mql-handoff", "--example", "--out", sop)
        assert said.code == 2
        assert sop.read_bytes() == before
        assert sopwright("new", "mql-handoff", "--example", "--out", sop, "--force").code == 0
        assert sop.read_bytes() != before

    def test_an_answer_needs_its_question(self, sopwright: Sopwright) -> None:
        said = sopwright("new", "lead-qualification", "--set", "Acme")
        expected = "sopwright: --set Acme: expected NAME=ANSWER, such as company=Acme.\n"
        assert (said.code, said.err) == (2, expected)

    def test_a_template_that_is_none_is_told_with_the_nearest(self, sopwright: Sopwright) -> None:
        said = sopwright("new", "lead-qualfication")
        assert said.code == 3
        assert "Choose lead-qualification" in said.err
        assert "--set" not in said.err


class TestExplain:
    @pytest.mark.parametrize("code", api.rules())
    def test_every_rule_is_explained(self, sopwright: Sopwright, code: str) -> None:
        said = sopwright("explain", code.lower())
        assert said.code == 0
        assert said.out.startswith(f"{code} ")
        assert "\nBad\n" in said.out
        assert "\nGood\n" in said.out

    def test_a_rule_is_found_by_its_name(self, sopwright: Sopwright) -> None:
        assert sopwright("explain", "handoff-without-receiver").out == sopwright("explain", "SOP601").out

    def test_all_rules_are_listed(self, sopwright: Sopwright) -> None:
        said = sopwright("explain")
        assert all(code in said.out for code in api.rules())

    def test_a_rule_that_is_none_is_told_with_the_nearest(self, sopwright: Sopwright) -> None:
        said = sopwright("explain", "SOP6O1")
        assert (said.code, said.err) == (2, "sopwright: No rule is called SOP6O1. Did you mean SOP611?\n")


class TestWhole:
    def test_the_version_is_said(self, sopwright: Sopwright) -> None:
        assert sopwright("--version").out == "sopwright 0.1.0\n"

    def test_without_a_command_the_help_is_shown(self, sopwright: Sopwright) -> None:
        said = sopwright()
        assert said.code == 0
        assert said.out.startswith("Usage: sopwright")

    def test_starting_loads_no_renderer_and_no_reader(self) -> None:
        heavy = ("typst", "docx", "lxml", "pydantic", "tldextract")
        script = f"import sys, sopwright.cli.commands; print([name for name in {heavy} if name in sys.modules])"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 - ours
        assert done.stdout == "[]\n"

    def test_a_closed_pipe_is_no_message(self) -> None:
        command = f"{sys.executable} -m sopwright explain --json | head -c 1"
        done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)  # noqa: S603, S607 - ours
        assert (done.stdout, done.stderr) == (b"{", b"")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
    @pytest.mark.parametrize("arguments", [["explain"], ["explain", "--json"], ["render", "{sop}", "--to", "md"]])
    def test_a_full_disk_is_told_once(self, sop: Path, arguments: list[str]) -> None:
        command = [sys.executable, "-m", "sopwright", *(each.format(sop=sop) for each in arguments)]
        with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)  # noqa: S603 - ours
        expected = (
            b"standard output: expected a place that can be used, found a problem: No space left on device. "
            b"Choose another, or mend it.\n"
        )
        assert (done.returncode, done.stderr) == (3, expected)

    @pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
    def test_a_closed_stream_is_no_crash(self, closed: str) -> None:
        command = f"{sys.executable} -m sopwright explain SOP601 {closed}"
        done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)  # noqa: S603, S607 - ours
        assert (done.returncode, done.stderr) == (0, b"")

    def test_a_ctrl_c_is_quiet_before_the_command_is_loaded(self) -> None:
        script = "import sys, sopwright.cli; print('typer' in sys.modules)"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 - ours
        assert done.stdout == "False\n"

    @pytest.mark.parametrize("command", ["lint", "render"])
    def test_a_recording_in_the_place_of_an_sop_is_called_so(
        self, sopwright: Sopwright, lead: Path, command: str
    ) -> None:
        said = sopwright(command, lead, *(["--to", "md"] if command == "render" else []))
        remedy = "Name an SOP, or use sopwright write to make one of the recording."
        assert (said.code, said.err) == (3, f"{lead}: expected an SOP, found a recording. {remedy}\n")

    @pytest.mark.parametrize("command", ["show", "import", "write"])
    def test_an_sop_in_the_place_of_a_recording_is_called_so(
        self, sopwright: Sopwright, sop: Path, tmp_path: Path, command: str
    ) -> None:
        said = sopwright(command, sop, *(["--out", tmp_path / "out"] if command == "write" else []))
        remedy = "Name a recording, or use sopwright lint or render."
        assert (said.code, said.err) == (3, f"{sop}: expected a recording, found an SOP. {remedy}\n")

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            pytest.param(
                ["show", ""], "A file was expected, and its name is empty. Name it, or - for standard input.", id="file"
            ),
            pytest.param(
                ["write", "{lead}", "--out", ""], "--out is empty. Name a place, or - for standard output.", id="out"
            ),
            pytest.param(
                ["new", "mql-handoff", "--example", "--json"],
                "--json tells which files were written, and standard output holds the content. Give --out.",
                id="json without files",
            ),
            pytest.param(
                ["lint", "-", "--fix", "--json"],
                "--json and the mended SOP both want standard output. Give the SOP as a file, or leave out --json.",
                id="json and an SOP",
            ),
        ],
    )
    def test_what_cannot_be_meant_is_told(
        self, sopwright: Sopwright, lead: Path, arguments: list[str], words: str
    ) -> None:
        said = sopwright(*(each.format(lead=lead) for each in arguments))
        assert (said.code, said.out, said.err) == (2, "", f"sopwright: {words}\n")

    def test_colours_and_frames_stay_out_of_pipes(self, lead: Path) -> None:
        done = process("show", lead, FORCE_COLOR="")
        assert b"\x1b" not in done.stdout
        assert "─".encode() not in done.stdout

    def test_a_locale_without_unicode_is_no_crash(self, lead: Path) -> None:
        done = process("show", lead, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
        assert (done.returncode, done.stderr) == (0, b"")

    def test_a_name_cannot_steer_the_terminal(self, sopwright: Sopwright) -> None:
        said = sopwright("show", "\x1b[31mred.json")
        assert said.code == 3
        assert "\x1b" not in said.err

    def test_a_defect_is_one_sentence_without_what_a_file_holds(self, capfd: pytest.CaptureFixture[str]) -> None:
        code = run([object()])  # type: ignore[list-item]  # what no shell can pass
        said = capfd.readouterr()
        assert (code, said.out) == (70, "")
        assert said.err.startswith("sopwright: a defect of ours showed itself (")
        assert said.err.count("\n") == 1
        assert "Traceback" not in said.err

    def test_a_defect_shows_its_place_when_asked(
        self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOPWRIGHT_TRACEBACK", "1")
        run([object()])  # type: ignore[list-item]  # what no shell can pass
        assert "Traceback" in capfd.readouterr().err
