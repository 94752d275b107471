"""An invented page about backpropagation with five slips, for a reader who has become a referee.

It belongs to no text. Its conventions are its own: samples are rows, the input is layer 1, a weight bears the number of
the layer it leaves, and its first index is the source. Each line has a `Reading`, as printed lines have.
Three lines look wrong and are right: 7, 9 and 12.
"""

# ruff: noqa: D103  (what a function is about says its line)

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from IPython.display import Markdown

from backprop_lib.activations import sigmoid, sigmoid_prime
from backprop_lib.gradcheck import complex_step_gradient
from backprop_lib.sources.readings import Reading
from backprop_lib.sources.referee import case


class Line(NamedTuple):
    """A line of the page.

    Attributes
    ----------
    text : str
        The line in Markdown.
    read : callable
        Takes the widths of a network, returns a `Reading`.
    hint, stronger : str
        What is said to a reader who has not marked a line with a slip, or has marked one without.
    is_slip : bool
    """

    text: str
    read: Callable
    hint: str
    stronger: str
    is_slip: bool = False


class Rows:
    """A network of sigmoids with a softmax at its end, in the notation of the page."""

    def __init__(self, sizes):
        self.case = here = case(sizes, hidden="sigmoid", output="softmax", cost="cross_entropy")
        self.L, self.N, self.n = len(sizes), here.N, [None, *sizes]
        self.A = [None] + [a.T for a in here.A]
        self.Z = [None, None] + [z.T for z in here.Z[1:]]
        self.W = [None] + [W.T for W in here.W[1:]]
        self.b = [None] + [b[:, 0] for b in here.b[1:]]
        self.Y = here.Y.T
        self.D = [None, None] + [here.Delta(l).T / here.N for l in range(1, here.L + 1)]  # dC/dZ of the mean
        self.by_W = [None] + [here.by_W(l).T for l in range(1, here.L + 1)]
        self.by_b = [None] + [here.by_b(l)[:, 0] for l in range(1, here.L + 1)]


def forward(sizes):
    p = Rows(sizes)
    found = np.hstack([p.A[l] @ p.W[l] + np.ones((p.N, 1)) * p.b[l] for l in range(1, p.L)])
    return Reading(lambda: found, lambda: found, np.hstack(p.Z[2:]))


def activation(sizes):
    p = Rows(sizes)
    return Reading(lambda: sigmoid(p.Z[2]), lambda: sigmoid(p.Z[2]), p.A[2])


def slope(sizes):
    z = Rows(sizes).Z[2]
    exact = complex_step_gradient(lambda t: sigmoid(t).sum(), z)
    return Reading(lambda: sigmoid(z) * (1 - sigmoid(z)), lambda: sigmoid(z) * (1 - sigmoid(z)), exact)


def largest_slope(sizes):
    exact = complex_step_gradient(sigmoid, 0.0)
    return Reading(lambda: 1 / 2, lambda: 1 / 4, exact)


def output(sizes):
    p = Rows(sizes)
    e = np.exp(p.Z[p.L])
    return Reading(lambda: e / e.sum(axis=1, keepdims=True), lambda: e / e.sum(axis=1, keepdims=True), p.A[p.L])


def cost(sizes):
    p = Rows(sizes)
    found = -(p.Y * np.log(p.A[p.L])).sum() / p.N
    return Reading(lambda: found, lambda: found, p.case.net.cost(p.case.X, p.case.Y))


def start(sizes):
    p = Rows(sizes)
    return Reading(lambda: (p.A[p.L] - p.Y) / p.N, lambda: (p.A[p.L] - p.Y) / p.N, p.D[p.L])


def step_back(sizes):
    p, l = Rows(sizes), 2
    back = p.D[l + 1] @ p.W[l].T
    return Reading(lambda: back * sigmoid_prime(p.Z[l + 1]), lambda: back * sigmoid_prime(p.Z[l]), p.D[l])


def step_back_by_index(sizes):
    p, l = Rows(sizes), 2
    found = [
        [
            sigmoid_prime(p.Z[l][s, i]) * sum(p.W[l][i, j] * p.D[l + 1][s, j] for j in range(p.n[l + 1]))
            for i in range(p.n[l])
        ]
        for s in range(p.N)
    ]
    return Reading(lambda: found, lambda: found, p.D[l])


def weight_gradient(sizes):
    p = Rows(sizes)
    found = p.A[1].T @ p.D[2]
    return Reading(lambda: found / p.N, lambda: found, p.by_W[1])


def bias_gradient(sizes):
    p, l = Rows(sizes), 1
    return Reading(lambda: p.D[l + 1] @ np.ones(p.n[l + 1]), lambda: p.D[l + 1].T @ np.ones(p.N), p.by_b[l])


def rows_sum_to_0(sizes):
    p = Rows(sizes)  # whose targets are soft
    found = 1 + p.D[p.L] @ np.ones(p.n[p.L])  # beside 1, since nothing is small beside 0
    return Reading(lambda: found, lambda: found, np.ones(p.N))


def parameters(sizes):
    p = Rows(sizes)

    def counted(last):
        return sum((p.n[l] + 1) * p.n[l + 1] for l in range(1, last + 1))

    exact = sum(W.size for W in p.W[1:]) + sum(b.size for b in p.b[1:])
    return Reading(lambda: counted(p.L), lambda: counted(p.L - 1), exact)


LINES = {
    1: Line(
        r"Forward, for $l = 1, \dots, L - 1$: $Z^{(l+1)} = A^{(l)} W^{(l)} + \mathbf 1\,(b^{(l)})^T$, $A^{(1)} = X$.",
        forward,
        "Line 1 is right: the samples are rows here.",
        "Write the shapes below line 1: (N, n_l) times (n_l, n_(l+1)) is (N, n_(l+1)). Nothing needs a transpose.",
    ),
    2: Line(
        r"Hidden layers: $A^{(l)} = \sigma(Z^{(l)})$, entry by entry, for $l = 2, \dots, L - 1$.",
        activation,
        "Line 2 is right: the first layer with a pre-activation has the number 2 here.",
        "The input is layer 1 on this page, so layers 2 to L - 1 are the hidden ones; line 2 leaves none out.",
    ),
    3: Line(
        r"Their slope: $\sigma'(z) = \sigma(z)\,(1 - \sigma(z))$.",
        slope,
        "Line 3 is right; compute both sides at some z.",
        "Line 3 is the slope of the sigmoid as in stage 01, (1.4).",
    ),
    4: Line(
        r"It is largest at $z = 0$, where it is $\frac12$.",
        largest_slope,
        "One value on the page is wrong: put a number into a formula that stands there.",
        "Line 4: σ(0) is 1/2. What is σ(0)(1 - σ(0)) then, by line 3?",
        is_slip=True,
    ),
    5: Line(
        r"Output layer: $a^{(L)}_{si} = e^{z_{si}} / \sum_j e^{z_{sj}}$.",
        output,
        "Line 5 is right: each sample has its own sum.",
        "In line 5 the sum runs over the outputs j of one sample s. The samples do not mix.",
    ),
    6: Line(
        r"Cost: $C = -\frac1N \sum_s \sum_i y_{si} \log a^{(L)}_{si}$; each row of $Y$ sums to 1.",
        cost,
        "Line 6 is right: it says where the 1/N is. Then follow where it goes.",
        "Line 6 is a definition, and what it defines is the mean cross-entropy that you know.",
    ),
    7: Line(
        r"Start, with $D^{(l)} = \partial C/\partial Z^{(l)}$: $\ D^{(L)} = \frac1N\,(A^{(L)} - Y)$.",
        start,
        "Line 7 is right: what is D here, a derivative of one sample's cost or of the mean?",
        "In line 7 D is the derivative of the mean C. The mean of line 6 has a 1/N, and so has its derivative.",
    ),
    8: Line(
        r"Step back: $D^{(l)} = D^{(l+1)}\,(W^{(l)})^T \odot \sigma'(Z^{(l+1)})$.",
        step_back,
        "One layer is named wrongly in a backward formula. Try different widths.",
        "Line 8: the left side belongs to layer l. Whose slope is needed there? Line 9 says it entry by entry.",
        is_slip=True,
    ),
    9: Line(
        r"The same, entry by entry: $d^{(l)}_{si} = \sigma'(z^{(l)}_{si}) \sum_j w^{(l)}_{ij}\, d^{(l+1)}_{sj}$.",
        step_back_by_index,
        "Line 9 is right: which index of a weight is the source on this page?",
        "On this page w_ij leads from i to j, so the sum over the next layer is the sum over the second index. "
        "Line 9 needs no transpose.",
    ),
    10: Line(
        r"Weights: $\partial C/\partial W^{(l)} = \frac1N\,(A^{(l)})^T D^{(l+1)}$.",
        weight_gradient,
        "Follow the 1/N from the cost through the page: how often does it come in?",
        "Line 10: D has its 1/N already, from line 7. What does the one in line 10 do?",
        is_slip=True,
    ),
    11: Line(
        r"Biases: $\partial C/\partial b^{(l)} = D^{(l+1)}\,\mathbf 1$.",
        bias_gradient,
        "Write the shape of each side below one of the gradients.",
        "Line 11: D has a row for each sample. What does D times a column of ones add up: samples, or neurons?",
        is_slip=True,
    ),
    12: Line(
        r"A free test: each row of $D^{(L)}$ sums to 0, also if the targets are not one-hot.",
        rows_sum_to_0,
        "Line 12 is right: what do the rows of A and of Y sum to?",
        "By lines 5 and 6 each row of A and each row of Y sums to 1. Line 12 uses nothing else of the targets.",
    ),
    13: Line(
        r"Parameters: $\sum_{l=1}^{L} (n_l + 1)\, n_{l+1}$.",
        parameters,
        "Count something for a small network, such as 4-3-2, and compare.",
        "Line 13: how many matrices has a network with L layers, if the input is one of them?",
        is_slip=True,
    ),
}
SLIPS = frozenset(number for number, line in LINES.items() if line.is_slip)


def page():
    """Return the page, with numbered lines, as Markdown."""
    title = r"""**Backpropagation on one page.** $N$ samples are the rows of $X$. The layers are $1, \dots, L$, with
$n_l$ neurons; layer 1 is the input. $W^{(l)}$ leads from layer $l$ to layer $l + 1$, and $w_{ij}$ from $i$ to $j$.
$\mathbf 1$ is a column of ones."""
    return Markdown("\n\n".join([title, *(f"**({number})** {line.text}" for number, line in LINES.items())]))
