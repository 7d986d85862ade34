"""What the scripts read from addons, and rules that every addon here must keep."""

import ast

import pytest
from suite import addons, paths
from suite.console import Problem


def make_addon(folder, name, **manifest):
    """Write an addon with this manifest; returns its folder."""
    target = folder / name
    target.mkdir()
    (target / "__manifest__.py").write_text(repr({"name": name, **manifest}))
    return target


def test_every_skips_what_is_not_installable(tmp_path):
    make_addon(tmp_path, "b_addon", depends=["crm", "a_addon"])
    make_addon(tmp_path, "a_addon", depends=["crm", "calendar"])
    make_addon(tmp_path, "old", installable=False)
    (tmp_path / "not_an_addon").mkdir()

    found = addons.every(tmp_path)

    assert [addon.name for addon in found] == ["a_addon", "b_addon"]
    assert addons.outside_depends(found) == ["calendar", "crm"]


def test_a_broken_manifest_is_named(tmp_path):
    folder = make_addon(tmp_path, "broken")
    (folder / "__manifest__.py").write_text("{'name': ")

    with pytest.raises(Problem, match=r"broken/__manifest__\.py is not a Python dict"):
        addons.read(folder)


def test_an_unknown_addon_is_named():
    with pytest.raises(Problem, match="there is no addon no_such_addon"):
        addons.select(["no_such_addon"])


def test_the_digest_sees_contents_and_names_only_of_what_is_installed(tmp_path):
    folder = make_addon(tmp_path, "addon")
    (folder / "model.py").write_text("a = 1\n")
    first = addons.read(folder).digest()

    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "model.pyc").write_text("compiled")
    (folder / "readme").mkdir()
    (folder / "readme" / "USAGE.md").write_text("text")
    assert addons.read(folder).digest() == first

    (folder / "model.py").write_text("a = 2\n")
    changed = addons.read(folder).digest()
    assert changed != first

    (folder / "model.py").rename(folder / "other.py")
    assert addons.read(folder).digest() not in (first, changed)


@pytest.mark.parametrize("addon", addons.every(), ids=lambda addon: addon.name)
def test_odoo_runs_every_test_of_the_addon(addon):
    """Odoo silently passes over a class that does not come from one of its own."""
    unseen = []
    for path in sorted(addon.folder.glob("tests/test_*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                bases = {ast.unparse(base) for base in node.bases}
                if bases & {"unittest.TestCase", "TestCase"}:
                    unseen.append(f"{path.name}: {node.name}")
    assert not unseen, f"derive from odoo.tests.BaseCase: {unseen}"


def test_docker_installs_every_addon():
    compose = (paths.ROOT / "docker-compose.yml").read_text()
    for addon in addons.every():
        assert addon.name in compose
