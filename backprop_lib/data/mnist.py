"""Reading MNIST from the four files in the folder `mnist`; nothing is ever downloaded.

In a browser they lie on the site that the notebook came from, and come when they are asked for.
"""

import gzip
import hashlib
from functools import partial
from pathlib import Path

import numpy as np

from backprop_lib.browser import from_site, in_browser
from backprop_lib.checks import demands
from backprop_lib.checks.general import check_choice, check_folder

FOLDER = Path(__file__).parent / "mnist"

# For each split: the two files, each with its SHA-256 sum.
FILES = {
    "train": (
        ("train-images-idx3-ubyte.gz", "0b367032e93c5d0cea0925647cfdb18614af8ee15f83e6f2fc2ad904a6835971"),
        ("train-labels-idx1-ubyte.gz", "1787548bbe0bff1ec2ecdc0ef292b02df999e2d1a6002d27500982c652b17203"),
    ),
    "test": (
        ("t10k-images-idx3-ubyte.gz", "1a1a05eab793c14bb050b398624a11b0ffd1a2953baed553b1b9bd079e2a20be"),
        ("t10k-labels-idx1-ubyte.gz", "b91679a0acfe4ba0e50a2437a903084cba1f5f92592b016a25a7dfd00455798b"),
    ),
}


def _read(folder, name, sha256):
    path, on_site = folder / name, in_browser() and folder == FOLDER
    cure = "load the page again" if on_site else "install the package again, or restore the file from the repository"
    try:
        packed = from_site(f"mnist/{name}") if on_site else path.read_bytes()
    except OSError as error:
        raise FileNotFoundError(f"the MNIST file {path} cannot be read ({error.strerror}): {cure}") from None
    if hashlib.sha256(packed).hexdigest() != sha256:
        raise ValueError(
            f"the MNIST file {path} is truncated or altered: its SHA-256 sum is not that of the original "
            f"({len(packed)} bytes were found): {cure}"
        )
    return gzip.decompress(packed)


@demands(split=partial(check_choice, choices=list(FILES)), folder=check_folder)
def load_mnist(split, folder=FOLDER):
    """Return the images and labels of one part of MNIST.

    Parameters
    ----------
    split : {"train", "test"}
        60,000 or 10,000 images.
    folder : path
        Where the four files are; by default beside this module.

    Returns
    -------
    images : uint8 array of shape (N, 28, 28)
        0 is the background, 255 full ink. Read-only, as are the labels: copy before you draw in one.
    labels : uint8 array of shape (N,)
        Digits 0 to 9.

    Raises
    ------
    ValueError
        For another split, and for a file that is truncated or altered.
    FileNotFoundError
        For a missing or unreadable file.
    """
    images, labels = (_read(Path(folder), name, sha256) for name, sha256 in FILES[split])
    # An IDX file is a header (a magic number and the sizes, four bytes each) followed by the bytes.
    return np.frombuffer(images, np.uint8, offset=16).reshape(-1, 28, 28), np.frombuffer(labels, np.uint8, offset=8)
