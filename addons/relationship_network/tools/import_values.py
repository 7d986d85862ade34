"""Typed values out of the texts of a table, in English and Chinese."""

import datetime
import re
import unicodedata


class CellError(Exception):
    """A text that is no value of its column.

    :param code: ``invalid_level``, ``invalid_choice``, ``invalid_boolean``,
        ``invalid_number``, ``invalid_date``, ``invalid_email``, ``not_positive``,
        ``not_one_to_five``
    """

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def _vocabulary(words):
    return {
        fold(word): value for value, names in words.items() for word in names.split("|")
    }


def fold(text):
    """Text for comparing: compatible forms, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


_LEVELS = _vocabulary(
    {
        "2": "2|+2|strong support|strongly supports|strong supporter|强支持|大力支持"
        "|坚决支持|非常支持",
        "1": "1|+1|support|supports|supporter|支持",
        "0": "0|+0|-0|neutral|中立|中性",
        "-1": "-1|oppose|opposes|opponent|反对",
        "-2": "-2|strong oppose|strongly opposes|strong opponent|强反对|强烈反对"
        "|坚决反对|非常反对",
    }
)
_BOOLEANS = _vocabulary(
    {
        True: "yes|y|true|t|1|x|✓|✔|√|是|有|对",
        False: "no|n|false|f|0|-|✗|×|否|无|没有",
    }
)
_CHOICES = {
    "political_status": _vocabulary(
        {
            "outside": "outside|outsider|外围|圈外",
            "structure": "structure|political structure|政治圈内|圈内"
            "|政治结构|政治架构",
            "inner": "inner|inner circle|核心圈|核心|内圈",
        }
    ),
    "contact_depth": _vocabulary(
        {
            "none": "none|no contact|无|没有|未接触",
            "brief": "brief|short|简短|浅|少量",
            "several": "several|several times|多次|数次",
            "in_depth": "in depth|in-depth|in_depth|deep|深入|深",
        }
    ),
    "confidence": _vocabulary(
        {"low": "low|低", "medium": "medium|mid|中|中等", "high": "high|高"}
    ),
}
ROLE_MEANINGS = _vocabulary(
    {
        "economic_buyer": "economic_buyer|economic buyer|approver"
        "|economic buyer/approver|经济购买者|批准者|批准人"
        "|审批人|经济决策者|经济决策者/批准人",
        "decision_maker": "decision_maker|decision maker|decider|决策者|决策人",
        "technical_evaluator": "technical_evaluator|technical evaluator|evaluator"
        "|technical buyer|技术评估者|技术把关者|技术评估人",
        "user": "user|end user|user buyer|使用者|用户|最终用户",
        "champion": "champion|coach|champion/coach|支持者/教练|支持者|教练|内线|引路人",
        "gatekeeper": "gatekeeper|procurement|purchaser|buyer|gatekeeper/procurement"
        "|把关人/采购|把关者|守门人|采购|采购者",
        "influencer": "influencer|影响者|影响人",
    }
)
LINK_KINDS = _vocabulary(
    {
        "influence": "influence|influences|影响|影响力",
        "conflict": "conflict|conflicts with|conflicts|冲突|矛盾|对立",
        "knows": "knows|know|acquainted|认识|熟人|相识|熟悉",
    }
)
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def _lookup(words, code):
    def parse(text):
        try:
            return words[fold(text)]
        except KeyError:
            raise CellError(code) from None

    return parse


def parse_level(text):
    """Level ``'2'`` to ``'-2'`` of a number or a word."""
    number = fold(text).replace("−", "-").replace("–", "-").replace(" ", "")
    number = re.sub(r"\.0+$", "", number)
    return _LEVELS.get(number) or _lookup(_LEVELS, "invalid_level")(text)


def parse_number(text):
    """A float; a decimal comma is understood, separators of thousands are not."""
    try:
        number = float(fold(text).replace(",", "."))
    except ValueError:
        raise CellError("invalid_number") from None
    if number - number:  # infinite or not a number
        raise CellError("invalid_number")
    return number


def parse_weight(text):
    """A positive number, rounded as it is stored, to two digits."""
    weight = round(parse_number(text), 2)
    if weight <= 0:
        raise CellError("not_positive")
    return weight


def parse_strength(text):
    """A whole number from 1 to 5."""
    number = parse_number(text)
    if number not in (1, 2, 3, 4, 5):
        raise CellError("not_one_to_five")
    return int(number)


def parse_date(text):
    """A date written year, month, day; other orders are too easily mistaken."""
    match = _DATE.fullmatch(fold(text).upper())
    try:
        return datetime.date(*map(int, match.groups()))
    except (AttributeError, ValueError):
        raise CellError("invalid_date") from None


def parse_email(text):
    """An e-mail address in lower case."""
    address = fold(text)
    if not _EMAIL.fullmatch(address):
        raise CellError("invalid_email")
    return address


def _text(text):
    return text


PARSERS = {
    "key": _text,
    "name": lambda text: " ".join(text.split()),
    "email": parse_email,
    "phone": _text,
    "function": _text,
    "weight": parse_weight,
    "level": parse_level,
    "solution_level": parse_level,
    "price_level": parse_level,
    "target_level": parse_level,
    "has_veto": _lookup(_BOOLEANS, "invalid_boolean"),
    "has_approval": _lookup(_BOOLEANS, "invalid_boolean"),
    "is_parked": _lookup(_BOOLEANS, "invalid_boolean"),
    "political_status": _lookup(_CHOICES["political_status"], "invalid_choice"),
    "contact_depth": _lookup(_CHOICES["contact_depth"], "invalid_choice"),
    "note": _text,
    "strength": parse_strength,
    "desired_strength": parse_strength,
    "confidence": _lookup(_CHOICES["confidence"], "invalid_choice"),
    "origin": _text,
    "date_start": parse_date,
    "date_end": parse_date,
}
