"""The project's own tests, run by the project's own framework inside the child."""
from eider_harness import pristine

__builtins__ = pristine()

import importlib
import importlib.util
import os
import sys
from time import perf_counter_ns

from eider_harness.values import cut, describe_error, display

_realpath = os.path.realpath


def preload(frameworks):
    """Imports in the parent what every child would import again. Returns the names of frameworks that are missing."""
    missing = set()
    if "pytest" in frameworks:
        if importlib.util.find_spec("pytest") is None:
            missing.add("pytest")
        else:
            for name in ("pytest", "_pytest.assertion.rewrite", "_pytest.python", "_pytest.fixtures", "_pytest.runner", "unittest"):
                importlib.import_module(name)
            _remember_plugins()
    if "unittest" in frameworks:
        importlib.import_module("unittest")
    return missing


def _remember_plugins():
    """pytest reads the descriptions of all installed distributions at every start: they do not change while this runs."""
    import importlib.metadata as metadata

    if hasattr(metadata.distributions, "eider_known"):
        return
    known = [_Known(one) for one in metadata.distributions()]
    original = metadata.distributions

    def distributions(**options):
        return iter(known) if not options else original(**options)

    distributions.eider_known = True
    metadata.distributions = distributions
    if importlib.util.find_spec("pytest_benchmark") is not None:
        _skip_reports()


class _Known:
    """A distribution whose entry points are read once; everything else is asked of it."""

    def __init__(self, distribution):
        self._distribution = distribution
        try:
            self.entry_points = distribution.entry_points
        except Exception:
            pass

    def __getattr__(self, name):
        return getattr(self._distribution, name)


def _skip_reports():
    """pytest-benchmark starts up to nine programs at every start, to name reports that nobody writes here."""
    try:
        from pytest_benchmark import utils
    except Exception:
        return
    nobody = {"id": "unversioned", "time": None, "author_time": None, "dirty": False, "project": None, "branch": "(unknown)"}
    utils.get_commit_info = lambda *_, **__: dict(nobody)
    utils.get_machine_id = lambda: "unknown"


class Reporter:
    """Where a framework's results go: to the tests they belong to."""

    def __init__(self, wanted, begin, send, tampered, observer, focal_path):
        #: (real path of the test file, name within it) -> index
        self.wanted = wanted
        self._begin = begin
        self._send = send
        self._tampered = tampered
        self._observer = observer
        self._focal_path = focal_path
        self._open = set(wanted.values())
        self.started = 0

    def begin(self, index):
        self._begin(index)
        self._observer.start(index)
        self.started = perf_counter_ns()

    def end(self, index, raw):
        duration = perf_counter_ns() - self.started
        report = self._observer.stop()
        if index not in self._open:
            return
        self._open.discard(index)
        if raw.get("holds") is True:
            found = self._tampered()
            if found is not None:
                raw = {"tampered": found}
        self._send(["result", index, raw, duration, report])
        self._begin(-2)

    def error(self, error):
        return {"error": describe_error(error, self._focal_path)}

    def finish(self, failure):
        """Tests the framework said nothing about."""
        for index in sorted(self._open):
            raw = failure or {"inconclusive": "the framework did not run it"}
            self._send(["result", index, raw, 0, None])


def run(framework, members, root, reporter):
    files = sorted({one.test["path"] for _, one in members})
    try:
        failure = (_run_pytest if framework == "pytest" else _run_unittest)(files, root, reporter)
    except BaseException as error:
        failure = reporter.error(error)
    reporter.finish(failure)


def collect(framework, files, root):
    """([test descriptions], [notes]); runs in a child, as it imports the project."""
    collected = _collect_pytest(files, root) if framework == "pytest" else _collect_unittest(files)
    tests, notes = [], []
    for path, name, line, problem in collected:
        if problem is not None:
            notes.append(problem)
            continue
        tests.append(
            {
                "kind": "project",
                "id": f"{framework}:{os.path.relpath(path, root)}::{name}",
                "title": f"{name.replace('::', '.')} ({os.path.basename(path)})",
                "trust": "trusted",
                "source": "project",
                "framework": framework,
                "path": path,
                "selector": name,
                "at": {"path": path, "line": line},
            }
        )
    return tests, notes


# pytest


def _pytest_arguments(files, root):
    arguments = ["-q", "-s", "--no-header", "--tb=native", "-p", "no:cacheprovider", "-p", "no:faulthandler", "-p", "no:randomly"]
    # What the project's own options may switch on and what would start processes or write files.
    if importlib.util.find_spec("xdist") is not None:
        arguments += ["-n", "0"]
    if importlib.util.find_spec("pytest_cov") is not None:
        arguments += ["--no-cov"]
    # Nobody reads the summary, and a plugin may import half a library to write it.
    if _pytest_version() >= (6, 2):
        arguments += ["--no-summary"]
    return arguments + files


def _pytest_version():
    import pytest

    return tuple(int(part) for part in pytest.__version__.split(".")[:2] if part.isdigit())


def _place(item):
    path = getattr(item, "path", None) or item.fspath
    return _realpath(str(path)), item.nodeid.partition("::")[2]


class _Collector:
    def __init__(self):
        self.found = []

    def pytest_collection_modifyitems(self, items):
        for item in items:
            path, name = _place(item)
            self.found.append((path, name, item.location[1] or 0, None))

    def pytest_collectreport(self, report):
        if report.failed:
            where = report.nodeid or "the tests"
            self.found.append((None, None, 0, f"{where} could not be collected: {_last_line(str(report.longrepr))}"))


def _collect_pytest(files, root):
    import pytest

    collector = _Collector()
    pytest.main([*_pytest_arguments(files, root), "--collect-only"], plugins=[collector])
    return collector.found


def _run_pytest(files, root, reporter):
    import pytest

    runner = _pytest_runner(pytest, reporter)
    _overlay_rewrite()
    pytest.main(_pytest_arguments(files, root), plugins=[runner])
    return runner.failure


def _pytest_runner(pytest, reporter):
    class Runner:
        def __init__(self):
            self.failure = None
            self._raw = None
            self._compared = None
            self._index = None

        @pytest.hookimpl(trylast=True)
        def pytest_collection_modifyitems(self, items):
            order = {}
            for item in items:
                index = reporter.wanted.get(_place(item))
                if index is not None:
                    order[item] = index
            items[:] = sorted(order, key=order.get)

        def pytest_collectreport(self, report):
            if report.failed:
                self.failure = {
                    "error": {"t": "CollectionError", "m": cut(str(report.longrepr)), "line": None, "mro": []}
                }

        @pytest.hookimpl(tryfirst=True)
        def pytest_runtest_protocol(self, item):
            self._index = reporter.wanted[_place(item)]
            self._raw = {"holds": True}
            self._compared = None
            reporter.begin(self._index)

        def pytest_assertrepr_compare(self, config, op, left, right):
            if op == "==":
                self._compared = (display(left), display(right))

        @pytest.hookimpl(hookwrapper=True)
        def pytest_runtest_makereport(self, item, call):
            outcome = yield
            self._judge(outcome.get_result(), call)

        def _judge(self, report, call):
            if self._raw != {"holds": True}:
                return
            if report.skipped:
                reason = getattr(report, "wasxfail", None)
                text = "expected to fail" if reason is not None else f"skipped: {_skip_reason(report)}"
                self._raw = {"inconclusive": text}
            elif report.failed:
                self._raw = self._failure(report, call)

        def _failure(self, report, call):
            if call.excinfo is None:
                return {"holds": False, "message": cut(str(report.longrepr))}
            error = call.excinfo.value
            failed = isinstance(error, (AssertionError, pytest.fail.Exception))
            if not failed or report.when != "call":
                return reporter.error(error)
            return _failure(error, self._compared)

        def pytest_runtest_logfinish(self, nodeid):
            reporter.end(self._index, self._raw)

    return Runner()


def _skip_reason(report):
    longrepr = report.longrepr
    return longrepr[2] if isinstance(longrepr, tuple) else cut(str(longrepr), 200)


def _overlay_rewrite():
    """A focal function may stand in a test file: pytest reads those itself, past the import system."""
    from _pytest.assertion import rewrite

    from importlib.machinery import SourceFileLoader

    original = rewrite._rewrite_test

    def rewrite_test(fn, config):
        source = getattr(SourceFileLoader.get_code, "eider_source", lambda path: None)(str(fn))
        if source is None:
            return original(fn, config)
        import ast

        tree = ast.parse(source, filename=str(fn))
        rewrite.rewrite_asserts(tree, source.encode(), str(fn), config)
        return os.stat(fn), compile(tree, str(fn), "exec", dont_inherit=True)

    rewrite._rewrite_test = rewrite_test


# unittest


def _run_unittest(files, root, reporter):
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
            self._first(_failure(err[1], _compared(err[2])))

        def addError(self, test, err):
            if self._raw is None:
                # setUpModule or setUpClass
                self.broken = reporter.error(err[1])
            self._first(reporter.error(err[1]))

        def addSubTest(self, test, subtest, err):
            if err is not None:
                failed = isinstance(err[1], test.failureException)
                self._first(_failure(err[1], _compared(err[2])) if failed else reporter.error(err[1]))

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


def _collect_unittest(files):
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


# Both


def _failure(error, compared):
    message = cut(str(error).strip() or type(error).__name__, 1500)
    raw = {"holds": False, "message": message}
    if compared is not None:
        raw["actual"], raw["expected"] = compared
    return raw


def _compared(trace):
    """What assertEqual and its kind compared."""
    while trace is not None:
        local = trace.tb_frame.f_locals
        if trace.tb_frame.f_code.co_name.startswith("assert") and "first" in local and "second" in local:
            return display(local["first"]), display(local["second"])
        trace = trace.tb_next
    return None


def _last_line(text):
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return cut(lines[-1].strip(), 300) if lines else "no reason given"
