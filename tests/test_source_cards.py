"""The algorithms of the five texts, each in its own letters, layer numbers, cost and order of indices.

Two referees watch each of them: the complex step differentiates the text's own cost, and `Network.backward` looks at
the result after it was translated into our notation. Names of items stand beside the lines.
"""

import math

import numpy as np
import pytest

from backprop_lib import Network, as_columns, load_mnist, one_hot, parameter_gradients, relative_error
from backprop_lib.activations import relu, relu_prime, sigmoid, sigmoid_prime, softmax
from backprop_lib.gradcheck import complex_step_gradient
from backprop_lib.sources.referee import case
from backprop_lib.widgets.rosetta_notation import TEXTS

WIDTHS = pytest.mark.parametrize("sizes", [[4, 3, 5, 2], [3, 3, 3, 3]], ids=str)


def equal(a, b):
    return relative_error(np.asarray(a), np.asarray(b)) < 1e-12


def by_complex_step(cost, arrays, l):
    """Return the derivative of cost(arrays) by arrays[l]."""
    return complex_step_gradient(lambda value: cost([*arrays[:l], value, *arrays[l + 1 :]]), arrays[l])


def flat(columns):
    """Return biases as vectors, for texts with one sample."""
    return [None] + [column[:, 0] for column in columns[1:]]


def gradients(here):
    return here.net.backward(here.net.forward(here.X), here.Y)


# S0: the whole batch, with every index


def forward_S0(W, b, g, A0):
    A, Z = [A0], [None]
    for l in range(1, len(W)):
        Z.append(W[l] @ A[l - 1] + b[l])
        A.append(g[l](Z[l]))
    return A, Z


def E_S0(W, b, g, A0, Y):
    A_L, m = forward_S0(W, b, g, A0)[0][-1], Y.shape[1]
    return sum((A_L[i, c] - Y[i, c]) ** 2 for c in range(m) for i in range(len(Y))) / (2 * m)  # S0.6


def backward_S0(W, g_prime, A, Z, Y):
    L, m = len(W) - 1, Y.shape[1]
    dA, dZ, dW = ([None] + [np.zeros(v.shape) for v in arrays[1:]] for arrays in (A, Z, W))
    db = [None] * len(W)
    for l in range(L, 0, -1):
        for i, c in np.ndindex(Z[l].shape):
            if l == L:
                dA[L][i, c] = (A[L][i, c] - Y[i, c]) / m  # S0.16
            else:
                dA[l][i, c] = sum(dZ[l + 1][j, c] * W[l + 1][j, i] for j in range(len(Z[l + 1])))  # S0.15
            dZ[l][i, c] = dA[l][i, c] * g_prime[l](Z[l][i, c])  # S0.13
        for i, j in np.ndindex(W[l].shape):
            dW[l][i, j] = sum(dZ[l][i, c] * A[l - 1][j, c] for c in range(m))  # S0.10
        db[l] = np.array([[sum(dZ[l][i, c] for c in range(m))] for i in range(len(Z[l]))])  # S0.12
    return dW, db, dZ


@WIDTHS
def test_S0(sizes):
    here = case(sizes, hidden="tanh")
    W, b, g, ours = here.W, here.b, here.net.mu, gradients(here)
    dW, db, dZ = backward_S0(W, here.net.mu_prime, *forward_S0(W, b, g, here.X), here.Y)
    for l in range(1, here.L + 1):
        assert equal(dW[l], by_complex_step(lambda V: E_S0(V, b, g, here.X, here.Y), W, l))
        assert equal(db[l], by_complex_step(lambda v: E_S0(W, v, g, here.X, here.Y), b, l))
        assert equal(TEXTS["S0"].factor()[1] * dW[l], ours.W[l])
        assert equal(TEXTS["S0"].factor()[1] * db[l], ours.b[l])
        assert equal(2 * here.N * dZ[l], ours.Delta[l])


# S1: two layers of letters, and the delta rule


def forward_S1(v, w, x):
    y = np.array([sigmoid(v[:, a] @ x) for a in range(v.shape[1])])  # v_a: what goes into y_a
    return y, np.array([sigmoid(w[:, i] @ y) for i in range(w.shape[1])])


def L_S1(v, w, x, z):
    z_hat = forward_S1(v, w, x)[1]
    return sum((z[i] - z_hat[i]) ** 2 / 2 for i in range(len(z)))  # S1.13


def last_S1(v, w, x, z):
    y, zh = forward_S1(v, w, x)
    return np.array([[-(z[i] - zh[i]) * zh[i] * (1 - zh[i]) * y[a] for i in range(len(z))] for a in range(len(y))])


def hidden_S1(v, w, x, z):
    y, zh = forward_S1(v, w, x)
    by_v = np.zeros(v.shape)
    for b, a in np.ndindex(v.shape):  # S1.41, with the component of x
        terms = [-(z[i] - zh[i]) * zh[i] * (1 - zh[i]) * w[a, i] * y[a] * (1 - y[a]) * x[b] for i in range(len(z))]
        by_v[b, a] = sum(terms)
    return by_v


@pytest.mark.parametrize("sizes", [[4, 5, 2], [3, 3, 3]], ids=str)
def test_S1(sizes):
    here = case(sizes)
    here.net.b = [None] + [np.zeros((n, 1)) for n in sizes[1:]]  # S1 has no biases
    v, w, ours = here.W[1].T, here.W[2].T, gradients(here)
    parts = []
    for x, z in zip(here.X.T, here.Y.T, strict=True):
        parts.append((hidden_S1(v, w, x, z), last_S1(v, w, x, z)))
        for k in (0, 1):
            assert equal(parts[-1][k], by_complex_step(lambda both, x=x, z=z: L_S1(*both, x, z), [v, w], k))
    for k in (0, 1):
        assert equal(TEXTS["S1"].factor()[1] * sum(part[k] for part in parts).T / here.N, ours.W[k + 1])


def test_the_delta_rule_of_S1():
    here = case([4, 5, 2], N=1)
    v, w, x, t = here.W[1].T, here.W[2].T, here.X[:, 0], here.Y[:, 0]
    o = np.concatenate([x, *forward_S1(v, w, x)])  # units 0 to 3 are x, 4 to 8 are y, 9 and 10 are z
    target = {9: t[0], 10: t[1]}
    edge = {(b, 4 + a): v[b, a] for b, a in np.ndindex(v.shape)}
    edge |= {(4 + a, 9 + i): w[a, i] for a, i in np.ndindex(w.shape)}

    def delta(j):
        if j in target:
            return (o[j] - target[j]) * o[j] * (1 - o[j])  # S1.44
        return sum(edge[j, k] * delta(k) for i, k in edge if i == j) * o[j] * (1 - o[j])  # S1.45

    by_edge = {(i, j): delta(j) * o[i] for i, j in edge}  # S1.43
    assert equal([[by_edge[b, 4 + a] for a in range(5)] for b in range(4)], hidden_S1(v, w, x, t))
    assert equal([[by_edge[4 + a, 9 + i] for i in range(2)] for a in range(5)], last_S1(v, w, x, t))
    plain_product = o[4:9] * (1 - o[4:9]) * (w @ [delta(9), delta(10)])  # backward: no transpose
    assert equal([delta(j) for j in range(4, 9)], plain_product)


# S2: one weight, four ways


def forward_S2(W, b, x):
    a, s = [None, x], [None, None]  # layer 1 is the input
    for l in range(1, len(W)):
        z = W[l] @ a[l] + b[l]  # W^(l) leaves layer l ...
        a.append(sigmoid(z))  # ... and this is a^(l+1)
        s.append(sigmoid_prime(z))
    return a, s


def J_S2(W, b, x, y):
    h = forward_S2(W, b, x)[0][-1]
    return sum((y[p] - h[p]) ** 2 for p in range(len(y))) / 2


def nested(W, s, a, e, i, j):  # S2.14 within S2.6
    n, (P, Q, K) = len(a) - 1, last_layers(a)

    def at_q(q):
        terms = (W[n - 2][q, k] * (s[n - 2][k] * W[n - 3][k, i] * s[n - 3][i] * a[n - 4][j]) for k in K)
        return s[n - 1][q] * sum(terms)

    return -sum(e[p] * (s[n][p] * sum(W[n - 1][p, q] * at_q(q) for q in Q)) for p in P)


def by_paths(W, s, a, e, i, j):  # S2.15 within S2.6
    n, (P, Q, K) = len(a) - 1, last_layers(a)

    def path(p, q, k):
        upper = s[n][p] * W[n - 1][p, q] * s[n - 1][q] * W[n - 2][q, k]
        return upper * s[n - 2][k] * W[n - 3][k, i] * s[n - 3][i] * a[n - 4][j]

    return -sum(e[p] * sum(path(p, q, k) for q in Q for k in K) for p in P)


def renested(W, s, a, e, i, j):  # S2.23
    n, (P, Q, K) = len(a) - 1, last_layers(a)

    def at_q(q):
        return s[n - 1][q] * sum(W[n - 1][p, q] * (-s[n][p] * e[p]) for p in P)

    def at_k(k):
        return s[n - 2][k] * sum(W[n - 2][q, k] * at_q(q) for q in Q)

    return s[n - 3][i] * sum(W[n - 3][k, i] * at_k(k) for k in K) * a[n - 4][j]


def last_layers(a):
    return [range(len(a[l])) for l in range(len(a) - 1, len(a) - 4, -1)]


def deltas_S2(W, s, e):
    last, delta = len(s) - 1, [None] * len(s)
    delta[last] = [-e[p] * s[last][p] for p in range(len(e))]  # S2.26, with the target's index
    for l in range(last - 1, 1, -1):
        feeds = [sum(W[l][q, k] * delta[l + 1][q] for q in range(len(s[l + 1]))) for k in range(len(s[l]))]
        delta[l] = [feeds[k] * s[l][k] for k in range(len(s[l]))]  # S2.27
    return delta


def by_W_S2(delta, a, l):
    return [[delta_i * a_j for a_j in a[l]] for delta_i in delta[l + 1]]  # S2.29, for the cost


@pytest.mark.parametrize("sizes", [[6, 4, 3, 5, 2], [3, 3, 3, 3, 3]], ids=str)
def test_S2(sizes):
    here = case(sizes, N=1)
    W, b, x, y, ours = here.W, flat(here.b), here.X[:, 0], here.Y[:, 0], gradients(here)
    a, s = forward_S2(W, b, x)
    delta, twice = deltas_S2(W, s, y - a[-1]), TEXTS["S2"].factor()[1]
    for l in range(1, here.L + 1):  # weights keep their number, layers are one ahead
        by_W = np.array(by_W_S2(delta, a, l))
        assert equal(by_W, by_complex_step(lambda V: J_S2(V, b, x, y), W, l))
        assert equal(delta[l + 1], by_complex_step(lambda v: J_S2(W, v, x, y), b, l))
        assert equal(twice * by_W, ours.W[l])
        assert equal(twice * np.array(delta[l + 1]), ours.Delta[l][:, 0])
    for way in (nested, by_paths, renested):
        found = [[way(W, s, a, y - a[-1], i, j) for j in range(sizes[0])] for i in range(sizes[1])]
        assert equal(twice * np.array(found), ours.W[1])


class Counted(float):
    """A number that counts its multiplications."""

    done = 0

    def __mul__(self, other):
        Counted.done += 1
        return Counted(float(self) * float(other))

    def __add__(self, other):
        return Counted(float(self) + float(other))

    def __neg__(self):
        return Counted(-float(self))

    __radd__ = __add__  # sum() begins with 0 + ...


def test_what_the_ways_of_S2_cost():
    here = case([6, 4, 3, 5, 2], N=1)
    a, s = forward_S2(here.W, flat(here.b), here.X[:, 0])
    counted = np.vectorize(Counted, otypes=[object])
    W, s = [None] + [counted(v) for v in here.W[1:]], [None, None] + [counted(v) for v in s[2:]]
    a, e = [None] + [counted(v) for v in a[1:]], counted(here.Y[:, 0] - a[-1])
    costs = []
    for way in (nested, by_paths, renested, lambda W, s, a, e, i, j: by_W_S2(deltas_S2(W, s, e), a, 1)):
        Counted.done = 0
        way(W, s, a, e, 1, 2)
        costs.append(Counted.done)
    assert costs == [144, 212, 98, 75]  # for one weight; the deltas for all 24


# S3: from a polynomial to a digit reader


def test_the_polynomial_of_S3():
    rng = np.random.default_rng(4)
    x, y, k = rng.normal(size=6), rng.normal(size=6), np.array([0.5, -1.0, 0.3, 2.0])

    def p(k, x):
        return sum(k[j] * x**j for j in range(len(k)))

    by_k = [sum(2 * (p(k, x[i]) - y[i]) * x[i] ** j for i in range(6)) for j in range(4)]  # S3.27
    assert equal(by_k, complex_step_gradient(lambda v: ((p(v, x) - y) ** 2).sum(), k))
    net = Network([3, 1], output="identity", cost="squared_error")
    net.W[1], net.b[1] = k[None, 1:], k[:1, None]  # one neuron, fed with powers
    ours = net.backward(net.forward(np.array([x, x**2, x**3])), y[None])
    assert equal(by_k, 6 * np.concatenate([ours.b[1][0], ours.W[1][0]]))  # a sum, and not a mean


def numbers(arrays):
    return [None if v is None else v.item() for v in arrays]


@pytest.mark.parametrize("L", [1, 4])
def test_the_chain_of_S3(L):
    here = case([1] * (L + 1), N=1)
    w, z, a, y, ours = numbers(here.W), numbers(here.Z), numbers(here.A), here.Y.item(), gradients(here)
    exact_W, exact_b = parameter_gradients(here.net, here.X, here.Y)
    for j in range(L):
        product = math.prod(sigmoid_prime(z[L - i + 1]) * w[L - i + 1] for i in range(1, j + 1))
        by_b = 2 * (a[L] - y) * product * sigmoid_prime(z[L - j])  # S3.50; S3.35
        assert equal([by_b * a[L - j - 1]], exact_W[L - j][0])  # S3.49; S3.34
        assert equal([by_b], exact_b[L - j][0])
        assert equal([by_b], ours.b[L - j][0])


def last_two_S3(W, z, a, y):
    L = len(W) - 1
    slope, slope_before = sigmoid_prime(z[L]), sigmoid_prime(z[L - 1])
    by_b = [2 * (a[L][i] - y[i]) * slope[i] for i in range(len(y))]  # S3.60
    by_W = [[by_i * t for t in a[L - 1]] for by_i in by_b]  # S3.59
    by_b_before = [
        sum(2 * (a[L][k] - y[k]) * slope[k] * W[L][k, i] for k in range(len(y))) * slope_before[i]
        for i in range(len(a[L - 1]))
    ]  # S3.63
    by_W_before = [[by_i * t for t in a[L - 2]] for by_i in by_b_before]  # S3.62
    return [np.array(v) for v in (by_W, by_b, by_W_before, by_b_before)]


@WIDTHS
@pytest.mark.parametrize("N", [1, 6])
def test_the_sums_of_S3(sizes, N):
    here = case(sizes, N)
    samples = [([None] + [Z[:, s] for Z in here.Z[1:]], [A[:, s] for A in here.A], here.Y[:, s]) for s in range(N)]
    parts = [last_two_S3(here.W, *sample) for sample in samples]
    found = [sum(part[k] for part in parts) for k in range(4)]  # S3.70 to S3.73
    for W, b in (parameter_gradients(here.net, here.X, here.Y), gradients(here)[:2]):
        wanted = [W[here.L], b[here.L][:, 0], W[here.L - 1], b[here.L - 1][:, 0]]
        for got, right in zip(found, wanted, strict=True):
            assert equal(got, N * right)


@WIDTHS
def test_the_matrices_of_S3(sizes):
    here = case(sizes, N=1)
    W, z, a, L = here.W, here.Z, here.A, here.L
    delta = [None] * L + [2 * (a[L] - here.Y) * sigmoid_prime(z[L])]  # S3.89
    for l in range(L, 1, -1):
        delta[l - 1] = sigmoid_prime(z[l - 1]) * (W[l].T @ delta[l])  # S3.96
    for l in range(1, L + 1):
        for by_W, by_b in (parameter_gradients(here.net, here.X, here.Y), gradients(here)[:2]):
            assert equal(delta[l] @ a[l - 1].T, by_W[l])  # S3.83
            assert equal(delta[l], by_b[l])  # S3.84


def test_the_digit_reader_of_S3():
    images, labels = load_mnist("train")
    A0, Y, net = as_columns(images[:5]), one_hot(labels[:5]), Network([784, 10, 10], rng=7)
    net.b = [None] + [np.random.default_rng(l).normal(size=(10, 1)) for l in (1, 2)]
    W, N = net.W, 5
    B = [None] + [np.tile(v, N) for v in net.b[1:]]  # N copies
    Z1 = W[1] @ A0 + B[1]  # S3.135
    A1 = relu(Z1)  # S3.136
    A2 = softmax(W[2] @ A1 + B[2])  # S3.137 with the second matrix, S3.138
    Delta2 = A2 - Y  # S3.139
    Delta1 = relu_prime(Z1) * (W[2].T @ Delta2)  # S3.140 with the second matrix
    dW = [Delta1 @ A0.T / N, Delta2 @ A1.T / N]  # S3.141, S3.142
    db = [Delta.sum(axis=1, keepdims=True) / N for Delta in (Delta1, Delta2)]  # S3.143, S3.144 with Delta2
    assert sum(v.size for v in dW + db) == 7960  # S3.116
    for by_W, by_b in (parameter_gradients(net, A0, Y), net.backward(net.forward(A0), Y)[:2]):
        for k in (0, 1):
            assert equal(dW[k], by_W[k + 1])
            assert equal(db[k], by_b[k + 1])


# S4: four equations


def forward_S4(W, b, X):
    a, z = [None, X], [None, None]  # layer 1 is the input
    for l in range(2, len(W)):
        z.append(W[l] @ a[l - 1] + b[l])  # S4.6: W^l leads into layer l
        a.append(sigmoid(z[l]))
    return a, z


def backward_S4(W, z, a, E_prime):
    L = len(W) - 1
    delta = [None] * L + [E_prime(a[L]) * sigmoid_prime(z[L])]  # S4.28
    for l in range(L - 1, 1, -1):
        bracket = [sum(delta[l + 1][m] * W[l + 1][m, k] for m in range(len(z[l + 1]))) for k in range(len(z[l]))]
        delta[l] = bracket * sigmoid_prime(z[l])  # S4.23
    return [None, None] + [np.outer(delta[l], a[l - 1]) for l in range(2, L + 1)], delta  # S4.24, S4.25


@WIDTHS
@pytest.mark.parametrize(("E", "E_prime"), [(np.square, lambda e: 2 * e), (np.cosh, np.sinh)], ids=["square", "cosh"])
def test_S4(sizes, E, E_prime):
    here = case(sizes, N=1)
    W, b, x, y = [None, *here.W], [None, *flat(here.b)], here.X[:, 0], here.Y[:, 0]  # all numbers go up by one
    a, z = forward_S4(W, b, x)
    dW, delta = backward_S4(W, z, a, lambda y_hat: E_prime(y_hat - y))
    ours = gradients(here)
    for l in range(2, len(W)):
        assert equal(dW[l], by_complex_step(lambda V: E(forward_S4(V, b, x)[0][-1] - y).sum(), W, l))
        assert equal(delta[l], by_complex_step(lambda v: E(forward_S4(W, v, x)[0][-1] - y).sum(), b, l))
        if E is np.square:
            assert equal(dW[l], ours.W[l - 1])
            assert equal(delta[l], ours.Delta[l - 1][:, 0])
