"""Stock keeping for a small shop."""

from dataclasses import dataclass


@dataclass
class Item:
    """One product on the shelf. `minimum` is the stock at which it is ordered again."""

    name: str
    stock: int
    minimum: int
    discontinued: bool = False


def to_reorder(items: list[Item]) -> list[str]:
    """Names of the items to order again: the stock has fallen to the minimum or below it.

    Discontinued items are never ordered.

    >>> to_reorder([Item("tea", 2, 5), Item("rice", 9, 5)])
    ['tea']
    >>> to_reorder([Item("salt", 4, 4)])
    ['salt']
    """
    names = []
    for item in items:
        if item.discontinued:
            continue
        if item.stock < item.minimum:
            names.append(item.name)
    return names


def stock_value(items: list[Item], prices: dict[str, float]) -> float:
    """What everything on the shelf is worth; an item without a price counts nothing."""
    return sum(item.stock * prices.get(item.name, 0.0) for item in items)
