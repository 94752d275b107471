"""The steps of one forward and one backward pass: at each, the formula with its numbers and what enters it.

A step is about one layer, and its formula about one neuron of it. Neurons are numbered from 1 in what is shown and from
0 in the code, as in the notebooks.
"""

from typing import NamedTuple

import numpy as np

from backprop_lib.activations import SOFTMAX, Activation, identity
from backprop_lib.endings import Ending, SoftmaxCrossEntropy
from backprop_lib.network import Network
from backprop_lib.widgets.picture import factor, fixed, link, linked_names, number

MOST_ROWS = 5  # neurons of a layer that are drawn, and terms of a sum that are written


class Step(NamedTuple):
    """One step: its kind ("input", "forward", "cost", "delta" or "gradient") and its layer."""

    kind: str
    layer: int

    @property
    def backward(self):
        """Whether it belongs to the backward pass."""
        return self.kind in ("delta", "gradient")


class Pass(NamedTuple):
    """All numbers of one sample, indexed by layer: z[l], a[l] and delta[l] of shape (n_l,), dW[l] shaped like W[l].

    As in `Network`, z[0], delta[0] and dW[0] are None. y has shape (n_L,). labels are what the outputs are called.
    """

    net: Network
    z: list
    a: list
    delta: list
    dW: list
    y: np.ndarray
    cost: float
    labels: list


class Formula(NamedTuple):
    """What is said at a step: lines are texts, their symbols and numbers linked to what they stand for.

    made is the set of the names of what is computed at this step.
    """

    lines: list
    made: set

    @property
    def names(self):
        """The names of all that enters or comes out."""
        return self.made.union(*map(linked_names, self.lines))


def name_of(letter, layer, *neurons):
    """Return the name of a quantity, such as "w(2,1,3)": its layer, and its neurons, which are counted from 1 there."""
    return f"{letter}({','.join(str(n) for n in (layer, *(i + 1 for i in neurons)))})"


def steps(L):
    """Return all steps of a network with L layers: forward to the cost, and backward to the gradients of layer 1."""
    forward = [Step("input", 0)] + [Step("forward", l) for l in range(1, L + 1)] + [Step("cost", L)]
    backward = [Step(kind, l) for l in range(L, 0, -1) for kind in ("delta", "gradient")]
    return forward + backward


def title(step):
    """Return what happens at a step, in words."""
    return {
        "input": "the input is given",
        "forward": f"forward into layer {step.layer}",
        "cost": "the cost",
        "delta": f"backward: δ of layer {step.layer}",
        "gradient": f"backward: the gradients of layer {step.layer}",
    }[step.kind]


def one_pass(net, x, y, labels=None):
    """Return the `Pass` of one sample, x of shape (n_0, 1) and y of shape (n_L, 1).

    labels are what the outputs are called, such as the digits 0 to 9; by default they are counted from 1.
    """
    cache = net.forward(x)
    gradients = net.backward(cache, y)
    z, a, delta = ([M if M is None else M[:, 0] for M in Ms] for Ms in (cache.Z, cache.A, gradients.Delta))
    labels = [str(label) for label in labels or range(1, net.sizes[-1] + 1)]
    return Pass(net, z, a, delta, gradients.W, y[:, 0], net.mean_cost(cache, y), labels)


def telling_rows(numbers):
    """Return for each layer the neurons that are drawn: all, or those of a wide layer that say most about this sample.

    These are the four with the largest activations and, in the output layer, the one whose target is largest.
    """
    rows = []
    for l, a in enumerate(numbers.a):
        most = np.argsort(-np.abs(a), kind="stable")[: MOST_ROWS - 1].tolist()
        wanted = [int(numbers.y.argmax())] if l == numbers.net.L else []
        rows.append(list(range(len(a))) if len(a) <= MOST_ROWS else sorted({*most, *wanted}))
    return rows


def most_lines(net):
    """Return the largest number of lines that a formula of this network has."""
    return max(3, *(min(n, MOST_ROWS) + 1 for n in net.sizes[:-1]))


def is_squared(ending):
    """Return whether the cost is a squared distance, maybe times a number, and delta what follows from it.

    A subclass is not asked: it is one because its delta is another.
    """
    return type(ending) is Ending and ending.cost.scale is not None


def check_ending(ending):
    """Raise for an ending that is none of those of which the formulas here are true."""
    softmax = ending.output is SOFTMAX
    if softmax and type(ending) is SoftmaxCrossEntropy:
        return
    if is_squared(ending) and (softmax or type(ending.output) is Activation):
        return
    raise ValueError(
        f"the ending of net is {type(ending).__name__} with output={ending.output.name!r} and "
        f"cost={ending.cost.name!r}, expected softmax with cross-entropy, or a squared error: for others this figure "
        "has no formulas, and would print equations that are false"
    )


def check_outputs_apart(net):
    """Raise for a network in whose cost the outputs are not separate terms, each of one z."""
    if not is_squared(net.ending) or net.output.mu_prime is None:
        raise ValueError(
            f"net has output={net.output.name!r} with cost={net.ending.cost.name!r}, expected a squared error and an "
            "element-wise output: the figure multiplies along paths that end in one output each"
        )


def before(scale, sign=" "):
    """Return a number as it stands before a bracket: 1 is left out; `sign` is " " in letters and " · " in numbers."""
    written = {1.0: "", 0.5: "½"}.get(scale, f"{scale:g}")
    return written and written + sign


def formula(numbers, step, i, rows):
    """Return the `Formula` of a step for neuron i of its layer, from 0, with the numbers of a `Pass` put in.

    `rows` says for each layer the neurons whose terms are written. An ending without a formula raises ValueError.
    """
    check_ending(numbers.net.ending)
    return getattr(_Formulas(numbers, rows), step.kind)(step.layer, i)


def symbol(net, letter, layer, *neurons, labels=None):
    """Return a symbol such as w_{21}^{(2)}; indices are left out where the layers have one neuron each.

    labels are what the outputs are called, by default they are counted from 1.
    """
    sizes, indices = net.sizes, [str(i + 1) for i in neurons]
    if layer == net.L and labels:
        indices[0] = labels[neurons[0]]
    alone = sizes[layer] == 1 and (letter != "w" or sizes[layer - 1] == 1)
    separator = "," if any(len(index) > 1 for index in indices) else ""
    below = "" if alone else "_{" + separator.join(indices) + "}"
    return f"{letter}{below}^{{({layer})}}"


def target_symbol(labels, i):
    """Return the symbol of a target; it has no layer."""
    return "y" if len(labels) == 1 else f"y_{{{labels[i]}}}"


class _Formulas:
    """The formulas of one pass: a method for each kind of step, called with the layer and the neuron."""

    def __init__(self, numbers, rows):
        self.net, self.numbers, self.rows = numbers.net, numbers, rows
        self.sizes, self.L = numbers.net.sizes, numbers.net.L

    def symbol(self, letter, layer, *neurons):
        """Return the symbol of a quantity, linked to it."""
        return link(name_of(letter, layer, *neurons), self.letters(letter, layer, *neurons))

    def letters(self, letter, layer, *neurons):
        """Return the symbol of a quantity."""
        return symbol(self.net, letter, layer, *neurons, labels=self.numbers.labels)

    def value(self, letter, layer, *neurons, write=factor):
        """Return the number of a quantity, linked to it."""
        l, numbers = layer, self.numbers
        arrays = {"w": self.net.W, "b": [None, *(b[:, 0] for b in self.net.b[1:])], "dw": numbers.dW}
        arrays |= {"a": numbers.a, "z": numbers.z, "δ": numbers.delta, "db": numbers.delta}
        return link(name_of(letter, layer, *neurons), write(arrays[letter][l][neurons]))

    def result(self, letter, layer, *neurons):
        """Return the number of a quantity as it stands at the end of a line."""
        return self.value(letter, layer, *neurons, write=number)

    def target(self, i):
        """Return the symbol of a target, linked to it."""
        return link(f"y({i + 1})", target_symbol(self.numbers.labels, i))

    def target_value(self, i):
        """Return the number of a target, linked to it."""
        return link(f"y({i + 1})", factor(self.numbers.y[i]))

    def sum(self, layer, term):
        """Return the sum of `term` over the neurons of a layer, of a wide one those of `rows` and how many more."""
        written = [term(k) for k in self.rows[layer]]
        left_out = self.sizes[layer] - len(written)
        return " + ".join([*written, f"… ({left_out} more)"] if left_out else written)

    def activation(self, layer):
        """Return the activation of a layer."""
        return self.net.output if layer == self.L else self.net.hidden

    def input(self, l, i):
        inputs = [f"{self.symbol('a', 0, j)} = {self.result('a', 0, j)}" for j in self.rows[0]]
        more = ["…"] if len(inputs) < self.sizes[0] else []
        lines = [",   ".join(inputs + more), "From here on every number is computed."]
        return Formula(lines, {name_of("a", 0, j) for j in range(self.sizes[0])})

    def forward(self, l, i):
        s, value = self.symbol, self.value
        names = self.sum(l - 1, lambda j: f"{s('w', l, i, j)} {s('a', l - 1, j)}")
        products = self.sum(l - 1, lambda j: f"{value('w', l, i, j)} · {value('a', l - 1, j)}")
        lines = [
            f"{s('z', l, i)} = {names} + {s('b', l, i)}",  # (3.1)
            f"   = {products} + {value('b', l, i)} = {self.result('z', l, i)}",
            f"{s('a', l, i)} = {self.activated(l, i)} = {self.result('a', l, i)}",  # (3.2)
        ]
        return Formula(lines, {name_of("z", l, i), name_of("a", l, i)})

    def activated(self, l, i):
        """Return the activation of a neuron as function of z: in letters, and with numbers."""
        activation = self.activation(l)
        if activation is SOFTMAX:
            power = [link(name_of("z", l, k), f"e^{{{fixed(self.numbers.z[l][k], 2)}}}") for k in range(self.sizes[l])]
            above = link(name_of("z", l, i), f"e^{{z{self.numbers.labels[i]}}}")
            return f"{above} / (sum of all e^{{z}}) = {power[i]} / ({self.sum(l, power.__getitem__)})"  # (5.2)
        if activation.mu is identity:
            return self.symbol("z", l, i)
        name = activation.symbol or "μ"
        return f"{name}({self.symbol('z', l, i)}) = {name}({self.result('z', l, i)})"

    def cost(self, L, i):
        y, name, value = self.numbers.y, lambda k: self.symbol("a", L, k), self.value
        if is_squared(self.net.ending):
            scale = self.net.ending.cost.scale
            names = self.sum(L, lambda k: f"({name(k)} − {self.target(k)})^{{2}}")  # (3.3)
            terms = self.sum(L, lambda k: f"({self.result('a', L, k)} − {self.target_value(k)})^{{2}}")
            start, end = (f"{before(scale)}( ", " )") if scale != 1 and self.sizes[L] > 1 else (before(scale), "")
        else:
            names = self.sum(L, lambda k: f"{self.target(k)} ln {name(k)}")  # (5.8)
            ones = {k: link(f"y({k + 1})", number(y[k], 0 if y[k] in (0, 1) else 3)) for k in self.rows[L]}
            terms = self.sum(L, lambda k: f"{ones[k]} · ln {value('a', L, k)}")
            start, end = "−( ", " )"
        lines = [
            f"{link('C', 'C')} = {start}{names}{end}",
            f"   = {start}{terms}{end} = {link('C', number(self.numbers.cost))}",
        ]
        return Formula(lines, {"C"})

    def delta(self, l, i):
        return self.back(l, i) if l < self.L else self.start(l, i)

    def start(self, L, i):
        """Write delta of the output layer, which depends on the ending."""
        ending, a, y = self.net.ending, self.numbers.a[L], self.numbers.y
        delta, name, target = self.symbol("δ", L, i), self.symbol("a", L, i), self.target(i)
        difference, value = f"{self.result('a', L, i)} − {self.target_value(i)}", self.result("δ", L, i)
        made = {name_of("δ", L, i)}
        if not is_squared(ending):
            return Formula([f"{delta} = {name} − {target} = {difference} = {value}"], made)  # (5.9)
        scale = 2 * ending.cost.scale
        if ending.output is SOFTMAX:
            g, labels = scale * (a - y), self.numbers.labels
            names = self.sum(L, lambda k: f"{self.symbol('a', L, k)} g_{{{labels[k]}}}")
            terms = self.sum(L, lambda k: f"{self.result('a', L, k)} · {factor(g[k])}")
            lines = [
                f"{delta} = {name} ( g_{{{labels[i]}}} − ( {names} ) )   with g = {before(scale)}(a − y)",  # (5.7)
                f"   = {self.result('a', L, i)} · ( {number(g[i])} − ( {terms} ) ) = {value}",
            ]
            return Formula(lines, made)
        slope, its_number = self.slope(L, i)
        lines = [
            f"{delta} = {before(scale)}({name} − {target}) · {slope}",  # (3.21)
            f"   = {before(scale, ' · ')}({difference}) · {its_number} = {value}",
        ]
        return Formula(lines, made)

    def slope(self, l, i):
        """Return mu'(z) of a neuron, in letters and as a number; it is linked to z."""
        activation, z = self.activation(l), self.letters("z", l, i)
        letters = "1" if activation.mu is identity else f"{activation.symbol or 'μ'}′({z})"
        written = factor(activation.mu_prime(self.numbers.z[l])[i])
        return link(name_of("z", l, i), letters), link(name_of("z", l, i), written)

    def back(self, l, i):
        """Write delta of a hidden layer."""
        s, value = self.symbol, self.value
        slope, its_number = self.slope(l, i)
        names = self.sum(l + 1, lambda k: f"{s('w', l + 1, k, i)} {s('δ', l + 1, k)}")
        terms = self.sum(l + 1, lambda k: f"{value('w', l + 1, k, i)} · {value('δ', l + 1, k)}")
        if self.sizes[l + 1] > 1:
            names, terms = f"( {names} )", f"( {terms} )"
        lines = [
            f"{s('δ', l, i)} = {slope} · {names}",  # (3.22)
            f"   = {its_number} · {terms} = {self.result('δ', l, i)}",
        ]
        return Formula(lines, {name_of("δ", l, i)})

    def gradient(self, l, i):
        s, value = self.symbol, self.value
        lines = [
            f"{self.derivative('w', l, i, j)} = {s('δ', l, i)} {s('a', l - 1, j)} = "
            f"{value('δ', l, i)} · {value('a', l - 1, j)} = {self.result('dw', l, i, j)}"  # (3.23)
            for j in self.rows[l - 1]
        ]
        lines.append(f"{self.derivative('b', l, i)} = {s('δ', l, i)} = {self.result('db', l, i)}")  # (3.24)
        return Formula(lines, {name_of("db", l, i)} | {name_of("dw", l, i, j) for j in range(self.sizes[l - 1])})

    def derivative(self, letter, l, *neurons):
        """Return the symbol of a derivative of the cost, linked to it."""
        return link(name_of(f"d{letter}", l, *neurons), f"∂C/∂{self.letters(letter, l, *neurons)}")
