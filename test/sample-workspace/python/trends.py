"""Smoothing of measured series."""


def moving_average(values, size):
    """The mean of every `size` neighbouring values, one for each full window.

    >>> moving_average([2, 4, 6, 8], 2)
    [3.0, 5.0, 7.0]
    >>> moving_average([5], 3)
    []
    """
    if size <= 0:
        raise ValueError("size must be positive")
    averages = []
    for start in range(len(values) - size):
        window = values[start : start + size]
        averages.append(sum(window) / size)
    return averages
