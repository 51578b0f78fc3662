"""How do tools and people write times? One pattern a form, its parts named.

Parts: ``y`` year, ``mo`` month, ``d`` day, ``mon`` month by name, ``a`` and ``b`` two numbers of which one is the day,
``h``, ``mi``, ``s``, ``f`` clock, ``ap`` half of the day, ``z`` zone.
"""

NUMBERS = "numbers"
"""The form whose order of day and month must be decided, such as ``03/04/2026``."""
_CLOCK = r"(?:(?:,? +|T)(?:at )?(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:[.,](?P<f>\d{1,9}))?)?)?"
_TAIL = (
    _CLOCK
    + r" ?(?P<ap>[AaPp]\.?[Mm]\.?)? ?(?P<z>[+-]\d{2}(?::?\d{2})?|(?:GMT|UTC)[+-]\d{1,2}(?::?\d{2})?|[A-Za-z]{1,5})?$"
)
_WEEKDAY = r"^(?:[A-Za-z]{3,9},? )?"
FORMS = {
    "iso": r"^(?P<y>\d{4})[-/.](?P<mo>\d{1,2})[-/.](?P<d>\d{1,2})" + _TAIL,
    "compact": r"^(?P<y>(?:19|20)\d{2})(?P<mo>\d{2})(?P<d>\d{2})"
    r"(?:T?(?P<h>\d{2})(?P<mi>\d{2})(?P<s>\d{2})(?P<f>\.\d{1,9})?(?P<ap>[ap]m)?)?(?P<z>Z|[+-]\d{2}:?\d{2})?$",
    NUMBERS: r"^(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})[./-](?P<y>\d{4}|\d{2})" + _TAIL,
    "day first": _WEEKDAY
    + r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\.?[ -](?P<mon>[A-Za-z]{3,9})\.?[ ,-]+(?P<y>\d{4}|\d{2})"
    + _TAIL,
    "month first": _WEEKDAY + r"(?P<mon>[A-Za-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})" + _TAIL,
}
PLAIN = {
    "%Y-%m-%dT%H:%M:%S%.f%z": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?[+-]\d{2}:?\d{2}$",
    "%Y-%m-%d %H:%M:%S%.f%z": r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d+)?[+-]\d{2}:?\d{2}$",
    "%Y-%m-%dT%H:%M:%S%.fZ": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$",
    "%Y-%m-%dT%H:%M:%S%.f": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?$",
    "%Y-%m-%d %H:%M:%S%.f": r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d+)?$",
}
"""The forms that nearly all tools write, which Polars reads in a tenth of the time."""
EPOCH = {
    "seconds": (r"^\d{9,10}(?:\.\d+)?$", 1_000_000, 1),
    "milliseconds": (r"^\d{12,13}(?:\.\d+)?$", 1000, 1),
    "microseconds": (r"^\d{15,16}(?:\.\d+)?$", 1, 1),
    "nanoseconds": (r"^\d{18,19}(?:\.\d+)?$", 1, 1000),
}
"""Numbers that count from 1970: the form, and by what to multiply and divide for microseconds."""
SERIAL = r"^\d{5}(?:\.\d+)?$"
MONTHS = {
    name: number
    for number, names in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
         "december"), 1)
    for name in (names, names[:3], names[:4])
}  # fmt: skip
MONTHS_OF_YEAR = 12
