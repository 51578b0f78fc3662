from hypothesis import given
from tests.strategies import sops

from sopwright.sop.document import Sop
from sopwright.sop.form import dump_json, dump_yaml, parse


@given(sops())
def test_what_is_written_as_yaml_reads_back_equal(sop: Sop) -> None:
    assert parse("a.sop.yaml", dump_yaml(sop)) == sop


@given(sops())
def test_what_is_written_as_json_reads_back_equal(sop: Sop) -> None:
    assert parse("a.sop.json", dump_json(sop)) == sop
