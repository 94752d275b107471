"""Printed lines, run as they are printed and as they are meant: one function for each, named in `errata.tsv`.

Each takes the widths of a network and returns a `Reading`. Of a slip the printed line fails and the other holds; of a
line that only looks wrong the printed one holds, and what a hasty reader would put in its place fails.

The two lines are run in the text's own setting: with its cost, its samples and its activation functions.
"""

# ruff: noqa: D103  (what a function is about says its erratum)

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from backprop_lib.activations import relu_prime, sigmoid, sigmoid_prime, softmax, softmax_jacobian
from backprop_lib.data import one_hot
from backprop_lib.gradcheck import complex_step_gradient
from backprop_lib.sources.referee import case, judge

DIFFERENT, EQUAL = [4, 3, 5, 2], [3, 3, 3, 3]
CLASSIFIER = {"hidden": "relu", "output": "softmax", "cost": "cross_entropy"}
HALF = {"cost": "half_squared_error"}


class Reading(NamedTuple):
    """A line as printed, another in its place, and what is true; the two lines take nothing and return numbers."""

    printed: Callable
    other: Callable
    exact: object


class Entry(NamedTuple):
    """A reading, the networks in which the two lines differ, and those in which nobody would notice."""

    read: Callable
    shows: tuple
    hides: tuple

    def verdicts(self, sizes):
        """Return in words what becomes of the printed line and of the other in a network."""
        printed, other, exact = self.read(sizes)
        return judge(printed, exact), judge(other, exact)


READINGS = {}


def reading(*shows, hides=()):
    """Enter a function into READINGS, with the widths of the networks on which it is run."""

    def enter(function):
        READINGS[function.__name__] = Entry(function, shows, tuple(hides))
        return function

    return enter


# Sums, ranges and indices


@reading(DIFFERENT, [2, 5, 3, 4], hides=[EQUAL])
def range_of_the_start(sizes):
    here = case(sizes, **HALF)

    def first_gradient(rows):
        by_A = np.zeros(here.Y.shape)
        for i in range(rows):
            by_A[i] = (here.A[-1][i] - here.Y[i]) / here.N
        by_Z = by_A * sigmoid_prime(here.Z[-1])
        for l in range(here.L - 1, 0, -1):
            by_Z = (here.W[l + 1].T @ by_Z) * sigmoid_prime(here.Z[l])
        return by_Z @ here.X.T

    return Reading(lambda: first_gradient(sizes[-2]), lambda: first_gradient(sizes[-1]), here.by_W(1))


def last_layer_of_S1(sizes):
    """Return weights, source first, input, target and output of a last layer of sigmoids without biases."""
    here = case(sizes, N=1)
    w, x, y = here.W[-1].T, here.A[-2][:, 0], here.Y[:, 0]
    return w, x, y, sigmoid(w.T @ x)


@reading(DIFFERENT, EQUAL, hides=[[4, 3, 5, 1]])
def sum_over_all_outputs(sizes):
    w, x, y, hat = last_layer_of_S1(sizes)
    e = -(y - hat) * hat * (1 - hat)
    exact = complex_step_gradient(lambda v: (0.5 * (y - sigmoid(v.T @ x)) ** 2).sum(), w)
    return Reading(
        lambda: [[sum(e[i] * x[a] for i in range(len(y))) for b in range(len(y))] for a in range(len(x))],
        lambda: [[e[b] * x[a] for b in range(len(y))] for a in range(len(x))],
        exact,
    )


def two_layers_of_S1(sizes):
    """Return v, w (source first), x, y, targets and outputs of two layers without biases, and the exact dL/dv."""
    here = case(sizes, N=1)
    v, w, x, z = here.W[-2].T, here.W[-1].T, here.A[-3][:, 0], here.Y[:, 0]
    y = sigmoid(v.T @ x)
    exact = complex_step_gradient(lambda u: (0.5 * (z - sigmoid(w.T @ sigmoid(u.T @ x))) ** 2).sum(), v)
    return v, w, x, y, z, sigmoid(w.T @ y), exact


@reading(DIFFERENT, EQUAL)
def vector_for_a_number(sizes):
    _, w, x, y, z, hat, exact = two_layers_of_S1(sizes)
    a, b = 1, 0  # the weight from the first input into the second hidden neuron
    arrives = sum(-(z[i] - hat[i]) * hat[i] * (1 - hat[i]) * w[a, i] * y[a] * (1 - y[a]) for i in range(len(z)))
    return Reading(lambda: arrives * x, lambda: arrives * x[b], exact[b, a])


@reading(DIFFERENT, EQUAL)
def sum_that_stays(sizes):
    _, w, x, y, z, hat, exact = two_layers_of_S1(sizes)
    front = -(z - hat) * hat * (1 - hat)

    def collected(outputs):
        return np.outer(x, [sum(front[i] * w[a, i] for i in outputs(a)) * y[a] * (1 - y[a]) for a in range(len(y))])

    return Reading(lambda: collected(lambda a: range(len(z))), lambda: collected(lambda a: [a]), exact)


@reading(DIFFERENT, EQUAL)
def terms_that_stay_constant(sizes):
    here = case(sizes, N=1)
    v, w, x = here.W[2], here.W[3][0], here.A[1][:, 0]  # at least three hidden units feed the output
    terms = w * sigmoid(v @ x)
    slipped = w[1] * sigmoid(v[0] @ x)
    return Reading(
        lambda: terms[1] + slipped + terms[2:].sum(), lambda: terms[1] + terms[0] + terms[2:].sum(), terms.sum()
    )


@reading(DIFFERENT, EQUAL)
def letter_with_two_jobs(sizes):
    here = case(sizes, N=1)

    def a_1(V):
        return sigmoid(V @ here.X + here.b[1])[:, 0]

    n, k, j = sizes[1], -1, 0
    by_W = [complex_step_gradient(lambda V, i=i: a_1(V)[i], here.W[1]) for i in range(n)]  # by_W[i'][i, j]
    exact = complex_step_gradient(lambda V: (here.W[2] @ a_1(V))[k], here.W[1])[:, j]
    return Reading(
        lambda: [sum(here.W[2][k, i] * by_W[i][i, j] for i in range(n)) for i in range(n)],
        lambda: [sum(here.W[2][k, other] * by_W[other][i, j] for other in range(n)) for i in range(n)],
        exact,
    )


@reading(DIFFERENT, EQUAL)
def sum_that_collapses(sizes):
    w, x, y, hat = last_layer_of_S1(sizes)
    e = -(y - hat) * hat * (1 - hat)
    exact = complex_step_gradient(lambda v: (0.5 * (y - sigmoid(v.T @ x)) ** 2).sum(), w)
    by_w = [complex_step_gradient(lambda v, i=i: (v.T @ x)[i], w) for i in range(len(y))]  # 0 but for weights into i

    def summed():
        return sum(e[i] * by_w[i] for i in range(len(y)))

    return Reading(summed, lambda: 2 * summed(), exact)


@reading([1, 1, 1, 1], [1, 1, 1, 1, 1, 1])
def product_from_the_end(sizes):
    here = case(sizes, N=1)
    L, w, z, a = here.L, here.W, here.Z, here.A

    def chain(first):  # the product begins at layer L - i + first, for i = 1
        found = []
        for j in range(L):
            links = [sigmoid_prime(z[L - i + first]) * w[L - i + first] for i in range(1, j + 1)]
            found.append(2 * (a[L] - here.Y) * np.prod(links) * sigmoid_prime(z[L - j]) * a[L - j - 1])
        return found

    return Reading(lambda: chain(1), lambda: chain(0), [here.by_W(L - j) for j in range(L)])


@reading(DIFFERENT, EQUAL)
def column_of_the_matrix(sizes):
    here = case(sizes, N=1)
    W, d, slope = here.W[3], here.Delta(3)[:, 0], sigmoid_prime(here.Z[2])[:, 0]

    def step(weight):
        return [sum(d[k] * weight(k, i) for k in range(sizes[3])) * slope[i] for i in range(sizes[2])]

    return Reading(lambda: step(lambda k, i: W[k, i]), lambda: step(lambda k, i: W[i, k]), here.Delta(2)[:, 0])


@reading(DIFFERENT, [5, 4, 3, 2], hides=[EQUAL])
def upper_limit(sizes):
    here = case(sizes, N=1)

    def output(limits):
        a = here.X
        for W, b, limit in zip(here.W[1:], here.b[1:], limits, strict=True):
            a = sigmoid(np.array([sum(W[k, j] * a[j] for j in range(limit)) + b[k] for k in range(len(W))]))
        return a

    return Reading(lambda: output(sizes[1:]), lambda: output(sizes[:-1]), here.A[-1])


@reading(DIFFERENT, [5, 4, 3, 2], hides=[EQUAL])
def range_of_the_inputs(sizes):
    w, x, _, hat = last_layer_of_S1(sizes)

    def outputs(n):
        return [sigmoid(sum(w[i, j] * x[i] for i in range(n))) for j in range(len(hat))]

    return Reading(lambda: outputs(len(hat)), lambda: outputs(len(x)), hat)


@reading(DIFFERENT, EQUAL, hides=[[1, 1, 1, 1]])
def bias_in_the_bracket(sizes):
    here = case(sizes, N=1)

    def inside(W, b, a):
        return np.array([sigmoid(sum(W[i, j] * a[j] + b[i] for j in range(len(a)))) for i in range(len(W))])

    def outside(W, b, a):
        return np.array([sigmoid(sum(W[i, j] * a[j] for j in range(len(a))) + b[i]) for i in range(len(W))])

    def consistent(layer):  # the text's derivative by a bias of the last layer, over that of its own forward pass
        a, (W, b) = here.X, (here.W[-1], here.b[-1])
        for V, v in zip(here.W[1:-1], here.b[1:-1], strict=True):
            a = layer(V, v, a)
        out = layer(W, b, a)
        exact = complex_step_gradient(lambda v: ((layer(W, v, a) - here.Y) ** 2).sum(), b)
        return 2 * (out - here.Y) * out * (1 - out) / exact

    return Reading(lambda: consistent(inside), lambda: consistent(outside), np.ones((sizes[-1], 1)))


@reading(DIFFERENT, EQUAL)
def bias_left_out(sizes):
    here = case(sizes)
    return Reading(lambda: here.W[2] @ here.A[1], lambda: here.W[2] @ here.A[1] + here.b[2], here.Z[2])


@reading(DIFFERENT, EQUAL)
def sign_left_out(sizes):
    w, x = case(sizes, N=1).W[1][0], case(sizes, N=1).X[:, 0]
    terms = w * x
    return Reading(lambda: terms[:-2].sum() + terms[-2] * terms[-1], lambda: sum(terms), w @ x)


# Which end first, and whose number


@reading(DIFFERENT, EQUAL, hides=[[1, 1, 1, 1]])
def definition_and_use(sizes):
    here = case(sizes, N=1)

    def output(weight):
        a = here.X
        for W, b in zip(here.W[1:], here.b[1:], strict=True):
            stored = W.T  # as defined: from the first index to the second
            a = sigmoid(
                np.array([sum(weight(stored, i, j) * a[j] for j in range(len(a))) + b[i] for i in range(len(b))])
            )
        return a

    return Reading(lambda: output(lambda w, i, j: w[i, j]), lambda: output(lambda w, i, j: w[j, i]), here.A[-1])


@reading(DIFFERENT, EQUAL, hides=[[1, 1, 1, 1]])
def matrix_on_its_side(sizes):
    here = case(sizes)

    def output(product):
        A = here.X
        for W, b in zip(here.W[1:], here.b[1:], strict=True):
            A = sigmoid(product(W.T, A) + b)  # W.T is what is displayed: a row for each source
        return A

    return Reading(lambda: output(lambda M, A: M @ A), lambda: output(lambda M, A: M.T @ A), here.A[-1])


@reading(DIFFERENT, EQUAL)
def letter_of_the_next_layer(sizes):
    here = case(sizes, **HALF)
    W, b, D = here.W[-1], here.b[-1], (here.A[-1] - here.Y) / here.N * sigmoid_prime(here.Z[-1])
    exact = complex_step_gradient(lambda A: ((sigmoid(W @ A + b) - here.Y) ** 2).sum() / (2 * here.N), here.A[-2])

    def summed(weight):  # i counts layer L - 1, j layer L, c the samples
        return [[sum(D[j, c] * weight(i, j) for j in range(len(D))) for c in range(here.N)] for i in range(len(exact))]

    return Reading(lambda: summed(lambda i, j: W[j, i]), lambda: summed(lambda i, j: W[i, j]), exact)


@reading(DIFFERENT, EQUAL)
def backwards_without_a_transpose(sizes):
    _, w, x, y, z, hat, exact = two_layers_of_S1(sizes)
    delta = (hat - z) * hat * (1 - hat)
    return Reading(
        lambda: np.outer(x, (w @ delta) * y * (1 - y)), lambda: np.outer(x, (w.T @ delta) * y * (1 - y)), exact
    )


@reading(DIFFERENT, EQUAL)
def weight_named_by_the_layer_it_leaves(sizes):
    here = case(sizes, N=1, **HALF)
    a, z, last = [None, *here.A], [None, *here.Z], len(sizes)  # layers 1 to n_l; W[l] leaves layer l

    def gradient(shift):
        delta = [None] * last + [-(here.Y - a[last]) * sigmoid_prime(z[last])]
        for l in range(last - 1, 1, -1):
            delta[l] = (here.W[l].T @ delta[l + 1]) * sigmoid_prime(z[l])
        return delta[2 + shift] @ a[2].T

    return Reading(lambda: gradient(1), lambda: gradient(0), here.by_W(2))


@reading(DIFFERENT, hides=[EQUAL])
def layers_of_two_letters(sizes):
    here = case(sizes, N=1)
    W, d = here.W[2], here.Delta(2)[:, 0]

    def bracket(of_k, of_q):
        return [sum(W[q, k] * d[q] for q in range(of_q)) for k in range(of_k)]

    exact = complex_step_gradient(lambda a: here.cost_from(2, here.W[2] @ a[:, None] + here.b[2]), here.A[1][:, 0])
    return Reading(lambda: bracket(sizes[2], sizes[1]), lambda: bracket(sizes[1], sizes[2]), exact)


# One output, all outputs, and the target

FIVE = [6, 4, 3, 5, 2]


def by_first_weights(here, p):
    """Return the derivative of output p, of one sample, by the weights of layer 1."""

    def output(V):
        a = sigmoid(V @ here.X + here.b[1])
        for W, b in zip(here.W[2:], here.b[2:], strict=True):
            a = sigmoid(W @ a + b)
        return a[p, 0]

    return complex_step_gradient(output, here.W[1])


@reading(FIVE, [3, 3, 3, 3, 3])
def delta_in_the_chain(sizes):
    here, p = case(sizes, N=1), 0
    slope = [None] + [sigmoid_prime(z)[:, 0] for z in here.Z[1:]]

    def chain(delta_p):  # layers 0 to 4 are those of j, i, k, q, p
        by_q = slope[3] * here.W[4][p] * delta_p
        by_k = slope[2] * (here.W[3].T @ by_q)
        return np.outer(slope[1] * (here.W[2].T @ by_k), here.X)

    error = here.A[4][p, 0] - here.Y[p, 0]
    return Reading(lambda: chain(error * slope[4][p]), lambda: chain(slope[4][p]), by_first_weights(here, p))


@reading(FIVE, [3, 3, 3, 3, 3], [6, 4, 3, 5, 1])
def output_for_the_cost(sizes):
    here = case(sizes, N=1, **HALF)
    to_the_cost, to_the_output = here.by_W(1), by_first_weights(here, 0)
    product = here.Delta(1) @ here.X.T
    # The right side is the same; what the two lines say is which derivative it is. So each left side is tried.
    return Reading(lambda: to_the_output, lambda: to_the_cost, product)


@reading(DIFFERENT, EQUAL, hides=[[4, 3, 5, 1]])
def target_without_its_index(sizes):
    here = case(sizes, N=1, **HALF)
    h, y, slope = here.A[-1][:, 0], here.Y[:, 0], sigmoid_prime(here.Z[-1])[:, 0]

    def rules_2_and_3(delta):
        delta = np.array(delta).reshape(len(h), -1)  # row p is delta_p
        for l in range(here.L - 1, 0, -1):
            delta = (here.W[l + 1].T @ delta) * sigmoid_prime(here.Z[l])
        return delta @ here.X.T

    return Reading(
        lambda: rules_2_and_3([-(y - h[p]) * slope[p] for p in range(len(h))]),
        lambda: rules_2_and_3([-(y[p] - h[p]) * slope[p] for p in range(len(h))]),
        here.by_W(1),
    )


@reading(FIVE, [3, 3, 3, 3, 3])
def sum_without_its_bracket(sizes):
    here = case(sizes, N=1, **HALF)
    i, k, q, p = (sigmoid_prime(z)[:, 0] for z in here.Z[1:])  # the slopes of these layers
    error, (W_ki, W_qk, W_pq) = (here.A[4] - here.Y)[:, 0], here.W[2:]
    by_q = q * (W_pq.T @ (p * error))
    return Reading(
        lambda: np.outer(i * (W_ki.T @ (k * (W_qk.T @ by_q))), here.X),
        lambda: np.outer(i * (W_ki.T @ k) * (W_qk.T @ by_q).sum(), here.X),  # as if the sum ended with its line
        here.by_W(1),
    )


@reading(DIFFERENT, EQUAL)
def delta_rule_and_the_half(sizes):
    here = case(sizes, N=1)  # whose cost has no half
    o = here.A[-1]
    rule = (o - here.Y) * o * (1 - o) @ here.A[-2].T
    return Reading(lambda: rule, lambda: 2 * rule, here.by_W(here.L))


# Slopes, matrices and layers


@reading(DIFFERENT, EQUAL, [784, 10, 10])
def slope_in_the_example(sizes):
    here = case(sizes)
    Z, A, W, L = here.Z, here.A, here.W, here.L

    def step(outer):
        return sigmoid_prime(Z[outer]) * (2 * W[L].T @ ((A[L] - here.Y) * sigmoid_prime(Z[L])))

    return Reading(lambda: step(L), lambda: step(L - 1), here.Delta(L - 1))


@reading(DIFFERENT, EQUAL, [784, 10, 10], [4, 5, 1])
def slope_in_the_recursion(sizes):
    here = case(sizes)

    def walk_down(back):
        delta = here.Delta(here.L)
        for l in range(here.L, 1, -1):
            delta = sigmoid_prime(here.Z[l - back]) * (here.W[l].T @ delta)
        return delta

    return Reading(lambda: walk_down(0), lambda: walk_down(1), here.Delta(1))


@reading([7, 5, 4], [4, 4, 4], [784, 10, 10])
def matrix_one_too_early(sizes):
    here = case(sizes, **CLASSIFIER)
    delta = here.Delta(2)

    def by_sample(k):
        return np.hstack([relu_prime(here.Z[1][:, [s]]) * (here.W[k].T @ delta[:, [s]]) for s in range(here.N)])

    return Reading(lambda: by_sample(1), lambda: by_sample(2), here.Delta(1))


@reading([7, 5, 4], [4, 4, 4], [784, 10, 10], [1, 5, 5])
def matrix_one_too_early_in_the_batch(sizes):
    here = case(sizes, **CLASSIFIER)
    slope, delta = relu_prime(here.Z[1]), here.Delta(2)
    return Reading(lambda: slope * (here.W[1].T @ delta), lambda: slope * (here.W[2].T @ delta), here.Delta(1))


@reading([7, 5, 4], [4, 4, 4], [784, 10, 10])
def forward_with_the_first_matrix(sizes):
    here = case(sizes, **CLASSIFIER)
    W, b, A = here.W, here.b, here.A
    entries = [[(W[2][i] * A[1][:, s]).sum() + b[2][i, 0] for s in range(here.N)] for i in range(sizes[2])]
    return Reading(lambda: W[1] @ A[1] + b[2], lambda: W[2] @ A[1] + b[2], entries)


@reading([7, 5, 4, 3], [4, 4, 4, 4], [784, 10, 10, 10])
def numbers_that_stand_still(sizes):
    here, l = case(sizes, **CLASSIFIER), 3
    delta = here.Delta(l)
    return Reading(
        lambda: relu_prime(here.Z[1]) * (here.W[1].T @ delta),
        lambda: relu_prime(here.Z[l - 1]) * (here.W[l].T @ delta),
        here.Delta(l - 1),
    )


@reading([7, 5, 4], [4, 4, 4], [784, 10, 10], [784, 16, 10])
def bias_gradient_of_the_other_layer(sizes):
    here = case(sizes, **CLASSIFIER)
    one, two = here.Delta(1), here.Delta(2)
    return Reading(
        lambda: one.sum(axis=1, keepdims=True) / here.N, lambda: two.sum(axis=1, keepdims=True) / here.N, here.by_b(2)
    )


@reading(DIFFERENT, EQUAL)
def matrix_of_the_neighbour(sizes):
    here = case(sizes, N=1)
    slope, delta = sigmoid_prime(here.Z[2]), here.Delta(3)
    return Reading(lambda: slope * (here.W[2].T @ delta), lambda: slope * (here.W[3].T @ delta), here.Delta(2))


@reading(DIFFERENT, EQUAL)
def number_or_power(sizes):
    here = case(sizes, N=1)
    a, b = here.A[1], here.b[2]
    return Reading(lambda: here.W[1] @ here.W[1] @ a + b, lambda: here.W[2] @ a + b, here.Z[2])


@reading(DIFFERENT, [6, 6, 6, 6])
def brackets_left_to_the_reader(sizes):
    here = case(sizes)
    slope, W, delta = sigmoid_prime(here.Z[2]), here.W[3], here.Delta(3)
    return Reading(lambda: slope * W.T @ delta, lambda: slope * (W.T @ delta), here.Delta(2))


# Samples


@reading(DIFFERENT, EQUAL, [784, 10, 10])
def sum_for_a_mean(sizes):
    here = case(sizes)
    delta, a = here.Delta(2), here.A[1]

    def summed():
        return sum(delta[:, [s]] @ a[:, [s]].T for s in range(here.N))

    return Reading(summed, lambda: summed() / here.N, here.by_W(2))


@reading([7, 5, 4], [4, 4, 4], [784, 10, 10])
def name_and_value(sizes):
    here = case(sizes, **CLASSIFIER)
    by_Z = complex_step_gradient(lambda V: here.cost_from(2, V), here.Z[2])  # as named: of the mean
    return Reading(lambda: by_Z @ here.A[1].T / here.N, lambda: here.N * by_Z @ here.A[1].T / here.N, here.by_W(2))


@reading(DIFFERENT, EQUAL)
def cost_of_one_and_gradient_of_the_other(sizes):
    here = case(sizes)
    by_sum = here.Delta(2) @ here.A[1].T
    return Reading(lambda: by_sum, lambda: by_sum / here.N, here.by_W(2))


@reading([7, 5, 4], [4, 4, 4])
def delta_without_the_mean(sizes):
    here = case(sizes, **CLASSIFIER)
    delta = here.A[2] - here.Y
    return Reading(lambda: delta @ here.A[1].T / here.N, lambda: delta / here.N @ here.A[1].T / here.N, here.by_W(2))


@reading(DIFFERENT, EQUAL)
def sum_of_a_sum(sizes):
    here = case(sizes)
    delta = 2 * (here.A[-1] - here.Y) * sigmoid_prime(here.Z[-1])
    summed = sum(np.outer(delta[:, s], here.A[-2][:, s]) for s in range(here.N))
    exact = complex_step_gradient(lambda V: ((sigmoid(V @ here.A[-2] + here.b[-1]) - here.Y) ** 2).sum(), here.W[-1])
    return Reading(lambda: summed, lambda: summed / here.N, exact)


@reading(DIFFERENT, EQUAL)
def sum_over_the_samples(sizes):
    here = case(sizes, **HALF)
    by_Z = (here.A[-1] - here.Y) / here.N * sigmoid_prime(here.Z[-1])  # the mean is in the start
    return Reading(
        lambda: by_Z.sum(axis=1, keepdims=True), lambda: by_Z.sum(axis=1, keepdims=True) / here.N, here.by_b(here.L)
    )


@reading(DIFFERENT, EQUAL)
def bias_for_each_sample(sizes):
    here = case(sizes)
    columns = here.Delta(1) / here.N  # the derivative by a bias for each sample
    return Reading(lambda: columns, lambda: columns.sum(axis=1, keepdims=True), here.by_b(1))


# Softmax, and products that are none


@reading(DIFFERENT, EQUAL, hides=[[4, 5, 1]])
def product_of_columns(sizes):
    here = case(sizes, N=1)
    by_a, slope = 2 * (here.A[-1] - here.Y), sigmoid_prime(here.Z[-1])
    return Reading(lambda: by_a @ slope, lambda: by_a * slope, here.Delta(here.L))


@reading([7, 5, 4], [4, 4, 4], [784, 10, 10])
def softmax_entry_by_entry(sizes):
    here = case(sizes, N=1, **CLASSIFIER)
    by_a, J = -here.Y / here.A[2], softmax_jacobian(here.Z[2][:, 0])
    return Reading(lambda: by_a * J, lambda: J.T @ by_a, here.Delta(2))


@reading([7, 5, 4], [4, 4, 4])
def softmax_of_a_number(sizes):
    z = case(sizes, N=1, **CLASSIFIER).Z[2][:, 0]

    def jacobian(s):
        return np.where(np.eye(len(s)) == 1, s * (1 - s), -np.outer(s, s))

    exact = [complex_step_gradient(lambda t, i=i: softmax(t)[i], z) for i in range(len(z))]
    return Reading(lambda: jacobian(np.array([softmax(v[None])[0] for v in z])), lambda: jacobian(softmax(z)), exact)


@reading([7, 5, 4], [4, 4, 4], [784, 10, 10])
def softmax_of_a_batch(sizes):
    here = case(sizes, **CLASSIFIER)
    e = np.exp(here.Z[2])
    return Reading(lambda: e / e.sum(), lambda: e / e.sum(axis=0), np.transpose([softmax(z) for z in here.Z[2].T]))


@reading([7, 5, 10], [784, 10, 10])
def neuron_of_a_digit(sizes):
    here = case(sizes, N=1, **CLASSIFIER)
    a = here.A[2][:, 0]
    share = np.exp(here.Z[2][:, 0]) @ one_hot([3])[:, 0] / np.exp(here.Z[2]).sum()  # of the neuron with target 1
    return Reading(lambda: a[4 - 1], lambda: a[4], share)


def by_logits(z, y, log=np.log):
    """Return the derivative of the cross-entropy after softmax by its logits."""
    return complex_step_gradient(lambda t: -(y * log(softmax(t))).sum(), z)


@reading([7, 5, 4], [4, 4, 4])
def base_of_the_logarithm(sizes):
    here = case(sizes, N=1, **CLASSIFIER)
    z, y = here.Z[2][:, 0], here.Y[:, 0]
    return Reading(lambda: by_logits(z, y, np.log10), lambda: by_logits(z, y), softmax(z) - y)


@reading([7, 5, 4], [4, 4, 4])
def targets_with_the_sum_1(sizes):
    here = case(sizes, N=1, **CLASSIFIER)
    z, soft = here.Z[2][:, 0], here.Y[:, 0]
    rounded = (soft == soft.max()).astype(float)
    return Reading(lambda: softmax(z) - soft, lambda: softmax(z) - rounded, by_logits(z, soft))
