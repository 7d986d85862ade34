import pytest
from suite import bench
from suite.console import Problem


def test_there_are_benchmarks():
    assert "relationship" in bench.names()


def test_missed_bars_are_named():
    figures = [
        {"what": "quick", "passed": True},
        {"what": "slow", "passed": False},
        {"what": "only told", "passed": None},
    ]
    assert bench.missed_bars({"figures": figures}) == ["slow"]


@pytest.mark.parametrize("arguments", (["nothing"], ["relationship", "--scale", "0"]))
def test_bad_arguments(arguments):
    with pytest.raises(Problem):
        bench.command(arguments)
