"""Parks on disk, as the tests of acts have them."""

from tests.actions.conftest import desk, desks, empty_park

__all__ = ["desk", "desks", "empty_park"]
