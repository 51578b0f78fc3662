"""The names under which event logs show a step are part of the file form, its schema and its differences."""

from sopwright.sop.diff import diff, words
from sopwright.sop.form import dump_yaml, json_schema, parse

TEXT = """id: lead
title: Answer a lead
procedure:
  - id: answer
    phase: Answer
    steps:
      - {id: call, do: Call the person., activities: [Call, "Task: Call, done"]}
"""


def test_names_in_logs_are_read_written_and_compared() -> None:
    sop = parse("lead.sop.yaml", TEXT)
    assert sop.steps[0].activities == ("Call", "Task: Call, done")
    assert parse("again", dump_yaml(sop)) == sop
    fewer = parse("lead.sop.yaml", TEXT.replace(', "Task: Call, done"', ""))
    assert words(diff(sop, fewer)) == ("step 1 “Call the person”, activities: Call, Task: Call, done → Call",)


def test_names_in_logs_are_in_the_schema() -> None:
    assert '"activities"' in str(json_schema()).replace("'", '"')
