"""Judges what a child reports. Runs in the parent, where no code under test ever ran."""
import ast
import re

from eider_harness.values import canonical, cut, decode, display, equal


def printed_alike(want, got):
    """As doctest compares with ELLIPSIS and NORMALIZE_WHITESPACE (importing doctest would double each child's memory)."""
    if got == want or (got.strip(), want.strip()) in (("True", "1"), ("False", "0")):
        return True
    want = " ".join(re.sub(r"(?m)^<BLANKLINE>\s*?$", "", want).split())
    got = " ".join(got.split())
    if want == got:
        return True
    first, *middle = want.split("...")
    if not middle:
        return False
    *middle, last = middle
    if not got.startswith(first) or not got[len(first) :].endswith(last):
        return False
    at, end = len(first), len(got) - len(last)
    for piece in middle:
        at = got.find(piece, at, end)
        if at < 0:
            return False
        at += len(piece)
    return at <= end


def judge(prepared, raw, duration_ns):
    """The verdict of one test. `raw` comes from a child and holds exactly one outcome."""
    milliseconds = round(duration_ns / 1e6, 3)
    if "inconclusive" in raw:
        return {"kind": "inconclusive", "reason": raw["inconclusive"]}
    if "tampered" in raw:
        return errored(milliseconds, "Tampering", f"The code under test replaced {raw['tampered']}.")
    kind = prepared.test["kind"]
    if kind == "example":
        return _example(prepared, raw, milliseconds)
    if kind == "probe":
        return _probe(raw, milliseconds)
    if kind == "property":
        return _property(prepared, raw, milliseconds)
    return _assertion(raw, milliseconds)


def errored(milliseconds, kind, message, line=None, input=None):
    verdict = {"kind": "errored", "durationMs": milliseconds, "errorType": kind, "message": message}
    if line is not None:
        verdict["line"] = line
    if input is not None:
        verdict["input"] = cut(input)
    return verdict


def passed(milliseconds):
    return {"kind": "passed", "durationMs": milliseconds}


def _raised(raw, milliseconds, input):
    error = raw["error"]
    return errored(milliseconds, error["t"], error["m"], error["line"], input)


def _failed(milliseconds, expected, actual, input, observed=None, message=None):
    verdict = {
        "kind": "failed",
        "durationMs": milliseconds,
        "message": message or f"expected {cut(expected, 200)}, got {cut(actual, 200)}",
        "expected": expected,
        "actual": actual,
    }
    if input is not None:
        verdict["input"] = cut(input)
    if observed is not None:
        verdict["observed"] = observed
    return verdict


def _observed(raw):
    if "error" in raw:
        return {"kind": "threw", "type": raw["error"]["t"], "message": raw["error"]["m"]}
    if "value" in raw:
        value = decode(raw["value"])
        observation = {"kind": "returned", "repr": canonical(value), "type": type(value).__name__}
    else:
        observation = {"kind": "returned", "repr": raw["canonical"], "type": raw["type"]}
    if raw.get("mutated") is not None:
        observation["mutated"] = raw["mutated"]
    return observation


def _probe(raw, milliseconds):
    return {"kind": "passed", "durationMs": milliseconds, "observed": _observed(raw)}


def _property(prepared, raw, milliseconds):
    input = raw.get("input") or prepared.input
    if "error" in raw:
        return _raised(raw, milliseconds, input)
    if raw["holds"] is True:
        return passed(milliseconds)
    actual = display(decode(raw["value"])) if "value" in raw else raw["display"]
    message = raw["checkError"] or f"{prepared.test['check']} does not hold for {cut(actual, 200)}"
    return _failed(milliseconds, prepared.test["check"], actual, input, _observed(raw), message)


def _example(prepared, raw, milliseconds):
    expected = prepared.test["expected"]
    call = prepared.test["call"]
    if expected["kind"] == "throws":
        return _throws(expected, raw, milliseconds, call)
    if "error" in raw:
        return _raised(raw, milliseconds, call)
    plain = "value" in raw
    value = decode(raw["value"]) if plain else None
    text = display(value) if plain else raw["display"]
    if expected["kind"] == "printed":
        return _printed(prepared, raw, milliseconds, plain, value, text)
    if prepared.expected_known:
        right = equal(value, prepared.expected) if plain else raw["equal"]
        wanted = display(prepared.expected)
    else:
        right = equal(value, decode(raw["wanted"])) if plain and "wanted" in raw else raw["equal"]
        wanted = display(decode(raw["wanted"])) if "wanted" in raw else raw["wantedDisplay"]
    if right is True:
        return passed(milliseconds)
    return _failed(milliseconds, wanted, text, call, _observed(raw))


def _printed(prepared, raw, milliseconds, plain, value, text):
    want = prepared.test["expected"]["text"]
    printed = raw["printed"]
    returned = raw.get("repr")
    if plain and value is not None:
        returned = repr(value)
    if raw.get("lies"):
        return _failed(milliseconds, cut(want.strip()), text, prepared.test["call"], _observed(raw))
    got = printed + ("" if returned is None else returned + "\n")
    if printed_alike(want, got):
        return passed(milliseconds)
    if prepared.expected_known:
        if printed == "":
            right = equal(value, prepared.expected, True) if plain else raw["equal"]
        else:
            known, shown = literal(got)
            right = known and equal(shown, prepared.expected, True)
        if right is True:
            return passed(milliseconds)
    observed = _observed(raw)
    if printed != "":
        observed = {**observed, "repr": cut(f"{printed}{observed['repr']}")}
    return _failed(milliseconds, cut(want.strip()), cut(got.rstrip("\n")) or text, prepared.test["call"], observed)


def _throws(expected, raw, milliseconds, call):
    wanted = expected.get("type") or "an exception"
    if expected.get("message"):
        wanted += f": {expected['message']}"
    if "error" not in raw:
        actual = display(decode(raw["value"])) if "value" in raw else raw["display"]
        return _failed(milliseconds, wanted, actual, call, _observed(raw), f"expected {wanted}, got {cut(actual, 200)}")
    error = raw["error"]
    kind = expected.get("type")
    right = kind is None or kind in error["mro"] or kind.rsplit(".", 1)[-1] in error["mro"]
    message = expected.get("message")
    if right and message is not None:
        right = printed_alike(message, error["m"])
    if right:
        return passed(milliseconds)
    return _failed(milliseconds, wanted, f"{error['t']}: {error['m']}", call, _observed(raw))


def _assertion(raw, milliseconds):
    """A script's assertion or a framework's test."""
    input = raw.get("input")
    if "error" in raw:
        return _raised(raw, milliseconds, input)
    right = raw["holds"]
    if right is True and "left" in raw and "right" in raw:
        # Plain data on both sides: compared again where nobody can have bent the comparison.
        right = decode(raw["left"]) == decode(raw["right"])
    if right is True:
        return passed(milliseconds)
    verdict = {"kind": "failed", "durationMs": milliseconds, "message": raw.get("message") or "the assertion does not hold"}
    for name in ("expected", "actual", "input"):
        if raw.get(name) is not None:
            verdict[name] = cut(raw[name])
    return verdict


def literal(source):
    """(True, value) when the expression is plain data; calls only where they make some: set(), float("nan")."""
    try:
        return True, ast.literal_eval(source.strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        pass
    try:
        return True, _plain(ast.parse(source.strip(), mode="eval").body)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError, OverflowError):
        return False, None


def _plain(node):
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        arguments = [_plain(argument) for argument in node.args]
        if node.func.id in ("set", "frozenset", "float", "complex", "tuple", "list", "dict") and len(arguments) <= 1:
            return {"set": set, "frozenset": frozenset, "float": float, "complex": complex}.get(
                node.func.id, {"tuple": tuple, "list": list, "dict": dict}.get(node.func.id)
            )(*arguments)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_plain(node.operand)
    if isinstance(node, ast.List):
        return [_plain(item) for item in node.elts]
    if isinstance(node, ast.Tuple):
        return tuple(_plain(item) for item in node.elts)
    if isinstance(node, ast.Dict) and None not in node.keys:
        return {_plain(key): _plain(item) for key, item in zip(node.keys, node.values)}
    return ast.literal_eval(node)
