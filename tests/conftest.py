"""What all tests share."""

import re
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import settings

from backprop_lib import LazyColumns, Network, load_mnist, one_hot, sgd
from backprop_lib.exercises import record

# The same examples on every run, and no failure for being slow.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None, max_examples=50)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def net():
    """Return a network that was trained on MNIST for a second; tests leave it as it is."""
    images, labels = load_mnist("train")
    net = Network([784, 32, 10], dtype=np.float32)
    sgd(net, LazyColumns(images[:10_000], np.float32), one_hot(labels[:10_000]), learning_rate=0.5, epochs=1)
    return net


@contextmanager
def expect_refusal(message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$") as caught:
        yield
    assert caught.type is ValueError


@pytest.fixture
def refused():
    """Return `refused(message)`: a context that must end with a ValueError of exactly this message.

    It must be that very type, not DivergedError, which means that the network went wrong and not what it was given.
    """
    return expect_refusal


@pytest.fixture
def own_record(tmp_path, monkeypatch):
    """Keep the record of the tests away from the learner's, and nothing in memory."""
    monkeypatch.setenv("BACKPROP_EXERCISES", str(tmp_path / "record.json"))
    monkeypatch.delenv("BACKPROP_GRADING", raising=False)
    monkeypatch.setattr(record, "_waiting", [])
    return tmp_path / "record.json"
