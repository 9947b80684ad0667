"""Beside the program on its screen, a window of the tests' own opens the park that is left, to compare what both say."""

from __future__ import annotations

from tests.ui.conftest import collected_here, looks, qapp_args, shell

__all__ = ["collected_here", "looks", "qapp_args", "shell"]
