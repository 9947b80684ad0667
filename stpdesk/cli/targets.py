"""Where a file may be written: never over or into a park."""

from __future__ import annotations

from pathlib import Path

from stpdesk.core.errors import Refused


def target(text: str | None) -> Path:
    """The path typed for a file to write; refused when none is, or when it lies inside a park folder."""
    if not text:
        raise Refused("Say where the file goes: --out F.", field="out")
    path = Path(text)
    for folder in path.resolve().parents:
        if (folder / "park.db").exists() or (folder / "park.keys").exists():
            raise Refused(
                "“{path}” lies inside a park; choose another place, so that nothing of the park is overwritten.",
                field="out", path=path,
            )  # fmt: skip
    return path
