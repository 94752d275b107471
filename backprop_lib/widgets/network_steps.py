"""The steps of one forward and one backward pass: at each, the formula with its numbers and what enters it.

A step is about one layer, and its formula about one neuron of it. Neurons are numbered from 1 in what is shown and from
0 in the code, as in the notebooks.
"""

from typing import NamedTuple

import numpy as np

from backprop_lib.activations import SOFTMAX
from backprop_lib.endings import CROSS_ENTROPY
from backprop_lib.widgets.picture import number

BEFORE = {0.5: "½ ", 1.0: "", 2.0: "2 "}  # how a factor stands before a square or a difference
MOST_ROWS = 5  # neurons of a layer that are drawn, and terms of a sum that are written


class Step(NamedTuple):
    """One step: its kind ("input", "forward", "cost", "delta" or "gradient") and its layer."""

    kind: str
    layer: int


class Formula(NamedTuple):
    """What is said at a step.

    lines are texts; neurons is the set of (l, i) whose numbers enter or come out, weights the set of (l, i, j).
    """

    lines: list
    neurons: set
    weights: set


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


def symbol(letter, layer, *indices, sizes):
    """Return a symbol such as w_{21}^{(2)}; indices are left out where the layers have one neuron each."""
    alone = sizes[layer] == 1 and (letter != "w" or sizes[layer - 1] == 1)
    separator = "," if any(index >= 9 for index in indices) else ""
    below = "" if alone else "_{" + separator.join(str(index + 1) for index in indices) + "}"
    return f"{letter}{below}^{{({layer})}}"


def factor(value, digits=3):
    """Return a number as it stands in a product: in brackets if it has a sign or a power of 10."""
    written = number(value, digits)
    return f"({written})" if written.startswith("−") or "·" in written else written


def telling_rows(net, x, y):
    """Return for each layer the neurons that are drawn: all, or those of a wide layer that say most about this sample.

    These are the four with the largest activations and, in the output layer, the one whose target is largest.
    """
    rows = []
    for l, a in enumerate(net.forward(x).A):
        most = np.argsort(-np.abs(a[:, 0]), kind="stable")[: MOST_ROWS - 1].tolist()
        wanted = [int(y[:, 0].argmax())] if l == net.L else []
        rows.append(list(range(len(a))) if len(a) <= MOST_ROWS else sorted({*most, *wanted}))
    return rows


def added(terms, shown):
    """Return a sum, of a long one the terms at the places `shown` and how many more there are."""
    written = [terms[place] for place in shown]
    left_out = len(terms) - len(shown)
    return " + ".join([*written, f"… ({left_out} more)"] if left_out else written)


def formula(net, cache, gradients, y, step, i, rows):
    """Return the formula of a step for neuron i of its layer, with its numbers put in.

    Parameters
    ----------
    net : Network
    cache, gradients : Cache, Gradients
        Of one sample.
    y : array of shape (n_L, 1)
    step : Step
    i : int
        From 0.
    rows : list of lists
        For each layer the neurons whose terms are written.

    Returns
    -------
    Formula
    """
    sizes, l = net.sizes, step.layer
    if step.kind == "input":
        inputs = [f"{symbol('a', 0, j, sizes=sizes)} = {number(cache.A[0][j, 0])}" for j in rows[0]]
        lines = [
            ",   ".join([*inputs, "…"] if len(inputs) < sizes[0] else inputs),
            "From here on every number is computed.",
        ]
        return Formula(lines, {(0, j) for j in range(sizes[0])}, set())
    if step.kind == "forward":
        return _forward(net, cache, l, i, rows)
    if step.kind == "cost":
        return _cost(net, cache, y, rows)
    if step.kind == "delta":
        return _start(net, cache, gradients, y, i, rows) if l == net.L else _back(net, cache, gradients, l, i, rows)
    return _gradient(net, cache, gradients, l, i, rows)


def _bracketed(terms, shown):
    return terms[0] if len(terms) == 1 else f"( {added(terms, shown)} )"


def most_lines(net):
    """Return the largest number of lines that a formula of this network has."""
    return max(3, *(min(n, MOST_ROWS) + 1 for n in net.sizes[:-1]))


def _forward(net, cache, l, i, rows):
    sizes, sources = net.sizes, range(net.sizes[l - 1])
    z, a = symbol("z", l, i, sizes=sizes), symbol("a", l, i, sizes=sizes)
    names = [f"{symbol('w', l, i, j, sizes=sizes)} {symbol('a', l - 1, j, sizes=sizes)}" for j in sources]
    products = [f"{factor(net.W[l][i, j])} · {factor(cache.A[l - 1][j, 0])}" for j in sources]
    value = cache.Z[l][i, 0]
    lines = [
        f"{z} = {added(names, rows[l - 1])} + {symbol('b', l, i, sizes=sizes)}",
        f"   = {added(products, rows[l - 1])} + {factor(net.b[l][i, 0])} = {number(value)}",
    ]
    neurons = {(l, i)} | {(l - 1, j) for j in sources}
    if l == net.L and net.output is SOFTMAX:
        lines.append(_softmax(net, cache, i, rows))
        neurons |= {(l, k) for k in range(sizes[l])}
    else:
        name = (net.output if l == net.L else net.hidden).symbol
        applied = f"{name}({z}) = {name}({number(value)})" if name else f"{z}"
        lines.append(f"{a} = {applied} = {number(cache.A[l][i, 0])}")
    return Formula(lines, neurons, {(l, i, j) for j in sources})


def _softmax(net, cache, i, rows):
    L, sizes = net.L, net.sizes
    powers = [f"e^{{{number(z, 2)}}}" for z in cache.Z[L][:, 0]]
    a, z = symbol("a", L, i, sizes=sizes), f"e^{{z{i + 1}}}"
    return f"{a} = {z} / (sum of all e^{{z}}) = {powers[i]} / ({added(powers, rows[L])}) = {number(cache.A[L][i, 0])}"


def _cost(net, cache, y, rows):
    L, outputs = net.L, range(net.sizes[net.L])
    a = cache.A[L][:, 0]
    name = [symbol("a", L, i, sizes=net.sizes) for i in outputs]
    target = ["y" if net.sizes[L] == 1 else f"y_{{{i + 1}}}" for i in outputs]
    cost = net.ending.cost
    if cost is CROSS_ENTROPY:
        names = [f"{target[i]} ln {name[i]}" for i in outputs]
        terms = [f"{number(y[i, 0], 0 if y[i, 0] in (0, 1) else 2)} · ln {factor(a[i])}" for i in outputs]
        total = number(net.mean_cost(cache, y))
        lines = [f"C = −( {added(names, rows[L])} )", f"   = −( {added(terms, rows[L])} ) = {total}"]
    else:
        half = BEFORE[cost.scale]
        left, right = ("( ", " )") if half and len(name) > 1 else ("", "")
        names = [f"({name[i]} − {target[i]})^{{2}}" for i in outputs]
        terms = [f"({number(a[i])} − {factor(y[i, 0], 2)})^{{2}}" for i in outputs]
        total = number(net.mean_cost(cache, y))
        squares, numbers = added(names, rows[L]), added(terms, rows[L])
        lines = [f"C = {half}{left}{squares}{right}", f"   = {half}{left}{numbers}{right} = {total}"]
    return Formula(lines, {(L, i) for i in outputs}, set())


def _slope(net, l, i):
    name = (net.output if l == net.L else net.hidden).symbol
    return f"{name}′({symbol('z', l, i, sizes=net.sizes)})" if name else "1"


def _start(net, cache, gradients, y, i, rows):
    L, sizes = net.L, net.sizes
    a, value, target = cache.A[L][:, 0], number(gradients.Delta[L][i, 0]), factor(y[i, 0], 2)
    delta, name = symbol("δ", L, i, sizes=sizes), symbol("a", L, i, sizes=sizes)
    y_name = "y" if sizes[L] == 1 else f"y_{{{i + 1}}}"
    cost = net.ending.cost
    if cost is CROSS_ENTROPY:
        return Formula([f"{delta} = {name} − {y_name} = {number(a[i])} − {target} = {value}"], {(L, i)}, set())
    two = BEFORE[2 * cost.scale]
    if net.output is SOFTMAX:
        outputs = range(sizes[L])
        g = cost.prime(cache.A[L], y)[:, 0]
        sum_names = added([f"{symbol('a', L, k, sizes=sizes)} g_{{{k + 1}}}" for k in outputs], rows[L])
        terms = added([f"{number(a[k])} · {factor(g[k])}" for k in outputs], rows[L])
        lines = [
            f"{delta} = {name} ( g_{{{i + 1}}} − ( {sum_names} ) )   with g = {two}(a − y)",
            f"   = {number(a[i])} · ( {number(g[i])} − ( {terms} ) ) = {value}",
        ]
        return Formula(lines, {(L, k) for k in outputs}, set())
    slope = net.mu_prime[L](cache.Z[L])[i, 0]
    numbers = f"({number(a[i])} − {target}) · {number(slope)}"
    lines = [
        f"{delta} = {two}({name} − {y_name}) · {_slope(net, L, i)}",
        f"   = {two and '2 · '}{numbers} = {value}",
    ]
    return Formula(lines, {(L, i)}, set())


def _back(net, cache, gradients, l, i, rows):
    sizes, targets = net.sizes, range(net.sizes[l + 1])
    slope = net.mu_prime[l](cache.Z[l])[i, 0]
    names = [f"{symbol('w', l + 1, k, i, sizes=sizes)} {symbol('δ', l + 1, k, sizes=sizes)}" for k in targets]
    terms = [f"{factor(net.W[l + 1][k, i])} · {factor(gradients.Delta[l + 1][k, 0])}" for k in targets]
    lines = [
        f"{symbol('δ', l, i, sizes=sizes)} = {_slope(net, l, i)} · {_bracketed(names, rows[l + 1])}",
        f"   = {number(slope)} · {_bracketed(terms, rows[l + 1])} = {number(gradients.Delta[l][i, 0])}",
    ]
    return Formula(lines, {(l, i)} | {(l + 1, k) for k in targets}, {(l + 1, k, i) for k in targets})


def _gradient(net, cache, gradients, l, i, rows):
    sizes, sources = net.sizes, range(net.sizes[l - 1])
    delta, value = symbol("δ", l, i, sizes=sizes), factor(gradients.Delta[l][i, 0])
    lines = []
    for j in rows[l - 1]:
        weight, a = symbol("w", l, i, j, sizes=sizes), symbol("a", l - 1, j, sizes=sizes)
        product = f"{value} · {factor(cache.A[l - 1][j, 0])} = {number(gradients.W[l][i, j])}"
        lines.append(f"∂C/∂{weight} = {delta} {a} = {product}")
    lines.append(f"∂C/∂{symbol('b', l, i, sizes=sizes)} = {delta} = {number(gradients.b[l][i, 0])}")
    return Formula(lines, {(l, i)} | {(l - 1, j) for j in sources}, {(l, i, j) for j in sources})
