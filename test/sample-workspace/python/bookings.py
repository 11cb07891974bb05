"""Bookings of one meeting room, as (start, end) in minutes since midnight."""


def merge_bookings(bookings):
    """Join bookings that overlap or touch, and return the busy times in order.

    >>> merge_bookings([(540, 600), (590, 660), (720, 780)])
    [(540, 660), (720, 780)]
    """
    busy = []
    for start, end in sorted(bookings):
        if busy and start <= busy[-1][1]:
            last_start, last_end = busy.pop()
            busy.append((last_start, max(last_end, start)))
        else:
            busy.append((start, end))
    return busy


def minutes_booked(bookings):
    """How long the room is busy; minutes booked twice count once."""
    return sum(end - start for start, end in merge_bookings(bookings))
