"""Checks of a sensor's readings before they are stored."""


def largest_jump(readings):
    """The largest change between two neighbouring readings, up or down.

    >>> largest_jump([20, 21, 15, 16])
    6
    """
    largest = 0
    for before, after in zip(readings, readings[1:]):
        change = after - before
        if change > largest:
            largest = change
    return largest


def is_plausible(readings, limit):
    """Whether the sensor seems to work: no jump is larger than the limit."""
    return largest_jump(readings) <= limit
