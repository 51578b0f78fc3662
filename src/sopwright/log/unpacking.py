"""What is in a file? Its bytes, decompressed where they are gzip.

In: a path. Out: bytes.

Law: a file that is cut off or damaged is refused, never read in part.
"""

import gzip
import zlib
from pathlib import Path

from sopwright.errors import refuse

_GZIP = b"\x1f\x8b"


def content(path: Path, name: str) -> bytes:
    """Return the bytes of a file.

    Args:
        path: The file.
        name: What the user calls it.

    Raises:
        InputError: It cannot be read, or is a damaged gzip file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        found = f"expected a file, found none that can be read ({error.strerror})"
        raise refuse(name, found, "Check its path") from error
    if not data.startswith(_GZIP):
        return data
    try:
        return gzip.decompress(data)
    except (EOFError, OSError, zlib.error) as error:
        found = "expected a whole gzip file, found one that is cut off or damaged"
        raise refuse(name, found, "Download or copy it again") from error
