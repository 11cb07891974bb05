"""Tests of unittest, run inside the child."""
from eider_harness import pristine

__builtins__ = pristine()

import importlib
import os
import sys

from eider_harness.reporter import failure_of
from eider_harness.values import cut, display

_realpath = os.path.realpath


def run(files, reporter):
    import unittest

    class Result(unittest.TestResult):
        def __init__(self):
            super().__init__()
            self._raw = None

        def startTest(self, test):
            super().startTest(test)
            self._raw = {"holds": True}
            index = reporter.wanted.get(_unittest_place(test))
            if index is not None:
                reporter.begin(index)

        def stopTest(self, test):
            super().stopTest(test)
            index = reporter.wanted.get(_unittest_place(test))
            if index is not None:
                reporter.end(index, self._raw)

        def addFailure(self, test, err):
            self._first(failure_of(err[1], _compared(err[2])))

        def addError(self, test, err):
            if self._raw is None:
                # setUpModule or setUpClass
                self.broken = reporter.error(err[1])
            self._first(reporter.error(err[1]))

        def addSubTest(self, test, subtest, err):
            if err is not None:
                failed = isinstance(err[1], test.failureException)
                self._first(failure_of(err[1], _compared(err[2])) if failed else reporter.error(err[1]))

        def addSkip(self, test, reason):
            self._first({"inconclusive": f"skipped: {reason}"})

        def addExpectedFailure(self, test, err):
            self._first({"inconclusive": "expected to fail"})

        def addUnexpectedSuccess(self, test):
            self._first({"holds": False, "message": "it was expected to fail, and passed"})

        def _first(self, raw):
            if self._raw is None or self._raw == {"holds": True}:
                self._raw = raw

        broken = None

    chosen = []
    failure = None
    for path in files:
        try:
            module = _import_test_file(path)
        except BaseException as error:
            failure = reporter.error(error)
            continue
        tests = [test for test in _flat(unittest.defaultTestLoader.loadTestsFromModule(module))]
        chosen.extend(test for test in tests if _unittest_place(test) in reporter.wanted)
    chosen.sort(key=lambda test: reporter.wanted[_unittest_place(test)])
    result = Result()
    unittest.TestSuite(chosen).run(result)
    return failure or result.broken


def collect(files):
    import unittest

    found = []
    for path in files:
        try:
            module = _import_test_file(path)
        except BaseException as error:
            found.append((None, None, 0, f"{path} could not be loaded: {type(error).__name__}: {cut(str(error), 300)}"))
            continue
        for test in _flat(unittest.defaultTestLoader.loadTestsFromModule(module)):
            if isinstance(test, unittest.TestCase):
                file, name = _unittest_place(test)
                method = getattr(type(test), test._testMethodName, None)
                code = getattr(method, "__code__", None)
                found.append((path, name, code.co_firstlineno - 1 if code else 0, None))
    return found


def _unittest_place(test):
    kind = type(test)
    module = sys.modules.get(kind.__module__)
    return _realpath(getattr(module, "__file__", None) or ""), f"{kind.__qualname__}.{getattr(test, '_testMethodName', '')}"


def _flat(suite):
    for test in suite:
        if hasattr(test, "__iter__"):
            yield from _flat(test)
        else:
            yield test


def _import_test_file(path):
    folder, file = os.path.split(path)
    names = [os.path.splitext(file)[0]]
    while os.path.isfile(os.path.join(folder, "__init__.py")):
        names.insert(0, os.path.basename(folder))
        folder = os.path.dirname(folder)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(".".join(names))


def _compared(trace):
    """What assertEqual and its kind compared."""
    while trace is not None:
        local = trace.tb_frame.f_locals
        if trace.tb_frame.f_code.co_name.startswith("assert") and "first" in local and "second" in local:
            return display(local["first"]), display(local["second"])
        trace = trace.tb_next
    return None
