"""What is the file form of an SOP? ``lead.sop.yaml`` or JSON in, ``Sop`` out, and back without loss.

In: the text of a file, or an SOP. Out: an SOP, or the text of a file.

Law: ``parse(dump(sop)) == sop``; YAML and JSON of one content give one SOP; every problem of a file is told at once,
with line and key; writing onto an earlier text keeps its comments, quotes and order.
"""

from typing import Any

from sopwright.errors import InputError
from sopwright.sop.decoding import Decoder
from sopwright.sop.document import FORM_VERSION, Sop
from sopwright.sop.encoding import encode
from sopwright.sop.json_text import pretty
from sopwright.sop.nodes import MapNode, read
from sopwright.sop.references import dangling
from sopwright.sop.schema_of import schema
from sopwright.sop.splicing import splice
from sopwright.sop.yaml_text import section

_EARLIER = "the earlier text"


def parse(name: str, text: str) -> Sop:
    r"""Return the SOP that the text of a YAML or JSON file states.

    Args:
        name: The file as people know it; opens every problem.
        text: Its content; which of the two it is shows in the content.

    Raises:
        InputError: All problems, in the order of the file, each such as
            ``lead.sop.yaml:41: criteria.points[2].points: expected a whole number, found 'many'. Write …``.

    Examples:
        >>> parse("lead.sop.yaml", "id: lead\ntitle: Qualify a lead\nroles: {SDR: qualifies}").roles[0].does.text
        'qualifies'
    """
    node = read(name, text)
    decoder = Decoder(name)
    sop = decoder.decode(Sop, node)
    if sop is not None:
        if sop.sop != FORM_VERSION:
            problem = f"expected version {FORM_VERSION} of the file form, found {sop.sop}"
            remedy = "Update Sopwright" if sop.sop > FORM_VERSION else f"Write sop: {FORM_VERSION}"
            decoder.note("sop", problem, remedy)
        for wrong in dangling(sop, decoder.place):
            decoder.note(wrong.path, wrong.problem, wrong.remedy)
        if not decoder.problems:
            return sop
    raise InputError(*decoder.problems)


def dump_yaml(sop: Sop, onto: str = "") -> str:
    """Return the SOP as YAML.

    Args:
        sop: The document.
        onto: An earlier text of it, valid as such; its comments, quotes and order are kept wherever they still fit.

    Raises:
        InputError: ``onto`` is not empty and states no SOP.

    Examples:
        >>> print(dump_yaml(Sop(id="lead", title="Qualify a lead", sign_off=("VP of Sales",))), end="")
        sop: 1
        id: lead
        title: Qualify a lead
        sign_off: [VP of Sales]
    """
    tree = encode(sop)
    assert isinstance(tree, dict)  # noqa: S101 - an SOP is a mapping
    if onto.strip():
        earlier = encode(parse(_EARLIER, onto))
        node = read(_EARLIER, onto)
        assert isinstance(node, MapNode)  # noqa: S101 - else parsing refused
        spliced = splice(onto, node, earlier, tree)
        if spliced is not None:
            return spliced
    return "".join(f"{line}\n" for key, value in tree.items() for line in section(key, value))


def dump_json(sop: Sop) -> str:
    """Return the SOP as JSON, with the same keys as in YAML."""
    return pretty(encode(sop)) + "\n"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the file form, for editors; ``docs/reference/sop.schema.json`` is a copy."""
    return schema()
