from categories import breadcrumb, path_to

SHOP = {
    "garden": {"tools": {"rake": {}, "spade": {}}, "plants": {}},
    "kitchen": {"knives": {}},
}


def test_a_category_at_the_top():
    assert path_to(SHOP, "garden") == ["garden"]


def test_a_category_two_levels_down():
    assert path_to(SHOP, "spade") == ["garden", "tools", "spade"]


def test_a_category_in_a_later_branch():
    assert path_to(SHOP, "knives") == ["kitchen", "knives"]


def test_a_category_that_is_not_there():
    assert path_to(SHOP, "cars") is None


def test_an_empty_shop():
    assert path_to({}, "rake") is None


def test_breadcrumb():
    assert breadcrumb(SHOP, "rake") == "garden > tools > rake"
