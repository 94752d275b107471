"""The moving figure of notebook 04: matrix products, with and without their transposes."""

import itertools

import numpy as np
import pytest
from equations import assert_equations
from moving import agrees, assert_moves, shown

from backprop_lib import relative_error
from backprop_lib.widgets import matrix_figure
from backprop_lib.widgets.matrices import (
    FORWARD_STEP,
    GRADIENT,
    NETWORKS,
    PRODUCTS,
    STEP_BACK,
    example,
    matrix_numbers,
    matrix_picture,
)


def test_it_moves():
    assert_moves(matrix_figure())


@pytest.mark.parametrize("network", NETWORKS)
def test_the_products_are_those_of_the_passes(network):
    net, cache, gradients = example(network)
    products = {product: matrix_numbers(network, product).result for product in PRODUCTS.values()}
    assert np.allclose(products[FORWARD_STEP] + net.b[2], cache.Z[2])
    assert np.allclose(products[STEP_BACK] * net.mu_prime[2](cache.Z[2]), gradients.Delta[2])
    assert np.allclose(products[GRADIENT], gradients.W[2])


@pytest.mark.parametrize(("network", "product"), itertools.product(NETWORKS, PRODUCTS.values()))
def test_the_entry_is_written_as_the_sum_that_it_is(network, product):
    numbers = matrix_numbers(network, product)
    result = numbers.result
    for i, j in ((0, 0), (result.shape[0] - 1, result.shape[1] - 1)):
        texts = matrix_picture(network, product, i + 1, j + 1, False).texts()
        entry = texts["entry"].split(":  ")[1]
        assert_equations([f"entry = {entry}"], {"entry": result[i, j]})
        for name, M in zip([*numbers.names, product.result], numbers, strict=False):
            assert all(agrees(texts[f"{name}({k + 1},{m + 1})"], entry) for (k, m), entry in np.ndenumerate(M))


def test_a_lost_transpose_is_refused_or_wrong_and_never_right():
    refused = set()
    for network, product in itertools.product(NETWORKS, PRODUCTS.values()):
        numbers, true = matrix_numbers(network, product, mistake=True), matrix_numbers(network, product)
        verdict = matrix_picture(network, product, 1, 1, True).texts()["verdict"]
        if numbers.result is None:
            refused.add((network, product))
            assert "numpy refuses" in verdict
            with pytest.raises(ValueError, match="mismatch"):
                numbers.left @ numbers.right
        else:
            assert numbers.error == relative_error(numbers.result, true.result) > 0.05
            assert "numbers are wrong" in verdict
            assert abs(shown(verdict) - numbers.error) <= 0.005
    unequal, square, _ = NETWORKS
    assert refused == {(unequal, product) for product in PRODUCTS.values()} | {(square, GRADIENT)}


@pytest.mark.parametrize(("network", "product"), itertools.product(NETWORKS, PRODUCTS.values()))
def test_the_right_product_stands_beside_a_mistake_and_only_there(network, product):
    texts, result = matrix_picture(network, product, 2, 3, True).texts(), matrix_numbers(network, product).result
    shown_result = {(k, m): texts[f"right {product.result}({k + 1},{m + 1})"] for k, m in np.ndindex(result.shape)}
    assert all(agrees(shown_result[place], entry) for place, entry in np.ndenumerate(result))
    assert texts["right"].startswith(f"right: {' · '.join(matrix_numbers(network, product).names)}")
    assert not any(name.startswith("right") for name in matrix_picture(network, product, 2, 3, False).texts())


def test_only_one_matrix_is_turned():
    for product, turned in ((FORWARD_STEP, 0), (STEP_BACK, 0), (GRADIENT, 1)):
        numbers, true = (matrix_numbers("3-3-3-3, N = 3", product, mistake) for mistake in (True, False))
        for side in (0, 1):
            assert np.array_equal(numbers[side], true[side].T if side == turned else true[side])
            assert (numbers.names[side] == true.names[side]) == (side != turned)
