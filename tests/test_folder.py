"""A folder of images: what it becomes, and what is said of a folder or a file that is not as it should be."""

import re

import numpy as np
import pytest
from PIL import Image
from strokes import DIGITS, changed

from backprop_lib import as_columns
from backprop_lib.data.folder import load_folder
from backprop_lib.data.preparation import prepare, rasterise
from backprop_lib.pretrained import pretrained


def photo(strokes, paper=225, ink=40, seed=0):
    """Return a picture of a drawing as a camera sees it: in a part of the sheet, which is lit unevenly."""
    drawn = rasterise(changed(strokes, scale=0.7), size=200) / 255
    light = np.linspace(0, 25, 200)[:, None] + np.random.default_rng(seed).normal(0, 3, (200, 200))
    return np.clip(paper + (ink - paper) * drawn + np.sign(ink - paper) * light, 0, 255).astype(np.uint8)


@pytest.fixture
def folder(tmp_path):
    """Return a folder with a picture of each digit, in a folder of its name."""
    for digit, strokes in DIGITS.items():
        (tmp_path / f"{digit}").mkdir()
        Image.fromarray(photo(strokes, seed=digit)).save(tmp_path / f"{digit}" / "photo.png")
    return tmp_path


def test_the_images_and_the_names_of_their_folders(folder):
    Image.fromarray(photo(DIGITS[3], seed=11)).convert("RGB").save(folder / "3" / "another.jpg")
    images, labels = load_folder(folder)
    assert (images.shape, images.dtype) == ((11, 28, 28), np.uint8)
    assert labels.tolist() == [*"012", "3", *"3456789"]
    assert (images.max(axis=(1, 2)) > 128).all()


def test_a_trained_network_reads_them(folder):
    images, labels = load_folder(folder)
    assert (pretrained().predict(as_columns(images, np.float32)) == labels.astype(int)).sum() >= 9


def test_light_ink_on_dark_paper_and_dark_ink_on_light_paper_are_the_same(folder):
    dark, _ = load_folder(folder)
    for path in folder.glob("*/photo.png"):
        Image.fromarray(255 - np.asarray(Image.open(path))).save(path)
    light, _ = load_folder(folder)
    assert np.array_equal(light, dark)


def test_an_image_without_noise_is_what_prepare_makes_of_its_ink(tmp_path):
    (tmp_path / "A").mkdir()
    ink = np.zeros((40, 30), np.uint8)
    ink[5:30, 8:12] = 255
    Image.fromarray(255 - ink).save(tmp_path / "A" / "bar.png")
    images, labels = load_folder(tmp_path)
    assert np.array_equal(images, [prepare(ink)])
    assert labels.tolist() == ["A"]


def test_a_photo_is_turned_as_it_was_held(tmp_path):
    (tmp_path / "7").mkdir()
    upright = Image.fromarray(photo(DIGITS[7]))
    upright.save(tmp_path / "7" / "0.png")
    held = Image.Exif()
    held[0x0112] = 6  # the camera was turned by a quarter
    upright.rotate(90, expand=True).save(tmp_path / "7" / "1.png", exif=held)
    one, other = load_folder(tmp_path)[0]
    assert np.array_equal(one, other)


def test_hidden_files_are_left_out(folder):
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "3" / ".DS_Store").write_bytes(b"x")
    assert len(load_folder(folder)[0]) == 10


def test_a_folder_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(
        FileNotFoundError, match=f"^folder='digits' is no folder; looked for it in {re.escape(str(tmp_path))}$"
    ):
        load_folder("digits")


def test_an_empty_folder(tmp_path, refused):
    (tmp_path / "3").mkdir()
    with refused(f"folder={str(tmp_path)!r} holds no images, expected files such as 3/photo.png in it"):
        load_folder(tmp_path)


def test_a_file_outside_of_the_folders_of_the_classes(folder, refused):
    path = folder / "three.png"
    path.touch()
    with refused(f"{path} is no folder, expected a folder for each class: move it into the one of its class"):
        load_folder(folder)


@pytest.mark.parametrize("content", [b"", b"a text", b"\x89PNG\r\n\x1a\n"])
def test_a_file_that_is_no_image_is_named(folder, content):
    path = folder / "4" / "photo.png"
    path.write_bytes(content)
    with pytest.raises(
        ValueError, match=f"^{re.escape(str(path))} cannot be read as an image .*PNG and JPEG are read$"
    ):
        load_folder(folder)


def test_a_folder_in_the_folder_of_a_class_is_named(folder):
    path = folder / "4" / "more"
    path.mkdir()
    with pytest.raises(ValueError, match=f"^{re.escape(str(path))} cannot be read as an image"):
        load_folder(folder)


def test_an_empty_sheet_is_named(folder, refused):
    path = folder / "5" / "photo.png"
    Image.fromarray(np.full((50, 50), 230, np.uint8)).save(path)
    with refused(f"{path} has no ink: its greys differ by at most 0 of 255 from the paper"):
        load_folder(folder)


def test_what_is_no_path(refused):
    with refused("folder=3, expected the path of a folder"):
        load_folder(3)
