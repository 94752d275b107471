"""What becomes of a formula when it is run: a network to run it on, exact derivatives, and a verdict in words.

>>> from backprop_lib.sources.referee import case, judge
>>> here = case([4, 3, 5, 2])
>>> judge(lambda: 2 * here.Delta(3), here.Delta(3))
'is 2 times the right one'

No formula of backpropagation is in it: all derivatives come from the forward pass, by the complex step.
"""

import numpy as np

from backprop_lib.gradcheck import complex_step_gradient, relative_error
from backprop_lib.network import Cache, Network

RIGHT = "is right"
ROUNDING = 1e-12


class Case:
    """A network with its data, its forward pass, and exact derivatives.

    Attributes
    ----------
    net : Network
    X, Y : float64 arrays of shapes (n_0, N) and (n_L, N)
    W, b, Z, A : lists indexed by layer, as in the notebooks
    L, N : int
    """

    def __init__(self, net, X, Y):
        self.net, self.X, self.Y = net, X, Y
        self.W, self.b, self.L, self.N = net.W, net.b, net.L, X.shape[1]
        self.Z, self.A = net.forward(X)

    def cost_from(self, l, Z_l):
        """Return the mean cost if layer l had the pre-activations Z_l."""
        Z, A = list(self.Z), list(self.A)
        Z[l], A[l] = Z_l, self.net.mu[l](Z_l)
        for k in range(l + 1, self.L + 1):
            Z[k] = self.W[k] @ A[k - 1] + self.b[k]
            A[k] = self.net.mu[k](Z[k])
        return self.net.mean_cost(Cache(Z, A), self.Y)

    def Delta(self, l):
        """Return dC_s/dz of layer l for each sample: N times the derivative of the mean cost, shape (n_l, N)."""
        return self.N * complex_step_gradient(lambda V: self.cost_from(l, V), self.Z[l])

    def by_W(self, l):
        """Return the derivative of the mean cost by the weights of layer l."""
        return complex_step_gradient(lambda V: self.cost_from(l, V @ self.A[l - 1] + self.b[l]), self.W[l])

    def by_b(self, l):
        """Return the derivative of the mean cost by the biases of layer l."""
        return complex_step_gradient(lambda v: self.cost_from(l, self.W[l] @ self.A[l - 1] + v), self.b[l])


def case(sizes, N=6, seed=1, hidden="sigmoid", output="sigmoid", cost="squared_error"):
    """Return a network of some widths with random biases, and N random samples.

    Biases of 0 would hide mistakes. With the cross-entropy the targets of each sample sum to 1.

    Parameters
    ----------
    sizes : list of int
        Widths of the layers 0 to L.
    N : int
        Number of samples.
    seed : int
    hidden, output, cost : str
        As for `Network`.

    Returns
    -------
    Case
    """
    rng = np.random.default_rng(seed)
    net = Network(sizes, hidden=hidden, output=output, cost=cost, rng=rng)
    net.b = [None] + [rng.normal(size=(n, 1)) for n in sizes[1:]]
    X, Y = rng.normal(size=(sizes[0], N)), rng.uniform(size=(sizes[-1], N))
    return Case(net, X, Y / Y.sum(axis=0) if cost == "cross_entropy" else Y)


def judge(formula, exact):
    """Say in words what becomes of a formula.

    Parameters
    ----------
    formula : callable
        Takes nothing and returns numbers; it may stop with an IndexError or a ValueError.
    exact : array or float
        What it should return.

    Returns
    -------
    str
        That it is right, stops, or has another shape; by which one factor all its entries are too large or too small;
        or how large its largest error is, in percent of the largest right entry.
    """
    try:
        got = np.asarray(formula())
    except (IndexError, ValueError) as error:
        return f"stops with {type(error).__name__}"
    exact = np.asarray(exact)
    if got.shape != exact.shape:
        return f"has the shape {got.shape}, not {exact.shape}"
    if relative_error(got, exact) < ROUNDING:
        return RIGHT
    factor = (got * exact).sum() / (exact**2).sum()
    if exact.size > 1 and relative_error(got, factor * exact) < ROUNDING:
        return f"is {_in_words(factor)} the right one"
    return f"is off by {np.abs(got - exact).max() / np.abs(exact).max():.0%}"


def _in_words(factor):
    if factor == 0:
        return "0 times"
    sign, size = "minus " if factor < 0 else "", abs(factor)
    return f"{sign}{size:.3g} times" if size >= 1 else f"{sign}1/{1 / size:.3g} of"
