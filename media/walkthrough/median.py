"""A function to try Eider on: one of its examples fails. Click `Fix` above it."""


def median(values):
    """Middle value of a list; of an even number of values, the mean of the two in the middle.

    >>> median([3, 1, 2])
    2
    >>> median([7])
    7
    >>> median([1, 2, 3, 4])
    2.5
    >>> median([10, 2, 8, 4])
    6.0
    """
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2 == 1:
        return ordered[middle]
    return (ordered[middle] + ordered[middle + 1]) / 2
