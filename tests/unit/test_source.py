"""Which Odoo is taken, and what is said when it is the wrong one."""

import pytest
from suite import source
from suite.console import Problem


def make_odoo(folder, version="(19, 0, 0, FINAL, 0, '')"):
    """Write as much of Odoo as is needed to recognise it."""
    (folder / "odoo" / "addons" / "base").mkdir(parents=True)
    (folder / "odoo" / "addons" / "base" / "__manifest__.py").write_text("{}")
    (folder / "odoo" / "release.py").write_text(f"version_info = {version}\n")
    return folder


@pytest.mark.parametrize(
    ("version", "expected"),
    [("(19, 0, 0, FINAL, 0, '')", "19.0"), ("('saas~18', 4, 0)", "saas~18.4")],
)
def test_the_version_is_read_without_importing(tmp_path, version, expected):
    make_odoo(tmp_path, version)
    assert source.read_version(tmp_path / "odoo" / "release.py") == expected


def test_a_checkout_and_an_unpacked_package_are_recognised(tmp_path):
    checkout = make_odoo(tmp_path / "checkout")
    (checkout / "addons" / "crm" / "views").mkdir(parents=True)
    packaged = make_odoo(tmp_path / "package/usr/lib/python3/dist-packages")
    # Debian's second folder of addons has Python files only.
    (packaged / "addons" / "crm").mkdir(parents=True)

    found = source.from_folder(checkout, "ODOO_SRC")
    assert found.python_path == checkout
    assert found.addons == [checkout / "odoo/addons", checkout / "addons"]

    found = source.from_folder(tmp_path / "package", "ODOO_SRC")
    assert found.python_path == packaged
    assert found.addons == [packaged / "odoo/addons"]


def test_another_version_is_refused_with_a_way_out(tmp_path):
    make_odoo(tmp_path, "(20, 0, 0, FINAL, 0, '')")
    with pytest.raises(Problem, match=r"holds Odoo 20\.0, not 19\.\nPoint ODOO_SRC"):
        source.from_folder(tmp_path, "ODOO_SRC")


def test_a_folder_without_odoo_is_refused_with_a_way_out(tmp_path):
    with pytest.raises(Problem, match=r"has no odoo/release\.py\.\nPoint ODOO_SRC"):
        source.from_folder(tmp_path, "ODOO_SRC")
