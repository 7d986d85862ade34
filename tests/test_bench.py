"""The benchmark runs, and what it compares is right; how fast it is, is not tested."""

import json
import subprocess
import sys

from suite import bench, paths


def test_relationship():
    command = [sys.executable, paths.ROOT / "scripts" / "bench"]
    done = subprocess.run(
        [*command, "relationship", "--scale", "0.001", "--no-install"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    target = bench.RESULTS / "relationship-0.001.json"
    figures = json.loads(target.read_text())["figures"]
    checks = {f["what"]: f["passed"] for f in figures if f["bar"] == "true"}
    assert checks["NetworkX finds the same best reliability"]
    assert checks["the second run writes no signal"]
    assert checks["the second run writes no alert"]
    assert any(f["what"].startswith("alerts that are") and f["value"] for f in figures)


def test_patterns():
    checks = _checks("patterns", "0.01")
    assert checks["the manager is told of earlier projects"]
    assert checks["the seller is told of earlier projects"]
    assert checks["the same question has the same answer"]


def test_presales():
    checks = _checks("presales", "0.002")
    assert checks["every effort moved once"]
    assert checks["balanced to the cent"]
    assert checks["completed without doubles"]


def _checks(name, scale):
    """What a benchmark of a size found right: ``{what: passed}``."""
    command = [sys.executable, paths.ROOT / "scripts" / "bench"]
    done = subprocess.run(
        [*command, name, "--scale", scale, "--no-install"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    target = bench.RESULTS / f"{name}-{scale}.json"
    figures = json.loads(target.read_text())["figures"]
    return {f["what"]: f["passed"] for f in figures if f["bar"] == "true"}
