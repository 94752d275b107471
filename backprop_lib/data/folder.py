"""Pictures of one's own: a folder of image files becomes images and labels like those of MNIST."""

import os
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from backprop_lib.checks import demands
from backprop_lib.checks.general import check_folder
from backprop_lib.data.preparation import prepare

LEAST = 32  # of 255: what differs less from the paper, everywhere, is no ink


@demands(folder=check_folder)
def load_folder(folder):
    """Return the images of a folder that holds a folder for each class, such as ``my_digits/3/photo.png``.

    Dark ink on light paper is taken as well as light ink on dark paper. Each image is prepared as MNIST's were: cut
    out, shrunk, and placed by its centre of mass. What begins with a dot is left out.

    Parameters
    ----------
    folder : str or path

    Returns
    -------
    images : uint8 array of shape (N, 28, 28)
        0 is the background, 255 full ink.
    labels : array of N strings
        The names of the folders that the images were in.

    Raises
    ------
    FileNotFoundError
        If there is no such folder.
    ValueError
        If a folder or a file in it is not what it should be. The message names it.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"folder={os.fspath(folder)!r} is no folder; looked for it in {Path.cwd()}")
    paths = [path for named in _visible(folder) for path in _in_class(named)]
    if not paths:
        raise ValueError(f"folder={os.fspath(folder)!r} holds no images, expected files such as 3/photo.png in it")
    return np.stack([prepare(_ink(path)) for path in paths]), np.array([path.parent.name for path in paths])


def _visible(folder):
    """Return what is in a folder, in order; systems hide what they keep there for themselves by a dot."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _in_class(named):
    """Return the files in the folder of one class."""
    if not named.is_dir():
        raise ValueError(f"{named} is no folder, expected a folder for each class: move it into the one of its class")
    return _visible(named)


def _ink(path):
    """Return the ink of an image file, 255 where it differs most from the paper, as a uint8 array."""
    try:
        with Image.open(path) as file:
            grey = np.asarray(ImageOps.exif_transpose(file).convert("L"), dtype=float)  # as it was held, not as stored
    except (UnidentifiedImageError, OSError) as error:
        raise ValueError(
            f"{path} cannot be read as an image ({error}): it is damaged, or of another kind; PNG and JPEG are read"
        ) from None
    contrast = np.abs(grey - np.median(grey))  # paper is what there is most of
    most = contrast.max()
    if most < LEAST:
        raise ValueError(f"{path} has no ink: its greys differ by at most {most:.0f} of 255 from the paper")
    # Photographed paper is never quite even: what differs by less than half as much as the ink is paper.
    return np.where(contrast > most / 2, 255 * contrast / most, 0).astype(np.uint8)
