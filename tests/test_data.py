"""MNIST as it is stored."""

import hashlib
import re
import shutil
import socket
import struct

import numpy as np
import pytest

from backprop_lib import load_mnist
from backprop_lib.data.mnist import FILES, FOLDER

# From the published descriptions of MNIST: the number of images, the MD5 sums of the unpacked files, how many images
# there are of each digit, and the first ten labels.
FACTS = {
    "train": {
        "N": 60000,
        "images": "6bbc9ace898e44ae57da46a324031adb",
        "labels": "a25bea736e30d166cdddb491f175f624",
        "counts": [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
        "first": [5, 0, 4, 1, 9, 2, 1, 3, 1, 4],
    },
    "test": {
        "N": 10000,
        "images": "2646ac647ad5339dbf082846283269ea",
        "labels": "27ae3e4e09519cfbb04c329615203637",
        "counts": [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
        "first": [7, 2, 1, 0, 4, 1, 4, 9, 5, 9],
    },
}


@pytest.fixture(scope="module")
def mnist():
    return {split: load_mnist(split) for split in FACTS}


def md5(*parts):
    return hashlib.md5(b"".join(parts), usedforsecurity=False).hexdigest()


@pytest.mark.parametrize("split", FACTS)
def test_shapes_and_types(mnist, split):
    images, labels = mnist[split]
    N = FACTS[split]["N"]
    assert (images.shape, images.dtype) == ((N, 28, 28), np.uint8)
    assert (labels.shape, labels.dtype) == ((N,), np.uint8)
    assert not images.flags.writeable
    assert not labels.flags.writeable


@pytest.mark.parametrize("split", FACTS)
def test_every_byte_is_that_of_the_original(mnist, split):
    images, labels = mnist[split]
    N = FACTS[split]["N"]
    # The published sums include the headers: a magic number, then the sizes, as big-endian integers.
    assert md5(struct.pack(">4i", 2051, N, 28, 28), images.tobytes()) == FACTS[split]["images"]
    assert md5(struct.pack(">2i", 2049, N), labels.tobytes()) == FACTS[split]["labels"]


@pytest.mark.parametrize("split", FACTS)
def test_labels_are_the_known_ones(mnist, split):
    labels = mnist[split][1]
    assert labels[:10].tolist() == FACTS[split]["first"]
    assert np.bincount(labels).tolist() == FACTS[split]["counts"]
    assert sum(FACTS[split]["counts"]) == FACTS[split]["N"]


def test_loading_needs_no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert len(load_mnist("test")[0]) == 10000


def test_an_unknown_split_is_refused(refused):
    with refused("split='validation' is unknown, expected one of 'train', 'test'"):
        load_mnist("validation")


@pytest.fixture
def folder(tmp_path):
    """Return a folder with a copy of the test set, to be damaged."""
    for name, _ in FILES["test"]:
        shutil.copy(FOLDER / name, tmp_path)
    return tmp_path


TEST_FILES = [name for name, _ in FILES["test"]]
CURE = "install the package again, or restore the file from the repository"


def test_another_folder_can_be_given(folder, mnist):
    for path in (folder, str(folder)):
        for loaded, original in zip(load_mnist("test", folder=path), mnist["test"], strict=True):
            np.testing.assert_array_equal(loaded, original)


@pytest.mark.parametrize("name", TEST_FILES)
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    message = f"the MNIST file {folder / name} cannot be read (No such file or directory): {CURE}"
    with pytest.raises(FileNotFoundError, match=f"^{re.escape(message)}$"):
        load_mnist("test", folder=folder)


def damage(packed):
    return {"truncated": packed[:-100], "empty": b"", "altered": packed[:50] + b"?" + packed[51:]}


@pytest.mark.parametrize("name", TEST_FILES)
@pytest.mark.parametrize("kind", ["truncated", "empty", "altered"])
def test_a_damaged_file_is_named(refused, folder, name, kind):
    damaged = damage((folder / name).read_bytes())[kind]
    (folder / name).write_bytes(damaged)
    with refused(
        f"the MNIST file {folder / name} is truncated or altered: its SHA-256 sum is not that of the original "
        f"({len(damaged)} bytes were found): {CURE}"
    ):
        load_mnist("test", folder=folder)
