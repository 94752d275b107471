"""What is said after a verdict, beyond the verdict: kind readings, where a slip hides, and the checks that find it."""

import numpy as np
import pytest

from backprop_lib import parameter_gradients, relative_error
from backprop_lib.activations import relu, relu_prime, sigmoid, sigmoid_prime, softmax, softmax_jacobian
from backprop_lib.gradcheck import complex_step_gradient
from backprop_lib.sources.readings import CLASSIFIER, HALF, by_first_weights, last_layer_of_S1, two_layers_of_S1
from backprop_lib.sources.referee import RIGHT, Case, case, judge


def equal(a, b):
    return relative_error(np.asarray(a), np.asarray(b)) < 1e-12


def cost_with(layer, W, b, x, y):
    for l in range(1, len(W)):
        x = layer(W[l], b[l], x)
    return ((x - y) ** 2).sum()


def bias_inside(W, b, a):
    return np.array([sigmoid(sum(W[i, j] * a[j] + b[i] for j in range(len(a)))) for i in range(len(W))])


def bias_outside(W, b, a):
    return sigmoid(W @ a + b)


def test_the_bias_in_the_bracket_hides_where_biases_are_0_and_shows_in_derivatives():  # E30
    here = case([4, 3, 5, 2], N=1)
    W, b, x, y = here.W, here.b, here.X, here.Y
    zero, smaller = [None] + [0 * v for v in b[1:]], [None] + [b[l] / len(W[l].T) for l in (1, 2, 3)]
    assert np.isclose(cost_with(bias_inside, W, zero, x, y), cost_with(bias_outside, W, zero, x, y), rtol=1e-12)
    assert np.isclose(cost_with(bias_inside, W, smaller, x, y), cost_with(bias_outside, W, b, x, y), rtol=1e-12)

    def by_bias(layer, l):
        return complex_step_gradient(lambda v: cost_with(layer, W, [*zero[:l], v, *zero[l + 1 :]], x, y), zero[l])

    for l in (1, 2, 3):
        assert equal(by_bias(bias_inside, l), here.net.sizes[l - 1] * by_bias(bias_outside, l))


def test_the_sum_over_all_outputs_is_the_derivative_by_a_shared_weight():  # E5
    w, x, y, hat = last_layer_of_S1([4, 3, 5, 2])
    e = -(y - hat) * hat * (1 - hat)
    shared = complex_step_gradient(lambda t: (0.5 * (y - sigmoid((w + t[:, None]).T @ x)) ** 2).sum(), np.zeros(len(x)))
    assert equal(e.sum() * x, shared)
    exact = complex_step_gradient(lambda v: (0.5 * (y - sigmoid(v.T @ x)) ** 2).sum(), w)
    kind = [[sum(e[i] * (x[a] if i == b else 0) for i in range(2)) for b in range(2)] for a in range(len(x))]
    assert equal(kind, exact)


def test_a_sum_that_ends_too_early_reads_ten_pixels():  # E37
    W = np.random.default_rng(1).normal(size=(10, 784))
    read = complex_step_gradient(lambda v: sum(W[k, j] * v[j] for k in range(10) for j in range(10)), np.full(784, 0.5))
    assert np.count_nonzero(read) == 10


def test_arrays_full_of_nan_show_what_nobody_filled_in():  # E1
    here = case([2, 5, 3, 4], **HALF)
    for rows, lost in ((3, True), (4, False)):
        by_A = np.full(here.Y.shape, np.nan)
        by_A[:rows] = (here.A[-1] - here.Y)[:rows] / here.N
        by_Z = by_A * sigmoid_prime(here.Z[-1])
        for l in (2, 1):
            by_Z = (here.W[l + 1].T @ by_Z) * sigmoid_prime(here.Z[l])
        assert (np.isnan(by_Z @ here.X.T).all(), np.isnan(by_Z @ here.X.T).any()) == (lost, lost)


def test_a_mirrored_network_passes_its_gradient_check():  # E29
    here = case([3, 3, 3, 3], N=1)
    net, right = here.net, here.A[-1]
    net.W = [None] + [W.T for W in net.W[1:]]
    by_W, exact = net.backward(net.forward(here.X), here.Y).W, parameter_gradients(net, here.X, here.Y)[0]
    assert all(equal(by_W[l], exact[l]) for l in (1, 2, 3))
    assert relative_error(net.forward(here.X).A[-1], right) > 0.01
    a, stored = here.X[:, 0], net.W[1]  # stored[0, 1] leads from neuron 1 to neuron 2, by the definition
    for used, neuron in ((lambda w, i: w[i] @ a, 0), (lambda w, i: w[:, i] @ a, 1)):  # target first, source first
        by_weight = [complex_step_gradient(lambda w, i=i, used=used: used(w, i), stored)[0, 1] for i in range(3)]
        assert np.flatnonzero(by_weight).tolist() == [neuron]


def test_of_the_deltas_without_index_the_diagonal_is_right():  # E18
    here = case([4, 3, 5, 2], N=1, **HALF)
    h, y, slope = here.A[-1][:, 0], here.Y[:, 0], sigmoid_prime(here.Z[-1])[:, 0]
    delta = np.array([-(y - h[p]) * slope[p] for p in range(2)])
    assert delta.shape == (2, 2)
    assert equal(np.diag(delta), here.Delta(3)[:, 0])
    for l, shape in ((2, (5, 2)), (1, (3, 2))):  # the shapes go on fitting
        delta = (here.W[l + 1].T @ delta) * sigmoid_prime(here.Z[l])
        assert delta.shape == shape


def test_the_sensitivities_of_the_outputs_add_up_to_delta():  # E17
    here = case([6, 4, 3, 5, 2], N=1, **HALF)
    h = here.A[-1][:, 0]
    s = [by_first_weights(here, p)[:, 0] / here.X[0, 0] for p in range(2)]
    assert equal(sum(-(here.Y[p, 0] - h[p]) * s[p] for p in range(2)), here.Delta(1)[:, 0])


def test_rule_3_fits_no_output():  # E20
    here = case([6, 4, 3, 5, 2], N=1, **HALF)
    for p in range(2):
        assert judge(lambda p=p: here.Delta(1) @ here.X.T, by_first_weights(here, p)) != RIGHT


def test_the_matrix_as_shown_is_right_for_samples_in_rows():  # E27
    here = case([4, 3, 5, 2])
    A = here.X
    for W, b in zip(here.W[1:], here.b[1:], strict=True):
        A = sigmoid((A.T @ W.T).T + b)
    assert equal(A, here.A[-1])


def test_a_vector_for_a_number_is_right_for_all_weights_together():  # E9
    _, w, x, y, z, hat, exact = two_layers_of_S1([4, 3, 5, 2])
    for a in range(len(y)):
        arrives = sum(-(z[i] - hat[i]) * hat[i] * (1 - hat[i]) * w[a, i] * y[a] * (1 - y[a]) for i in range(len(z)))
        assert equal(arrives * x, exact[:, a])


def test_a_linear_network_hides_whose_slope_it_is():  # E40
    here = case([4, 4, 4], hidden="identity", output="identity")
    assert equal(here.W[2].T @ here.Delta(2), here.Delta(1))


def test_two_slips_fit_each_other_and_the_biases_pass():  # E51, E52
    here = case([4, 4, 4], **CLASSIFIER)
    (W1, W2), (b1, b2), X, Y, N = here.W[1:], here.b[1:], here.X, here.Y, here.N

    def cost(W1, b1, b2):  # W2 is not used
        return -(Y * np.log(softmax(W1 @ relu(W1 @ X + b1) + b2))).sum() / N

    A1 = relu(W1 @ X + b1)
    Delta2 = softmax(W1 @ A1 + b2) - Y
    Delta1 = relu_prime(W1 @ X + b1) * (W1.T @ Delta2)
    assert equal(Delta1.sum(axis=1, keepdims=True) / N, complex_step_gradient(lambda v: cost(W1, v, b2), b1))
    assert equal(Delta2.sum(axis=1, keepdims=True) / N, complex_step_gradient(lambda v: cost(W1, b1, v), b2))
    dW1, dW2, exact = Delta1 @ X.T / N, Delta2 @ A1.T / N, complex_step_gradient(lambda V: cost(V, b1, b2), W1)
    assert dW2.shape == W2.shape
    assert relative_error(dW1, exact) > 0.1
    assert equal(dW1 + dW2, exact)  # one matrix in two places collects both


@pytest.mark.parametrize(("l", "right"), [(3, ["both"]), (2, ["W", "both"])])
def test_which_of_the_two_numbers_must_move(l, right):  # E54
    here = case([4, 4, 4, 4], **CLASSIFIER)
    tries = {"none": (1, 1), "W": (1, l), "Z": (l - 1, 1), "both": (l - 1, l)}
    found = {
        name: judge(lambda z=z, w=w: relu_prime(here.Z[z]) * (here.W[w].T @ here.Delta(l)), here.Delta(l - 1))
        for name, (z, w) in tries.items()
    }
    assert [name for name, verdict in found.items() if verdict == RIGHT] == right


def test_the_entries_of_the_last_bias_gradient_sum_to_0():  # E53
    here = case([7, 5, 5], **CLASSIFIER)
    assert abs(here.Delta(2).sum()) < 1e-12
    assert abs(here.Delta(1).sum()) > 1e-3


def test_what_doubles_is_a_sum():  # E41
    here = case([4, 3, 5, 2])
    delta, a = here.Delta(2), here.A[1]
    once, twice = delta @ a.T, np.hstack([delta, delta]) @ np.hstack([a, a]).T
    assert equal(twice, 2 * once)
    assert equal(twice / (2 * here.N), once / here.N)


def test_there_are_two_consistent_choices_for_the_mean():  # E55
    here = case([7, 5, 4], **CLASSIFIER)
    start, a = here.A[2] - here.Y, here.A[1]
    assert equal(start @ a.T / here.N, here.by_W(2))
    assert equal((start / here.N) @ a.T, here.by_W(2))


def test_the_diagonal_of_softmax_is_right_for_the_right_class_alone():  # E47
    here = case([7, 5, 4], N=1, **CLASSIFIER)
    z, a, y = here.Z[2][:, 0], here.A[2][:, 0], np.array([0.0, 0, 1, 0])
    exact = complex_step_gradient(lambda t: -(y * np.log(softmax(t))).sum(), z)
    g, J = -y / a, softmax_jacobian(z)
    diagonal = g * np.diag(J)
    assert np.flatnonzero(np.isclose(diagonal, exact, rtol=1e-12, atol=0)).tolist() == [2]
    assert np.count_nonzero(diagonal) == 1
    assert equal((g[:, np.newaxis] * J).sum(axis=0), exact)  # the rows of the square matrix, added up
    assert abs(exact.sum()) < 1e-12
    assert np.isclose(diagonal.sum(), a[2] - 1, rtol=1e-12)


def test_rows_times_jacobian_and_a_jacobian_that_is_not_symmetric():  # E43
    here = case([4, 3, 5, 2], N=1)
    g, J = 2 * (here.A[3] - here.Y), np.diag(sigmoid_prime(here.Z[3])[:, 0])
    assert equal((g.T @ J).T, here.Delta(3))
    M, z, y = np.array([[1.0, 2.0], [0.0, 3.0]]), np.array([[0.3], [-0.7]]), np.array([[0.2], [0.9]])
    J, g = M * sigmoid_prime(z).T, 2 * (M @ sigmoid(z) - y)
    exact = complex_step_gradient(lambda t: ((M @ sigmoid(t) - y) ** 2).sum(), z)
    assert equal(J.T @ g, exact)
    assert judge(lambda: J @ g, exact) != RIGHT


def test_targets_that_do_not_sum_to_1_leave_a_factor():  # K16
    here = case([7, 5, 4], N=1, **CLASSIFIER)
    z, y = here.Z[2][:, 0], 2 * here.Y[:, 0]
    exact = complex_step_gradient(lambda t: -(y * np.log(softmax(t))).sum(), z)
    assert equal(y.sum() * softmax(z) - y, exact)


def test_brackets_without_samples_with_six_and_with_as_many_as_neurons():  # E44
    rng = np.random.default_rng(44)
    W = rng.normal(size=(2, 5))
    for N, verdict in ((1, RIGHT), (6, "stops with ValueError"), (2, "is off")):
        m, d = rng.normal(size=(5, N)), rng.normal(size=(2, N))
        assert judge(lambda m=m, d=d: m * W.T @ d, m * (W.T @ d)).startswith(verdict)


def test_the_delta_rule_holds_for_a_half_and_sigmoids():  # E11
    for kind, holds in ((HALF, True), ({}, False), ({**HALF, "output": "tanh"}, False)):
        here = case([4, 3, 5, 2], N=1, **kind)
        o = here.A[3]
        assert equal((o - here.Y) * o * (1 - o) @ here.A[2].T, here.by_W(3)) == holds


@pytest.mark.parametrize("h", [0.1, 1e-6])
def test_relu_has_two_slopes_at_0_and_one_that_is_agreed_upon(h):  # E36
    assert np.isclose((relu(h) - relu(0.0)) / h, 1)
    assert np.isclose((relu(0.0) - relu(-h)) / h, 0)
    assert relu_prime(0.0) == 0


def test_two_slips_that_fit_each_other_add_the_derivatives_by_both_matrices():  # E51 with E52
    here = case([4, 4, 4], **CLASSIFIER)
    (W, _), (b1, b2), X, Y, N = here.W[1:], here.b[1:], here.X, here.Y, here.N
    A1 = relu(W @ X + b1)
    D2 = softmax(W @ A1 + b2) - Y
    D1 = relu_prime(W @ X + b1) * (W.T @ D2)
    exact = complex_step_gradient(lambda V: -(Y * np.log(softmax(V @ relu(V @ X + b1) + b2))).sum() / N, W)
    assert equal(D1 @ X.T / N + D2 @ A1.T / N, exact)
    assert not equal(D1 @ X.T / N, exact)


def test_a_product_that_is_off_by_one_layer_is_right_for_the_last_weight_alone():  # K12
    here = case([1] * 6, N=1)
    L, w, z, a = here.L, here.W, here.Z, here.A

    def chain(j, first):
        links = [sigmoid_prime(z[L - i + first]) * w[L - i + first] for i in range(1, j + 1)]
        return 2 * (a[L] - here.Y) * np.prod(links) * sigmoid_prime(z[L - j]) * a[L - j - 1]

    assert all(equal(chain(j, 1), here.by_W(L - j)) for j in range(L))
    assert [j for j in range(L) if equal(chain(j, 0), here.by_W(L - j))] == [0]


def test_a_bias_gradient_from_the_mean_stays_when_samples_are_written_twice():  # K4
    here = case([4, 3, 5, 2], **HALF)
    twice = Case(here.net, np.hstack([here.X, here.X]), np.hstack([here.Y, here.Y]))
    once, again = ((one.Delta(3) / one.N).sum(axis=1, keepdims=True) for one in (here, twice))
    assert equal(once, here.by_b(3))
    assert equal(again, once)
    assert equal(again / twice.N, once / here.N / 2)  # with another mean in front it halves


@pytest.mark.parametrize("N", [1, 6])
def test_exponentials_over_the_sum_of_all_are_shares_of_one_image_alone(N):  # E61
    here = case([7, 5, 4], N=N, **CLASSIFIER)
    powers = np.exp(here.Z[2])
    typed = powers / powers.sum()
    assert np.isclose(typed.sum(), 1, rtol=1e-12)
    assert np.allclose(typed.sum(axis=0), 1) == (N == 1)
    assert np.allclose((typed - here.Y).sum(axis=0), 0) == (N == 1)
