"""A child of `spawn.py` from its first instruction, what to get ready, to its second, what to do."""
import gc
import json
import os
import sys

from eider_harness import child, limits, overlay, prepare, project, script
from eider_harness.birth import Birth
from eider_harness.context import Context
from eider_harness.guard import fence
from eider_harness.integrity import Seal
from eider_harness.look import look
from eider_harness.spawn import open_board, ready_word
from eider_harness.values import dumps
from eider_harness.warm import preimport


def main():
    reading, writing = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    instructions = os.fdopen(reading, "rb")
    limits.die_with_parent()
    gc.disable()
    first = json.loads(instructions.readline())
    context = Context(first["target"])
    context.allowed = frozenset(first["allowed"])
    context.shadowed = frozenset(first["shadowed"])
    for folder in reversed(context.place.search):
        sys.path.insert(0, folder)
    scripts, _ = script.parse(context.target["scripts"])
    board = open_board(first["board"], first["boardSize"])
    context.place.settle()
    frameworks = {file["framework"] for file in context.target["testFiles"]}
    project.preload(frameworks)
    for path in first["files"]:
        context.cache.add(path)
    preimport(first["modules"])
    if not context.target["sandboxed"]:
        context.guard = fence(context.target["scratch"], context.target["workspaceRoot"])
    context.seal = Seal()
    context.place.settle()
    os.write(writing, ready_word)
    line = instructions.readline()
    instructions.close()
    if not line:
        os._exit(0)  # it was never needed
    order = json.loads(line)
    if order["op"] == "look":
        _look(context, order, writing)
    context.source = order["source"]
    context.job = order["job"]
    context.test_ms = order["testMs"]
    context.skip = set(order["skip"])
    numbered = [(index, prepare.Prepared(test)) for index, test in order["tests"]]
    context.units = prepare.units(numbered, scripts)
    Birth(context).child(writing)
    child.main(context, writing, order["nonce"].encode("ascii"), board)


def _look(context, order, writing):
    try:
        Birth(context).child(writing)
        sys.stdout = open(os.devnull, "w", encoding="utf-8")
        overlay.lay(context.place, context.target["focal"]["text"], context.cache)
        data = dumps(look(context, order["framework"], order["files"])).encode("ascii")
        while data:
            data = data[os.write(writing, data) :]
    finally:
        os._exit(0)
