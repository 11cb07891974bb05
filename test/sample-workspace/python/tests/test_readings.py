from readings import is_plausible, largest_jump


def test_rising_readings():
    assert largest_jump([10, 12, 17, 18]) == 5


def test_a_fall_counts_like_a_rise():
    assert largest_jump([20, 21, 15, 16]) == 6


def test_only_falls():
    assert largest_jump([9, 7, 3]) == 4


def test_one_reading_has_no_jump():
    assert largest_jump([42]) == 0


def test_no_readings():
    assert largest_jump([]) == 0


def test_a_sudden_fall_is_not_plausible():
    assert not is_plausible([21.5, 21.0, -40.0], limit=5)
    assert is_plausible([21.5, 21.0, 20.0], limit=5)
