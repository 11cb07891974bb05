"""Values that are not there yet: coroutines, asynchronous generators, iterators."""
from eider_harness import pristine

__builtins__ = pristine()

from itertools import islice
from types import AsyncGeneratorType, CoroutineType

_CO_COROUTINE = 0x80


def settled(value):
    """The value of a coroutine, the items of an asynchronous generator."""
    if type(value) is CoroutineType:
        return _run_async(value)
    if type(value) is AsyncGeneratorType:
        return _run_async(_items(value))
    return value


def _run_async(value):
    # Not at the top: few functions need it, and every child pays for what its parent holds in memory.
    import asyncio

    return asyncio.run(value)


async def _items(items):
    return [item async for item in items]


def awaited(value, code):
    if code.co_flags & _CO_COROUTINE:
        return _run_async(value)
    return value


def as_list(value, expected):
    """An iterator compared with a list: as many items as it takes to tell."""
    kind = type(expected)
    if kind not in (list, tuple):
        return value
    return kind(islice(value, len(expected) + 1))
