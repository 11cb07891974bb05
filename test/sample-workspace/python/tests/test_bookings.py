import unittest

from bookings import merge_bookings, minutes_booked


class MergeBookingsTest(unittest.TestCase):
    def test_separate_bookings_stay(self):
        self.assertEqual(merge_bookings([(60, 90), (120, 150)]), [(60, 90), (120, 150)])

    def test_overlapping_bookings_become_one(self):
        self.assertEqual(merge_bookings([(540, 600), (590, 660)]), [(540, 660)])

    def test_touching_bookings_become_one(self):
        self.assertEqual(merge_bookings([(0, 30), (30, 45)]), [(0, 45)])

    def test_a_booking_inside_another_changes_nothing(self):
        self.assertEqual(merge_bookings([(100, 200), (120, 130)]), [(100, 200)])

    def test_the_order_given_does_not_matter(self):
        self.assertEqual(merge_bookings([(300, 360), (0, 60), (50, 100)]), [(0, 100), (300, 360)])

    def test_no_bookings(self):
        self.assertEqual(merge_bookings([]), [])


class MinutesBookedTest(unittest.TestCase):
    def test_shared_minutes_count_once(self):
        self.assertEqual(minutes_booked([(0, 60), (30, 90)]), 90)


if __name__ == "__main__":
    unittest.main()
