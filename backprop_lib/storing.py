"""A network in a file: its parameters and what it is made of, as numpy's ``.npz``."""

import os
import zipfile

import numpy as np

from backprop_lib.activations import ELEMENTWISE, OUTPUT_ONLY
from backprop_lib.checks import demands
from backprop_lib.checks.general import check_dtype
from backprop_lib.checks.network import check_network
from backprop_lib.checks.storing import check_known, check_path, check_stored
from backprop_lib.network import Network

KNOWN = {**ELEMENTWISE, **OUTPUT_ONLY}


@demands(net=check_network, path=check_path)
def save_network(net, path):
    """Write a network to a file.

    Parameters
    ----------
    net : Network
        With activations that have a name in the library: of one of your own a file cannot hold the functions.
    path : str or path
        Ends in ``.npz``. A file that is there is replaced once the new one is complete.
    """
    check_known(net, KNOWN)
    layers = range(1, net.L + 1)
    parameters = {f"{name}{l}": p[l] for name, p in (("W", net.W), ("b", net.b)) for l in layers}
    made_of = {"hidden": net.hidden.name, "output": net.output.name, "cost": net.ending.cost.name}
    unfinished = f"{os.fspath(path)}.part"
    with open(unfinished, "wb") as file:
        np.savez_compressed(file, **parameters, **made_of)
    os.replace(unfinished, path)


@demands(path=check_path, dtype=check_dtype)
def load_network(path, dtype=np.float64):
    """Return the network that `save_network` wrote to a file.

    Parameters
    ----------
    path : str or path
    dtype : float64 or float32

    Raises
    ------
    ValueError
        If the file is damaged, or holds something else.
    FileNotFoundError
    """
    with open(path, "rb") as file:
        try:
            with np.load(file) as arrays:
                stored = dict(arrays)
        except (zipfile.BadZipFile, ValueError, EOFError, AttributeError):
            raise ValueError(f"path={os.fspath(path)!r} is damaged, or no file that save_network wrote") from None
    sizes, made_of = check_stored(stored, path)
    net = Network(sizes, **made_of, dtype=dtype)
    for l in range(1, net.L + 1):
        net.W[l][...], net.b[l][...] = stored[f"W{l}"], stored[f"b{l}"]
    return net
