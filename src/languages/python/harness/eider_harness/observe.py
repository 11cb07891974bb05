"""Looks on while a test runs: executed lines of the focal file, values of the focal function's variables."""
from eider_harness import pristine

__builtins__ = pristine()

import sys

from eider_harness.values import cut, display

max_steps = 2000
max_variables = 50
repr_limit = 200


class Blind:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def report(self):
        return None
