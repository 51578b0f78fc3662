"""How is an amount said in a note or a refusal?"""


def counted(amount: int, one: str, many: str = "") -> str:
    """Return an amount and its noun.

    Examples:
        >>> counted(1, "row"), counted(1200, "row")
        ('1 row', '1,200 rows')
    """
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"
