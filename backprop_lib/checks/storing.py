"""Networks in files: what can be written, and what was read."""

import os

import numpy as np

from backprop_lib.checks.general import shown

MADE_OF = ("hidden", "output", "cost")


def check_path(path):
    """Return `path` if it is the path of an ``.npz`` file."""
    try:
        sound = isinstance(os.fspath(path), str) and os.fspath(path).endswith(".npz")
    except TypeError:
        sound = False
    if not sound:
        raise ValueError(f"path={shown(path)}, expected the path of a file that ends in .npz, such as 'my_network.npz'")
    return path


def check_known(net, known):
    """Raise unless the activations of a network are those of the library, which their names stand for."""
    for argument, activation in (("hidden", net.hidden), ("output", net.output)):
        if known.get(activation.name) is not activation:
            raise ValueError(
                f"{argument}={activation.name!r} is an activation of your own, expected one of "
                f"{', '.join(map(repr, known))}: a file holds numbers and names, and not functions"
            )


def check_stored(stored, path):
    """Return the widths of the network that a file holds, and what it is made of."""
    L = sum(name.startswith("W") for name in stored)
    wanted = {f"{name}{l}" for name in "Wb" for l in range(1, L + 1)} | set(MADE_OF)
    if not L or set(stored) != wanted:
        raise ValueError(
            f"path={os.fspath(path)!r} holds {', '.join(sorted(stored)) or 'nothing'}, expected what save_network "
            f"writes: W1, b1, W2, b2, ... and {', '.join(MADE_OF)}"
        )
    sizes = [stored["W1"].shape[-1]]
    for l in range(1, L + 1):
        W, b = stored[f"W{l}"], stored[f"b{l}"]
        if W.ndim != 2 or W.shape[1] != sizes[-1] or b.shape != (len(W), 1) or not np.isfinite(W).all():
            raise ValueError(
                f"path={os.fspath(path)!r}: W{l} has shape {W.shape} and b{l} has shape {b.shape}, expected finite "
                f"numbers of shapes (n, {sizes[-1]}) and (n, 1)"
            )
        sizes.append(len(W))
    return sizes, {name: str(stored[name]) for name in MADE_OF}
