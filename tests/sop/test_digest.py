from dataclasses import replace

import pytest
from hypothesis import given, settings
from tests.sop.test_form import FULL
from tests.strategies import sops

from sopwright.sop.digest import digest, short
from sopwright.sop.document import Seal, Sop, Status, Suppression
from sopwright.sop.form import dump_json, dump_yaml, parse

SOP = parse("a.sop.yaml", FULL)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(dump_json(SOP), id="JSON"),
        pytest.param("# signed\n" + FULL, id="a comment"),
        pytest.param(FULL.replace("owner: Sales", "owner:   Sales"), id="a space"),
        pytest.param(FULL.replace("title: Qualify a lead", "title: 'Qualify a lead'"), id="quotes"),
        pytest.param(FULL.replace("id: lead-qualification\n", "") + "\nid: lead-qualification\n", id="another order"),
        pytest.param(FULL.replace("sign_off: [VP of Sales, ", "sign_off: [VP of Sales,\n  "), id="two lines"),
        pytest.param(FULL.replace("more_than: 50", "more_than: 50.0"), id="an equal number"),
        pytest.param(FULL.replace("status: in review", "status: approved"), id="another status"),
        pytest.param(FULL + "version: 1\n", id="a default written out"),
    ],
)  # fmt: skip
def test_another_way_to_write_it_is_the_same_content(text: str) -> None:
    assert digest(parse("a.sop.yaml", text)) == digest(SOP)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(replace(SOP, title="Qualify leads"), id="a title"),
        pytest.param(replace(SOP, version=2), id="a version"),
        pytest.param(replace(SOP, procedure=()), id="no steps"),
        pytest.param(replace(SOP, sign_off=SOP.sign_off[::-1]), id="another order of a list"),
    ],
)
def test_other_content_has_another_digest(changed: Sop) -> None:
    assert digest(changed) != digest(SOP)


def test_seals_and_accepted_findings_are_not_content() -> None:
    marked = replace(
        SOP,
        status=Status.PUBLISHED,
        generated=(Seal(path="purpose", seal="00000000"),),
        lint=(Suppression(rule="SOP101", because="agreed"),),
    )
    assert digest(marked) == digest(SOP)


def test_the_short_digest_is_the_first_twelve_digits() -> None:
    assert short(digest(SOP)) == digest(SOP)[7:19]


@given(sops())
@settings(max_examples=40)
def test_the_digest_survives_both_file_forms(sop: Sop) -> None:
    assert digest(parse("a", dump_yaml(sop))) == digest(sop) == digest(parse("a", dump_json(sop)))
