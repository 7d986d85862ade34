"""Names of worksheets as spreadsheet programs accept them."""

import re

MAX_LENGTH = 31
# "History" is a name that Excel keeps for itself.
RESERVED = ("history",)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_SEPARATOR = " - "


def sheet_name(label, prefix="", taken=()):
    """A valid worksheet name that is not taken yet.

    :param label: what the sheet shows; kept whole as far as it fits
    :param prefix: whose sheet it is; cut when there is not enough room
    :param taken: names in use; case does not tell names apart
    :return: name of 1 to 31 characters
    """
    used = {name.lower() for name in taken} | set(RESERVED)
    label = _clean(label)[:MAX_LENGTH] or "-"
    prefix = _clean(prefix or "")
    number = 1
    while True:
        mark = f" {number}" if number > 1 else ""
        name = _join(prefix, label, mark)
        if name.lower() not in used:
            return name
        number += 1


def _join(prefix, label, mark):
    room = MAX_LENGTH - len(label) - len(mark) - len(_SEPARATOR)
    if prefix and room > 0:
        return f"{prefix[:room].rstrip()}{mark}{_SEPARATOR}{label}"
    return f"{label[: MAX_LENGTH - len(mark)].rstrip()}{mark}"


def _clean(text):
    return " ".join(_FORBIDDEN.sub(" ", text).split()).strip("' ")
