"""Values between processes and for people: plain data as JSON, display texts, canonical texts, equality."""
from eider_harness import pristine

__builtins__ = pristine()

import json
from itertools import islice
from math import inf, isclose, isfinite
from re import compile as regex

_address = regex(r" at 0x[0-9a-fA-F]+")
_plain_leaves = frozenset((int, str, bool, type(None)))
_max_depth = 60
#: Longest text of a value that is sent, in characters; the rest is replaced by its hash.
text_limit = 2000


class Opaque(Exception):
    """The value is no plain data: it has to be judged where it is."""


def _ascii_json():
    """json.dumps as one C callable that looks up nothing later; the pure-Python one where there is no C."""
    from json import encoder

    if encoder.c_make_encoder is None:
        return json.JSONEncoder().encode
    make = encoder.c_make_encoder(
        None, _refuse, encoder.encode_basestring_ascii, None, ":", ",", False, False, True
    )
    return lambda value: "".join(make(value, 0))


def _refuse(value):
    raise TypeError(type(value))


dumps = _ascii_json()
loads = json.loads


def encode(value, depth=0):
    """Plain data as what JSON can hold. Only exact built-in types: a subclass may lie about itself."""
    kind = type(value)
    if kind in _plain_leaves:
        return value
    if kind is float:
        return value if isfinite(value) else {"f": repr(value)}
    if depth > _max_depth:
        raise Opaque
    if kind is list:
        return [encode(item, depth + 1) for item in value]
    if kind is tuple:
        return {"t": [encode(item, depth + 1) for item in value]}
    if kind is dict:
        return {"d": [[encode(key, depth + 1), encode(item, depth + 1)] for key, item in value.items()]}
    if kind is set:
        return {"s": [encode(item, depth + 1) for item in value]}
    if kind is frozenset:
        return {"z": [encode(item, depth + 1) for item in value]}
    if kind is bytes:
        return {"b": value.hex()}
    if kind is complex:
        return {"c": [repr(value.real), repr(value.imag)]}
    raise Opaque


def decode(wire):
    kind = type(wire)
    if kind is list:
        return [decode(item) for item in wire]
    if kind is not dict:
        return wire
    ((tag, body),) = wire.items()
    if tag == "t":
        return tuple([decode(item) for item in body])
    if tag == "d":
        return {decode(key): decode(item) for key, item in body}
    if tag == "s":
        return {decode(item) for item in body}
    if tag == "z":
        return frozenset([decode(item) for item in body])
    if tag == "f":
        return float(body)
    if tag == "b":
        return bytes.fromhex(body)
    if tag == "c":
        return complex(float(body[0]), float(body[1]))
    raise ValueError("unknown tag")


def cut(text, limit=text_limit):
    if len(text) <= limit:
        return text
    from hashlib import sha256  # heavy, and seldom needed

    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{text[:limit]}… ({len(text)} characters, {digest})"


def display(value, limit=text_limit):
    """repr for a person. Never raises."""
    try:
        text = repr(value)
        return cut(text if type(text) is str else str(text), limit)
    except BaseException as error:  # a repr of the user's may do anything
        return f"<{type(value).__name__} whose repr raised {type(error).__name__}>"


def canonical(value):
    """Text that is the same exactly when the values are: order of sets and dictionaries aside, safe in cycles."""
    try:
        return cut(_canonical(value, ()))
    except BaseException as error:
        return f"<{type(value).__name__} whose repr raised {type(error).__name__}>"


def _canonical(value, above):
    kind = type(value)
    if kind in _plain_leaves or kind is float:
        return repr(value)
    if id(value) in above or len(above) > _max_depth:
        return "…"
    inner = above + (id(value),)
    if kind is list:
        return f"[{', '.join([_canonical(item, inner) for item in value])}]"
    if kind is tuple:
        body = ", ".join([_canonical(item, inner) for item in value])
        return f"({body},)" if len(value) == 1 else f"({body})"
    if isinstance(value, (set, frozenset)):
        body = ", ".join(sorted([_canonical(item, inner) for item in value]))
        if kind is set:
            return f"{{{body}}}" if value else "set()"
        return f"{kind.__name__}({{{body}}})" if value else f"{kind.__name__}()"
    if isinstance(value, dict):
        body = ", ".join(sorted([f"{_canonical(k, inner)}: {_canonical(v, inner)}" for k, v in value.items()]))
        return f"{{{body}}}" if kind is dict else f"{kind.__name__}({{{body}}})"
    if isinstance(value, (list, tuple)) and kind.__repr__ in (list.__repr__, tuple.__repr__):
        return f"{kind.__name__}({', '.join([_canonical(item, inner) for item in value])})"
    if hasattr(kind, "__next__"):
        items = list(islice(value, 1001))
        more = ", …" if len(items) > 1000 else ""
        return f"<{kind.__name__} [{', '.join([_canonical(item, inner) for item in items[:1000]])}{more}]>"
    if kind.__repr__ is object.__repr__ and hasattr(value, "__dict__"):
        body = ", ".join([f"{k}={_canonical(v, inner)}" for k, v in sorted(vars(value).items())])
        return f"<{kind.__qualname__} {body}>"
    return _address.sub("", repr(value))


def equal(actual, expected, keep_bool=False):
    """`==` on plain data with the care a person takes: NaN is NaN, floats may differ by rounding.

    keep_bool: True is not 1 (an interactive session prints them differently).
    """
    if keep_bool and (type(actual) is bool) != (type(expected) is bool):
        return False
    kinds = (type(actual), type(expected))
    if float in kinds or complex in kinds:
        return _close(actual, expected)
    if kinds in _pairs:
        return _same_parts(equal, actual, expected, keep_bool)
    return actual == expected


_pairs = ((list, list), (tuple, tuple), (dict, dict))


def _same_parts(same, actual, expected, keep_bool):
    """Whether two lists, tuples or dicts are the same part by part, as `same` has it."""
    if len(actual) != len(expected):
        return False
    if type(actual) is dict:
        for key, other in expected.items():
            if key not in actual or not same(actual[key], other, keep_bool):
                return False
        return True
    for one, other in zip(actual, expected):
        if not same(one, other, keep_bool):
            return False
    return True


def _close(actual, expected):
    try:
        if actual == expected or (actual != actual and expected != expected):
            return True
        if isinstance(actual, complex) or isinstance(expected, complex):
            return abs(actual - expected) <= 1e-9 * max(abs(actual), abs(expected))
        return inf not in (abs(actual), abs(expected)) and isclose(actual, expected, rel_tol=1e-9, abs_tol=1e-12)
    except (TypeError, OverflowError):
        return False


class _Sentinel:
    pass


def equal_anywhere(actual, expected, keep_bool=False):
    """Like `equal` for values that are no plain data: containers are compared part by part, the rest by `==`."""
    kinds = (type(actual), type(expected))
    if kinds in _pairs:
        return _same_parts(equal_anywhere, actual, expected, keep_bool)
    try:
        encode(actual), encode(expected)
        return equal(actual, expected, keep_bool)
    except Opaque:
        pass
    if isinstance(actual, float) and isinstance(expected, (int, float)):
        return _close(float(actual), expected)
    if lies(actual) and not lies(expected):
        return False
    return _truth(actual == expected)


def lies(value, depth=0):
    """Whether a value that is no plain data, or a part of it, claims to be equal to everything."""
    kind = type(value)
    if kind in _plain_leaves or kind is float or depth > 4:
        return False
    if kind in (list, tuple):
        return any([lies(item, depth + 1) for item in value[:1000]])
    if kind is dict:
        return any([lies(item, depth + 1) for item in islice(value.values(), 1000)])
    try:
        return _truth(value == _Sentinel())
    except Exception:
        return False


def _truth(outcome):
    """Truth of a comparison; of an array's: of all of its elements."""
    try:
        return True if outcome else False
    except ValueError:
        return True if outcome.all() else False


def describe_error(error, focal_path):
    """Type, message and the zero-based line of the deepest frame in the focal file."""
    kind = type(error)
    try:
        message = str(error)
    except BaseException:
        message = "(its message cannot be read)"
    line = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == focal_path:
            line = trace.tb_lineno - 1
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename == focal_path and error.lineno:
        line = error.lineno - 1
        message = error.msg if type(error.msg) is str else message
    names = [name for base in kind.__mro__ for name in (base.__name__, f"{base.__module__}.{base.__qualname__}")]
    return {"t": kind.__name__, "m": cut(message), "line": line, "mro": names}
