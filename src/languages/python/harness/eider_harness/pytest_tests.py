"""Tests of pytest, run by the project's own pytest inside the child."""
from eider_harness import pristine

__builtins__ = pristine()

import importlib
import importlib.util
import os
from importlib.machinery import SourceFileLoader

from eider_harness.reporter import failure_of
from eider_harness.values import cut, display

_realpath = os.path.realpath


def preload():
    """Imports in the parent what every child would import again. False when pytest is not there."""
    if importlib.util.find_spec("pytest") is None:
        return False
    for name in ("pytest", "_pytest.assertion.rewrite", "_pytest.python", "_pytest.fixtures", "_pytest.runner", "unittest"):
        importlib.import_module(name)
    _remember_plugins()
    _import_plugins()
    return True


def _import_plugins():
    """pytest's own plugins and those installed beside it: every start imports them, whatever the project. Never one that the workspace makes."""
    from _pytest import config
    from _pytest.assertion import rewrite

    # It warns that their assertions are not rewritten any more, which a project may take for an error.
    rewrite.AssertionRewritingHook._warn_already_imported = lambda self, name: None
    names = [name if "." in name else f"_pytest.{name}" for name in getattr(config, "default_plugins", ())]
    if not os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD"):
        import importlib.metadata as metadata

        for distribution in metadata.distributions():
            names += [one.value.partition(":")[0] for one in distribution.entry_points if one.group == "pytest11"]
    beside = os.path.dirname(os.path.dirname(config.__file__)).rpartition(os.sep)[0] + os.sep
    for name in names:
        try:
            spec = importlib.util.find_spec(name.partition(".")[0])
            if spec is not None and (spec.origin or "").startswith(beside):
                importlib.import_module(name)
        except Exception:
            continue


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


def _pytest_arguments(files):
    arguments = ["-q", "-s", "--no-header", "--tb=native", "-p", "no:cacheprovider", "-p", "no:faulthandler", "-p", "no:randomly"]
    # A project that stops at its first failure (`addopts = -x`) still wants a verdict for each test here.
    arguments += ["--maxfail=0"]
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


def collect(files):
    import pytest

    collector = _Collector()
    pytest.main([*_pytest_arguments(files), "--collect-only"], plugins=[collector])
    return collector.found


def run(files, reporter):
    import pytest

    runner = _pytest_runner(pytest, reporter)
    _overlay_rewrite()
    pytest.main(_pytest_arguments(files), plugins=[runner])
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
            return failure_of(error, self._compared)

        def pytest_runtest_logfinish(self, nodeid):
            reporter.end(self._index, self._raw)

    return Runner()


def _skip_reason(report):
    longrepr = report.longrepr
    return longrepr[2] if isinstance(longrepr, tuple) else cut(str(longrepr), 200)


def _overlay_rewrite():
    """A focal function may stand in a test file: pytest reads those itself, past the import system."""
    from _pytest.assertion import rewrite

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


def _last_line(text):
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return cut(lines[-1].strip(), 300) if lines else "no reason given"
