"""Keys only grow, and are UUIDs of version 7."""

import threading
import uuid

from hypothesis import given
from hypothesis import strategies as st

from stpdesk.db.ids import uuid7


def test_keys_are_uuids_of_version_7_with_their_time() -> None:
    later = 4_000_000_000_000
    key = uuid.UUID(uuid7(later))
    assert (key.version, key.variant) == (7, uuid.RFC_4122)
    assert key.int >> 80 == later


@given(st.lists(st.integers(0, 2**47), max_size=50))
def test_keys_grow_whatever_the_clock_does(times: list[int]) -> None:
    made = [uuid7(time) for time in times]
    assert made == sorted(set(made))


def test_threads_never_make_the_same_key() -> None:
    made: list[str] = []

    def make() -> None:
        made.extend([uuid7() for _ in range(5000)])

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 20000
