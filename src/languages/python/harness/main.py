"""Entry of the Python harness: `python -B main.py`. Standard library only, Python 3.9 and later."""
import os
import sys

sys.dont_write_bytecode = True
_here = os.path.dirname(os.path.abspath(__file__))
# The user's modules must not be able to shadow the harness, nor the harness's folder their modules.
sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != _here]
sys.path.insert(0, _here)
if sys.argv[1:] == ["--child"]:
    from eider_harness import newborn  # noqa: E402

    sys.path.remove(_here)
    newborn.main()
else:
    from eider_harness import server  # noqa: E402

    if sys.argv[1:] == ["--spawn"]:
        from eider_harness import spawn  # noqa: E402, F401

    sys.path.remove(_here)
    server.serve(spawning=sys.argv[1:] == ["--spawn"])
