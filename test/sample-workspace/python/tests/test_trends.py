import pytest

from trends import moving_average


@pytest.mark.parametrize(
    ("values", "size", "expected"),
    [
        ([2, 4, 6, 8], 2, [3.0, 5.0, 7.0]),
        ([1, 2, 3], 3, [2.0]),
        ([7, 9], 1, [7.0, 9.0]),
        ([5], 3, []),
        ([], 2, []),
    ],
)
def test_moving_average(values, size, expected):
    assert moving_average(values, size) == expected


def test_a_window_needs_a_size():
    with pytest.raises(ValueError, match="positive"):
        moving_average([1, 2], 0)
