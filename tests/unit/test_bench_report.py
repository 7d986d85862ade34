import json
import sys

import pytest
from suite import bench

sys.path.insert(0, str(bench.BENCHES))
from report import Report, describe, percentile  # noqa: E402


@pytest.mark.parametrize(
    ("value", "bar", "passed"),
    (
        (4, {"most": 5}, True),
        (6, {"most": 5}, False),
        (9, {"least": 10}, False),
        (10, {"least": 10}, True),
        (10, {}, None),
    ),
)
def test_bars(value, bar, passed):
    report = Report("x")
    report.add("figure", value, "ms", **bar)
    assert report.figures[0]["passed"] is passed


def test_bars_bind_at_full_size_only():
    report = Report("x", binding=False)
    report.add("figure", 6, "ms", most=5)
    assert report.figures[0]["passed"] is None
    assert report.figures[0]["bar"] == "≤ 5"
    report.check("holds", False)
    assert report.figures[1]["passed"] is False


def test_result_is_json(tmp_path):
    report = Report("x", scale=0.5)
    report.add("figure", 1.23456, "s", most=2)
    report.check("holds", False)
    report.save(tmp_path / "x.json")
    content = json.loads((tmp_path / "x.json").read_text())
    assert content["circumstances"] == {"scale": 0.5}
    assert [figure["passed"] for figure in content["figures"]] == [True, False]
    assert bench.missed_bars(content) == ["holds"]
    assert "MISSED" in describe(content["figures"][1])


def test_percentile():
    assert percentile(list(range(101)), 95) == 95
