"""Numbers in sentences, as the reader's language writes them."""

from odoo.tools.misc import get_lang


def format_number(env, value):
    """A number with as many decimals as it needs, two at most.

    :param env: environment of the reader
    :param value: number, or False and None for nothing
    :return: text
    """
    value = round(value or 0.0, 2)
    digits = next(n for n in range(3) if n == 2 or round(value, n) == value)
    return _get_lang(env).format(f"%.{digits}f", value, grouping=True)


def format_money(env, amount, currency):
    """An amount without decimals, with the sign of its currency.

    :param env: environment of the reader
    :param amount: number, or False for nothing
    :param currency: ``res.currency``
    :return: text
    """
    number = _get_lang(env).format("%.0f", (amount or 0.0) + 0.0, grouping=True)
    sign = currency.symbol or currency.name or ""
    parts = [sign, number] if currency.position == "before" else [number, sign]
    return "\N{NO-BREAK SPACE}".join(parts)


def name_range(env, start, end):
    """A range of numbers in words.

    :param start: number from which it holds, None when open
    :param end: number below which it holds, None when open
    :return: text
    """
    values = {"start": format_number(env, start), "end": format_number(env, end)}
    if start is None and end is None:
        return env._("any value")
    if start is None:
        return env._("below %(end)s", **values)
    if end is None:
        return env._("from %(start)s", **values)
    return env._("%(start)s to below %(end)s", **values)


def _get_lang(env):
    return env["res.lang"].browse(get_lang(env).id)
