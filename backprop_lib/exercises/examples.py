"""One example of each kind of exercise that no notebook asks yet; an entry of a stage's EXERCISES looks like these."""

import itertools

import numpy as np

from backprop_lib.activations import sigmoid, sigmoid_prime
from backprop_lib.exercises.blanks import Blanks
from backprop_lib.exercises.exercise import Mistake
from backprop_lib.exercises.ordering import Ordering
from backprop_lib.exercises.variants import VariedNumber

# The lines of a backward pass, in order.


def _network():
    """Return what a backward pass through 4-3-5-2 finds, with six samples."""
    rng, sizes, N = np.random.default_rng(41), [4, 3, 5, 2], 6
    W, Z, A = [None], [None], [rng.normal(size=(sizes[0], N))]
    for before, here in itertools.pairwise(sizes):
        W.append(rng.normal(size=(here, before)))
        Z.append(W[-1] @ A[-1] + rng.normal(size=(here, 1)))
        A.append(sigmoid(Z[-1]))
    empty = [None] * len(sizes)
    return {
        **{"W": W, "Z": Z, "A": A, "Y": rng.uniform(size=(sizes[-1], N)), "L": len(sizes) - 1, "N": N},
        **{"dW": empty, "db": list(empty), "sigmoid_prime": sigmoid_prime},
    }


ORDER = Ordering(
    "04b-o1",
    "put the lines of the backward pass in order",
    tuple("fdahcb"),
    {
        "W not transposed": Mistake(
            tuple("fdahcg"),
            "Look at the step back, (4.15): along a row of W or along a column?",
            "W[l] needs its transpose in (4.15): what leaves neuron j stands in column j.",
        ),
        "mu' at a": Mistake(
            tuple("fdahce"),
            "Look at the slope in (4.15): at which number is it taken?",
            "The slope of (4.15) is taken at z, in front of the activation, and not at a.",
        ),
        "gradient transposed": Mistake(
            tuple("fdihcb"),
            "Look at (4.16): which shape has W[l], and which shape has what you add up?",
            "(4.16) is delta times the row of inputs; the other way round it is the transpose.",
        ),
        "stepped back too early": Mistake(
            tuple("fdcbah"),
            "Which layer does Delta belong to when the gradients of layer l are computed?",
            "(4.16) and (4.17) need the Delta of layer l: they come before the step back, (4.15).",
        ),
    },
    """
    Delta begins at the output, (4.14). Then, layer by layer from the last to the first: the gradients of this layer
    from its Delta, (4.16) and (4.17), in any order, and after them the step back, (4.15), except from layer 1.
    """,
    data=_network,
    results=("dW", "db"),
    lines={
        "a": "    dW[l] = Delta @ A[l - 1].T / N",
        "b": "        Delta = sigmoid_prime(Z[l - 1]) * (W[l].T @ Delta)",
        "c": "    if l > 1:",
        "d": "for l in range(L, 0, -1):",
        "e": "        Delta = sigmoid_prime(A[l - 1]) * (W[l].T @ Delta)",
        "f": "Delta = 2 * (A[L] - Y) * sigmoid_prime(Z[L])",
        "g": "        Delta = sigmoid_prime(Z[l - 1]) * (W[l] @ Delta)",
        "h": "    db[l] = Delta.sum(axis=1, keepdims=True) / N",
        "i": "    dW[l] = A[l - 1] @ Delta.T / N",
    },
)

# A worked example with blanks.


def _chain():
    """Return what a backward pass through a chain of two sigmoid neurons finds."""
    w, z, a = [None, 1.3, -0.7], [None], [0.9]
    for l in (1, 2):
        z.append(w[l] * a[l - 1] + 0.2)
        a.append(float(sigmoid(z[l])))
    return {"w": w, "z": z, "a": a, "y": 0.1, "delta": [None] * 3, "dw": [None] * 3, "sigmoid_prime": sigmoid_prime}


FADED = Blanks(
    "02b-f1",
    "fill the blanks in the backward pass of a chain of two neurons",
    ("sigmoid_prime(z[2])", "w[2]", "a[0]"),
    {
        "mu' at a": Mistake(
            ("sigmoid_prime(a[2])", "w[2]", "a[0]"),
            "Look at the first blank: at which number is the slope taken?",
            "The slope in (2.9) is taken at z, in front of the activation, and not at a.",
        ),
        "weight of the wrong layer": Mistake(
            ("sigmoid_prime(z[2])", "w[1]", "a[0]"),
            "Look at the second blank: which weight lies between z[1] and z[2]?",
            "z[2] is w[2] a[1] + b[2], so the way back from z[2] to a[1] passes w[2].",
        ),
        "activation after the weight": Mistake(
            ("sigmoid_prime(z[2])", "w[2]", "a[1]"),
            "Look at the last blank: what is w[1] multiplied with in z[1]?",
            "z[1] is w[1] a[0] + b[1]: its derivative by w[1] is what comes in.",
        ),
    },
    "delta[2] has the slope at z[2], the way back passes w[2], and w[1] meets the input a[0].",
    data=_chain,
    results=("delta", "dw"),
    given="""\
delta[2] = 2 * (a[2] - y) * ___
delta[1] = sigmoid_prime(z[1]) * ___ * delta[2]
dw[2] = delta[2] * a[1]
dw[1] = delta[1] * ___
""",
)

# Other numbers each time.


class NeuronVariants:
    """One sigmoid neuron and one sample; asked is dC/dw."""

    def data(self, seed):
        """Return w, b, the input a0 and the target y, each with one digit."""
        rng = np.random.default_rng(seed)
        w, b, a0 = rng.permutation([-9, -7, -6, -4, 4, 6, 7, 9])[:3] / 10
        return {"w": float(w), "b": float(b), "a0": float(a0), "y": float(rng.choice([0.1, 0.9]))}

    def answer(self, data, mistake=None):
        """Return dC/dw, or what a mistake makes of it."""
        w, b, a0, y = data.values()
        z = w * a0 + b
        a = float(sigmoid(z))
        slope = float(sigmoid_prime(a if mistake == "mu' at a" else z))
        if mistake == "y - a":
            a, y = y, a
        return 2 * (a - y) * slope * (w if mistake == "w for a0" else a0)


_neuron = NeuronVariants()
_numbers = {"w": 0.7, "b": -0.4, "a0": 0.9, "y": 0.1}  # without a variant
_mistakes = {
    "mu' at a": (
        "Look at the slope: at which number is it taken?",
        "The slope of (1.10) is taken at z, in front of the activation, and not at a.",
    ),
    "y - a": (
        "Look at the difference: what is the derivative of (a - y)² by a?",
        "The derivative of (a - y)² by a is 2 (a - y), (1.9): the output comes first.",
    ),
    "w for a0": (
        "Look at the last factor: what is w multiplied with in z?",
        "z is w a0 + b: its derivative by w is the input a0.",
    ),
}

VARIED = VariedNumber(
    "01b-v1",
    "dC/dw of a sigmoid neuron with C = (a - y)²; the numbers are those of your variant",
    _neuron.answer(_numbers),
    {name: Mistake(_neuron.answer(_numbers, name), *hints) for name, hints in _mistakes.items()},
    "z = w a0 + b, a = σ(z), and dC/dw = 2 (a - y) σ'(z) a0, (1.12).",
    variants=_neuron,
)

EXAMPLES = [ORDER, FADED, VARIED]
