"""Python in a browser cannot start threads: what would be left behind is stopped from within."""

import sys
import time

import pytest

from backprop_lib.exercises import EXERCISES, running, search
from backprop_lib.exercises.running import Worker, outcome
from backprop_lib.exercises.search import within_time


@pytest.fixture(autouse=True)
def no_threads(monkeypatch):
    def start(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Thread.start", start)
    monkeypatch.setattr(running, "SECONDS", 0.2)


def loops(*_):
    while True:
        pass


def catches(*_):
    while True:
        try:
            loops()
        except Exception:
            return 3.0


@pytest.mark.parametrize("function", [loops, catches])
def test_a_function_that_does_not_end_is_stopped(function):
    began = time.monotonic()
    found = outcome(function, [1.0], ["z"])
    assert found.kind == "time"
    assert "still running after 0.2 seconds" in found.problem
    assert time.monotonic() - began < 2


def test_a_function_that_ends_gives_its_result():
    assert outcome(lambda z: 2 * z, [1.5], ["z"]).arrays == [[3.0]]


def test_a_search_that_does_not_end_is_stopped(monkeypatch):
    monkeypatch.setattr(search, "LONGEST", 0.2)
    assert within_time(loops) is None
    assert within_time(lambda: 3) == 3


def test_a_program_that_does_not_end_is_stopped():
    answer = ("[1 for _ in iter(int, 1)]", *EXERCISES["04-8"].right[1:])
    assert EXERCISES["04-8"].examine(answer).hints[0].startswith("The program is still running after 0.2 seconds.")


def test_a_debugger_is_left_as_it_was():
    def trace(*_):
        return None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        Worker(lambda: None, 1.0)
        assert sys.gettrace() is trace
    finally:
        sys.settrace(before)
