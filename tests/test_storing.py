"""A network is written to a file and read from it, and what is no such file is refused."""

from dataclasses import replace

import numpy as np
import pytest

from backprop_lib import Network
from backprop_lib.activations import ELEMENTWISE
from backprop_lib.storing import load_network, save_network

NETS = [
    Network([4, 3, 5, 2], rng=1),
    Network([3, 2], hidden="tanh", output="sigmoid", cost="squared_error", rng=2),
    Network([5, 4, 4, 3], hidden="sigmoid", output="identity", cost="half_squared_error", rng=3, dtype=np.float32),
]


@pytest.mark.parametrize("net", NETS, ids=lambda net: str(net.sizes))
def test_what_is_saved_is_loaded(tmp_path, net):
    save_network(net, tmp_path / "net.npz")
    loaded = load_network(tmp_path / "net.npz", net.dtype)
    assert (loaded.sizes, loaded.hidden, loaded.ending) == (net.sizes, net.hidden, net.ending)
    for l in range(1, net.L + 1):
        np.testing.assert_array_equal(loaded.W[l], net.W[l])
        np.testing.assert_array_equal(loaded.b[l], net.b[l])
        assert loaded.W[l].dtype == loaded.b[l].dtype == net.dtype


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path):
    for net in (NETS[0], NETS[2]):
        save_network(net, tmp_path / "net.npz")
    assert load_network(tmp_path / "net.npz").sizes == NETS[2].sizes
    assert [path.name for path in tmp_path.iterdir()] == ["net.npz"]


@pytest.mark.parametrize("path", ["net", "net.npy", 3, None])
def test_a_path_that_is_no_npz_is_refused(refused, path):
    message = f"path={path!r}, expected the path of a file that ends in .npz, such as 'my_network.npz'"
    for call in (lambda: save_network(NETS[0], path), lambda: load_network(path)):
        with refused(message):
            call()


def test_an_activation_of_ones_own_is_refused_before_anything_is_written(refused, tmp_path):
    own = replace(ELEMENTWISE["relu"], name="own")
    known = "'identity', 'sigmoid', 'tanh', 'relu', 'softmax'"
    reason = "a file holds numbers and names, and not functions"
    with refused(f"hidden='own' is an activation of your own, expected one of {known}: {reason}"):
        save_network(Network([3, 2, 2], hidden=own), tmp_path / "net.npz")
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_not_there_is_missed(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_network(tmp_path / "net.npz")


@pytest.mark.parametrize("damage", [lambda whole: whole[:100], lambda whole: b"", lambda whole: b"abc" + whole[40:]])
def test_a_damaged_file_is_refused(refused, tmp_path, damage):
    path = tmp_path / "net.npz"
    save_network(NETS[0], path)
    path.write_bytes(damage(path.read_bytes()))
    with refused(f"path={str(path)!r} is damaged, or no file that save_network wrote"):
        load_network(path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda stored: stored.pop("b2"), "expected what save_network writes: W1, b1, W2, b2, ... and hidden"),
        (lambda stored: stored.clear(), "holds nothing, expected what save_network writes"),
        (lambda stored: stored.update(W2=np.ones((5, 4))), "W2 has shape (5, 4) and b2 has shape (5, 1), expected"),
        (lambda stored: stored.update(b1=np.ones(3)), "W1 has shape (3, 4) and b1 has shape (3,), expected"),
        (lambda stored: stored.update(W1=np.full((3, 4), np.nan)), "expected finite numbers of shapes (n, 4)"),
    ],
)
def test_a_file_that_holds_something_else_is_refused(refused, tmp_path, change, message):
    path = tmp_path / "net.npz"
    save_network(NETS[0], path)
    with np.load(path) as file:
        stored = dict(file)
    change(stored)
    np.savez(path, **stored)
    with pytest.raises(ValueError, match=r"^path=") as caught:
        load_network(path)
    assert message in str(caught.value)
