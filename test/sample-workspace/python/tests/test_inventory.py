from inventory import Item, stock_value, to_reorder


def test_low_stock_is_ordered():
    assert to_reorder([Item("tea", 2, 5), Item("rice", 9, 5)]) == ["tea"]


def test_stock_at_the_minimum_is_ordered():
    assert to_reorder([Item("salt", 4, 4)]) == ["salt"]


def test_an_empty_shelf_needs_nothing():
    assert to_reorder([]) == []


def test_discontinued_items_are_left_alone():
    assert to_reorder([Item("fax paper", 0, 3, discontinued=True), Item("pens", 3, 3)]) == ["pens"]


def test_sold_out_items_with_minimum_zero_are_ordered():
    assert to_reorder([Item("stamps", 0, 0)]) == ["stamps"]


def test_stock_value():
    assert stock_value([Item("tea", 2, 5), Item("odd", 1, 1)], {"tea": 3.5}) == 7.0
