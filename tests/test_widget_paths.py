"""The moving figure of notebook 03: a derivative as a sum over paths."""

import numpy as np
import pytest
from equations import assert_equations
from moving import LEAKY, agrees, assert_moves, some_network

from backprop_lib import parameter_gradients
from backprop_lib.activations import ELEMENTWISE
from backprop_lib.widgets import paths_figure
from backprop_lib.widgets.paths import path_symbols, paths_above, paths_picture, sum_over_paths


@pytest.mark.parametrize("sizes", [[6, 4, 3, 5, 2], [2, 2, 2]])
def test_it_moves(sizes):
    assert_moves(paths_figure(*some_network(sizes)))


@pytest.mark.parametrize("hidden", [ELEMENTWISE["sigmoid"], LEAKY], ids=lambda activation: activation.name)
@pytest.mark.parametrize("cost", ["squared_error", "half_squared_error"])
def test_the_paths_add_up_to_the_derivative(hidden, cost):
    net, x, y = some_network([6, 4, 3, 5, 2], hidden, "tanh", cost)
    exact = parameter_gradients(net, x, y)[0][1]
    for i, j in np.ndindex(exact.shape):
        sums = sum_over_paths(net, x, y, i + 1, j + 1)
        assert len(sums.paths) == len(set(sums.paths)) == 30
        assert np.isclose(sums.terms.sum(), exact[i, j])
        assert np.isclose(sums.derivative, exact[i, j])


@pytest.mark.parametrize("cost", ["squared_error", "half_squared_error"])
def test_the_picture_shows_the_factors_of_its_path_and_the_sum_so_far(cost):
    net, x, y = some_network([6, 4, 3, 5, 2], output="tanh", cost=cost)
    cache, sums = net.forward(x), sum_over_paths(net, x, y, 3, 2)
    names = {f"a_{{{k + 1}}}": a for k, a in enumerate(cache.A[4][:, 0])} | {"a_{2}^{(0)}": x[1, 0]}
    names |= {f"y_{{{k + 1}}}": target for k, target in enumerate(y[:, 0])}
    for l in range(1, 5):
        slopes = net.mu_prime[l](cache.Z[l])[:, 0]
        names |= {f"μ′(z_{{{k + 1}}}^{{({l})}})": slope for k, slope in enumerate(slopes)}
        names |= {f"w_{{{k + 1}{m + 1}}}^{{({l})}}": w for (k, m), w in np.ndenumerate(net.W[l])}
    for count, path in enumerate(sums.paths, start=1):
        texts = paths_picture(net, x, y, 3, 2, count).texts()
        assert texts["symbols"] == f"path {count}:   " + "  ".join(path_symbols(net, path, 3, 2))
        assert_equations([f"{' '.join(path_symbols(net, path, 3, 2))} {texts['term']}"], names)
        so_far, derivative = texts["sum"].split("      ")
        assert agrees(so_far, sums.terms[:count].sum())
        assert agrees(derivative, sums.derivative)


def test_every_path_visits_one_neuron_of_each_layer():
    assert paths_above([6, 4, 2, 2]) == [(0, 0), (0, 1), (1, 0), (1, 1)]


@pytest.mark.parametrize("cost", ["squared_error", "cross_entropy"])
def test_outputs_that_are_coupled_are_refused(cost):
    with pytest.raises(ValueError, match="expected a squared error and an element-wise output"):
        paths_figure(*some_network([3, 3, 3], output="softmax", cost=cost))
