"""Sets up, serves and tests the addons of this repository (standard library only)."""

import sys

# Before anything else is imported: the rest of the package does not even parse on an
# older Python, and the pinned packages have no wheels for a newer one.
if not (3, 10) <= sys.version_info[:2] <= (3, 13):
    sys.exit(
        "error: Python {}.{} cannot run this suite.\n"
        "Use Python 3.10 to 3.13, for example: python3.11 {}".format(
            sys.version_info[0], sys.version_info[1], " ".join(sys.argv)
        )
    )
