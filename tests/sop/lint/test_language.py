"""The little English that the linter knows is tested on sentences that people and recorders write."""

import pytest

from sopwright.sop.lint.language import actions, asks_for_action, is_passive, judgements, sentences, vague_words


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Open the lead.", id="a verb"),
        pytest.param("On **Leads**, select **New lead**.", id="the place first"),
        pytest.param("In Salesforce, on the lead record, set **Status** to *Working*.", id="two places"),
        pytest.param("If nobody answers, leave a voicemail.", id="a condition first"),
        pytest.param("Within 5 min, call the lead.", id="a time first"),
        pytest.param("Optional: add a note.", id="optional"),
        pytest.param("Then call the lead.", id="then"),
        pytest.param("Do not call before 9:00.", id="what not to do"),
        pytest.param("Ping the owner.", id="a verb that is in no list, before its object"),
        pytest.param("Double-click **Save**.", id="a verb with a hyphen"),
        pytest.param("E-mail the AE.", id="a noun that is a verb here"),
        pytest.param("For each lead on the list, check the source.", id="a loop first"),
    ],
)
def test_is_an_instruction(text: str) -> None:
    assert asks_for_action(sentences(text)[0])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The SDR opens the lead.", id="somebody does it"),
        pytest.param("Opens the lead.", id="third person"),
        pytest.param("Opening the lead.", id="gerund"),
        pytest.param("Lead conversion in the CRM.", id="a noun"),
        pytest.param("You open the lead.", id="you"),
        pytest.param("**New lead**.", id="only interface text"),
        pytest.param("On **Leads**.", id="only a place"),
        pytest.param("SDR calls the lead.", id="a role"),
    ],
)
def test_is_no_instruction(text: str) -> None:
    assert not asks_for_action(sentences(text)[0])


@pytest.mark.parametrize(
    ("text", "passive"),
    [
        pytest.param("The lead is assigned to an SDR.", True, id="is assigned"),
        pytest.param("The mail must be sent within a day.", True, id="must be sent"),
        pytest.param("The status is then set to *Working*.", True, id="with an adverb"),
        pytest.param("When the lead is assigned, open it.", False, id="in a condition"),
        pytest.param("Wait until the lead is converted.", False, id="in a later clause"),
        pytest.param("The lead is open.", False, id="an adjective"),
        pytest.param("Select **Is converted**.", False, id="interface text"),
    ],
)
def test_passive_voice(text: str, passive: bool) -> None:  # noqa: FBT001 - a row
    assert is_passive(sentences(text)[0]) is passive


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Complete **A**, **B** and **C**.", ["complete"], id="fields are no actions"),
        pytest.param("Check the phone and the e-mail.", ["check"], id="nouns that could be verbs"),
        pytest.param("Write a note and select **Save**.", ["write", "select"], id="two in one place"),
        pytest.param("Open the lead. Call the contact.", ["open", "call"], id="two sentences"),
        pytest.param("Open the lead, set the status, then call the lead.", ["open", "set", "call"], id="a chain"),
        pytest.param("If they ask you to stop, note it.", ["note"], id="not in a condition"),
    ],
)
def test_actions(text: str, found: list[str]) -> None:
    assert actions(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Call as soon as possible, and/or write.", ["as soon as possible", "and/or"], id="phrases"),
        pytest.param("You should set the status etc.", ["should", "etc"], id="words"),
        pytest.param("Answer by 2 May.", [], id="the month"),
        pytest.param("Select **Should be called**.", [], id="interface text"),
        pytest.param("Open the sooner of the two.", [], id="part of a longer word"),
    ],
)
def test_vague_words(text: str, found: list[str]) -> None:
    assert vague_words(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("The lead is a good fit.", ["good fit"], id="an impression"),
        pytest.param("A large company, 500 employees or more.", [], id="with its number"),
        pytest.param("The lead has no budget.", [], id="a fact"),
        pytest.param("**Rating** is *Hot lead*.", [], id="a value of a field"),
    ],
)
def test_judgements(text: str, found: list[str]) -> None:
    assert judgements(text) == found
