"""The addons of this repository: which there are, what they need, what changed."""

import ast
import hashlib
from dataclasses import dataclass
from pathlib import Path

from . import paths
from .console import Problem

# Nothing that is installed or served comes from these.
IGNORED = {"__pycache__", "readme"}


@dataclass(frozen=True)
class Addon:
    """One addon, by its manifest."""

    folder: Path
    manifest: dict

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def depends(self) -> list[str]:
        return self.manifest.get("depends", [])

    def digest(self) -> str:
        """A hash over the names and contents of its files."""
        return digest_folder(self.folder)


def digest_folder(folder: Path) -> str:
    """A hash over the names and contents of a folder's files, whatever their order."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and not IGNORED.intersection(relative.parts):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            total.update(f"{relative}\0{content}\n".encode())
    return total.hexdigest()


def read(folder: Path) -> Addon:
    """The addon in a folder; Problem if its manifest cannot be read."""
    path = folder / "__manifest__.py"
    try:
        manifest = ast.literal_eval(path.read_text())
    except (SyntaxError, ValueError) as error:
        raise Problem(f"{path} is not a Python dict: {error}") from None
    return Addon(folder, manifest)


def every(folder: Path = paths.ADDONS) -> list[Addon]:
    """All installable addons, by name."""
    addons = [read(path.parent) for path in sorted(folder.glob("*/__manifest__.py"))]
    return [addon for addon in addons if addon.manifest.get("installable", True)]


def select(names: list[str]) -> list[Addon]:
    """The addons with these names; all without any."""
    known = {addon.name: addon for addon in every()}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Problem(
            f"there is no addon {', '.join(unknown)}. There are: {', '.join(known)}"
        )
    return [known[name] for name in names or known]


def outside_depends(addons: list[Addon]) -> list[str]:
    """What addons depend on beside each other."""
    own = {addon.name for addon in addons}
    return sorted({name for addon in addons for name in addon.depends} - own)
