"""What is in a file? Its bytes, decompressed where they are gzip.

In: a path. Out: bytes.

Law: a file that is cut off or damaged is refused, never read in part.
"""

import gzip
import zlib
from pathlib import Path

from sopwright.errors import refuse

_GZIP = b"\x1f\x8b"


def beginning(path: Path, name: str, amount: int) -> bytes:
    """Return the first bytes of a file, decompressed where they are gzip.

    Args:
        path: The file.
        name: What the user calls it.
        amount: How many bytes at most.

    Raises:
        InputError: It cannot be read, or is a damaged gzip file.
    """
    try:
        with path.open("rb") as file:
            head = file.read(amount)
        if not head.startswith(_GZIP):
            return head
        with gzip.open(path) as packed:
            return packed.read(amount)
    except FileNotFoundError as error:
        raise refuse(name, "expected a file, found nothing there", "Check the name and the folder") from error
    except IsADirectoryError as error:
        raise refuse(name, "expected a file, found a folder", "Name the files in it") from error
    except PermissionError as error:
        raise refuse(name, "expected a file you may read, found one you may not", "Change its permissions") from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        found = "expected a whole gzip file, found one that is cut off or damaged"
        raise refuse(name, found, "Download or copy it again") from error
    except (OSError, ValueError) as error:
        found = f"expected a file, found none that can be read ({error})"
        raise refuse(name, found, "Check its path") from error


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
