"""The forms in which a network takes images and labels."""

import numpy as np
import pytest

from backprop_lib import LazyColumns, Network, as_columns, load_mnist, one_hot
from backprop_lib.checks.training import check_training_input


@pytest.fixture(scope="module")
def mnist():
    return load_mnist("test")


@pytest.fixture
def images(mnist):
    return mnist[0][:20]


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_columns_hold_the_images_row_by_row(images, dtype):
    X = as_columns(images, dtype)
    assert (X.shape, X.dtype) == ((784, 20), dtype)
    for s, i, j in np.ndindex(images.shape):
        assert X[28 * i + j, s] == dtype(images[s, i, j]) / dtype(255)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_columns_range_from_0_to_1(images, dtype):
    X = as_columns(images, dtype)
    assert (images.min(), images.max()) == (0, 255)
    assert (X.min(), X.max()) == (0, 1)


def test_one_image_is_one_column(images):
    np.testing.assert_array_equal(as_columns(images[3]), as_columns(images)[:, 3:4])


def test_as_columns_does_not_change_the_images(images):
    before = images.copy()
    as_columns(images)
    np.testing.assert_array_equal(images, before)


INDICES = [
    (slice(None), slice(None)),
    (slice(None), slice(4, 9)),
    (slice(None), slice(None, None, -3)),
    (slice(None), slice(0, 0)),
    (slice(None), np.array([7, 0, 7, 19])),
    (slice(None), [2, -1]),
    (slice(None), np.arange(20) % 3 == 0),
    (slice(None), np.zeros(20, bool)),
]


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("index", INDICES, ids=str)
def test_lazy_columns_equal_columns(images, index, dtype):
    lazy, columns = LazyColumns(images, dtype), as_columns(images, dtype)
    assert (lazy.shape, lazy.dtype) == (columns.shape, columns.dtype)
    np.testing.assert_array_equal(lazy[index], columns[index], strict=True)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_one_hot(dtype):
    Y = one_hot(np.array([2, 0, 2, 1], np.uint8), 4, dtype)
    np.testing.assert_array_equal(Y, np.array([[0, 1, 0, 0], [0, 0, 0, 1], [1, 0, 1, 0], [0] * 4], dtype), strict=True)


def test_one_hot_of_mnist(mnist):
    labels = mnist[1]
    Y = one_hot(labels)
    assert Y.shape == (10, 10000)
    np.testing.assert_array_equal(Y.argmax(axis=0), labels)
    np.testing.assert_array_equal(Y.sum(axis=0), 1)
    np.testing.assert_array_equal(Y.sum(axis=1), np.bincount(labels))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([3, 10, 11],), "label 10 is out of range: 10 classes are numbered 0 to 9"),
        (([0, -1], 3), "label -1 is out of range: 3 classes are numbered 0 to 2"),
        (([0.0, 1.0],), "labels have shape (2,) and dtype float64, expected whole numbers of shape (N,)"),
        ((np.eye(2, dtype=int),), "labels have shape (2, 2) and dtype int64, expected whole numbers of shape (N,)"),
        ((3,), "labels have shape () and dtype int64, expected whole numbers of shape (N,)"),
        (([0], 0), "classes=0, expected at least 1"),
        (([0], 2.5), "classes=2.5, expected a whole number"),
        (([0], 2, np.int64), "dtype=int64, expected float64 or float32: gradients need fractions"),
    ],
)
def test_one_hot_refuses(refused, arguments, message):
    with refused(message):
        one_hot(*arguments)


@pytest.mark.parametrize("form", [as_columns, LazyColumns])
@pytest.mark.parametrize(
    ("wrong", "came"),
    [
        (np.zeros((2, 28, 28)), "shape (2, 28, 28) and dtype float64"),
        (np.zeros((2, 28, 28), np.float32), "shape (2, 28, 28) and dtype float32"),
        (np.zeros((2, 28, 28), np.int64), "shape (2, 28, 28) and dtype int64"),
        (np.zeros(784, np.uint8), "shape (784,) and dtype uint8"),
        (np.zeros((1, 2, 28, 28), np.uint8), "shape (1, 2, 28, 28) and dtype uint8"),
    ],
    ids=["float64", "float32", "int64", "flat", "nested"],
)
def test_what_is_no_stack_of_byte_images_is_refused(refused, form, wrong, came):
    with refused(
        f"images have {came}, expected uint8 of shape (N, 28, 28) as load_mnist returns them; they are scaled to "
        "[0, 1] here, once"
    ):
        form(wrong)


@pytest.mark.parametrize("form", [as_columns, LazyColumns])
def test_another_dtype_is_refused(refused, images, form):
    with refused("dtype=float16, expected float64 or float32: gradients need fractions"):
        form(images, np.float16)


@pytest.mark.parametrize("index", [3, (slice(None), 3), (slice(2), slice(None)), (slice(None),)])
def test_lazy_columns_refuse_an_index_that_is_not_all_rows_of_some_samples(index):
    with pytest.raises(ValueError, match=r"expected columns\[:, samples\]"):
        LazyColumns(np.zeros((5, 2, 2), np.uint8))[index]


@pytest.mark.parametrize("shape", [(500, 784), (784, 500), (784, 1), (1, 784), (30, 64)])
def test_flat_images_are_asked_about(refused, shape):
    message = (
        f"images have shape {shape}, expected (N, 28, 28): they look like flat images, reshape them, such as "
        "images.reshape(-1, 28, 28); a single image of this shape is images[np.newaxis]"
    )
    flat = np.zeros(shape, np.uint8)
    with refused(message):
        as_columns(flat)
    assert as_columns(flat[np.newaxis]).shape == (flat.size, 1)


@pytest.mark.parametrize("shape", [(28, 28), (64, 64), (5, 3), (12, 20), (36, 49)])
def test_a_single_image_is_taken_as_it_is(shape):
    assert as_columns(np.zeros(shape, np.uint8)).shape == (shape[0] * shape[1], 1)


def test_training_takes_lazy_columns_as_they_are(images):
    X = LazyColumns(images)
    assert check_training_input(Network([784, 10]), X) is X


def test_lazy_columns_do_not_pass_for_an_array():
    lazy = LazyColumns(np.zeros((5, 2, 2), np.uint8))
    with pytest.raises(ValueError, match=r"^LazyColumns of shape \(4, 5\) are for sgd"):
        Network([4, 2]).forward(lazy)


def test_lazy_columns_of_a_single_image_are_refused():
    with pytest.raises(ValueError, match=r"^images have shape \(2, 2\)"):
        LazyColumns(np.zeros((2, 2), np.uint8))


def test_columns_of_images_that_are_not_square():
    images = np.arange(30, dtype=np.uint8).reshape(5, 2, 3)
    lazy = LazyColumns(images)
    assert lazy.shape == as_columns(images).shape == (6, 5)
    np.testing.assert_array_equal(lazy[:, 1:2], images[1].reshape(6, 1) / 255)


def test_lazy_columns_of_no_image_have_no_columns():
    assert LazyColumns(np.zeros((0, 2, 2), np.uint8)).shape == (4, 0)
