"""What a benchmark found: figures, the bars they must reach, and whether they do."""

import json
import statistics
import time
from pathlib import Path


class Report:
    """The figures of one run, in the order they were measured.

    :param binding: whether figures are held against their bars, which are those of the
        full size
    """

    def __init__(self, name, binding=True, **circumstances):
        self.name = name
        self.binding = binding
        self.circumstances = circumstances
        self.figures = []

    def add(self, what, value, unit, *, most=None, least=None):
        """Keep a figure, and print it.

        :param most: the bar it must not exceed, if any
        :param least: the bar it must reach, if any
        """
        above = most is not None and value > most
        below = least is not None and value < least
        judged = self.binding and (most, least) != (None, None)
        figure = {
            "what": what,
            "value": round(value, 3),
            "unit": unit,
            "bar": _bar(most, least),
            "passed": not (above or below) if judged else None,
        }
        self.figures.append(figure)
        print(describe(figure), flush=True)

    def check(self, what, holds):
        """Keep whether something that must be true is."""
        self.figures.append(
            {"what": what, "value": None, "unit": "", "bar": "true", "passed": holds}
        )
        print(describe(self.figures[-1]), flush=True)

    def save(self, path):
        """Write everything as JSON."""
        content = {
            "name": self.name,
            "circumstances": self.circumstances,
            "figures": self.figures,
        }
        Path(path).write_text(json.dumps(content, indent=2, ensure_ascii=False))


def describe(figure):
    """One figure as a line of text."""
    value = "" if figure["value"] is None else f"{figure['value']:,g} {figure['unit']}"
    verdict = {None: "", True: "passed", False: "MISSED"}[figure["passed"]]
    return f"{figure['what']:<62}{value:>16}  {figure['bar']:<10}{verdict}".rstrip()


def seconds(function, *arguments):
    """How long a call takes, and what it returns."""
    start = time.perf_counter()
    result = function(*arguments)
    return time.perf_counter() - start, result


def percentile(values, share):
    """The value that ``share`` percent of the values do not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def _bar(most, least):
    if most is not None:
        return f"≤ {most:g}"
    return "" if least is None else f"≥ {least:g}"
