"""What is said of a symbol, an edge or a neuron of the network's figure when it is touched or come to by a key."""

from backprop_lib.widgets.network_steps import Step, name_of, symbol, target_symbol
from backprop_lib.widgets.picture import linked_names, number


def meanings(numbers, said, places, walked):
    """Return a sentence by the name of each thing that can be touched: first of the formula, then of the drawing.

    Parameters
    ----------
    numbers : Pass
    said : Formula
    places : collection of (l, i)
        The neurons that are drawn.
    walked : list of Step
        What is not computed by them is not told.
    """
    words = _Words(numbers, walked)
    names = [name for line in said.lines for name in linked_names(line)]
    for l, i in places:
        names.append(name_of("n", l, i))
        if l:
            inputs = [j for j in range(numbers.net.sizes[l - 1]) if (l - 1, j) in places]
            names += [name_of("b", l, i), *(name_of("w", l, i, j) for j in inputs)]
        if Step("delta", l) in walked:
            names.append(name_of("δ", l, i))
        if l == numbers.net.L:
            names.append(f"y({i + 1})")
    return {name: words.of(name) for name in names}


class _Words:
    def __init__(self, numbers, walked):
        self.numbers, self.walked, self.sizes = numbers, walked, numbers.net.sizes

    def symbol(self, letter, l, *neurons):
        """Return a symbol; neurons are counted from 1."""
        return symbol(self.numbers.net, letter, l, *(i - 1 for i in neurons), labels=self.numbers.labels)

    def of(self, name):
        """Return the sentence."""
        letter, _, place = name.rstrip(")").partition("(")
        place = [int(part) for part in place.split(",") if part]
        return getattr(self, WORDS[letter])(*place)

    def cost(self):
        return f"C = {number(self.numbers.cost)}: the cost"

    def target(self, i):
        name, value = target_symbol(self.numbers.labels, i - 1), number(self.numbers.y[i - 1])
        return f"{name} = {value}: the target of {self.which(i)}"

    def which(self, i, layer=None):
        """Return which neuron of a layer, by default of the last."""
        l = len(self.sizes) - 1 if layer is None else layer
        kind = {0: "input", len(self.sizes) - 1: "output"}.get(l)
        if self.sizes[l] == 1:
            return f"the {kind}" if kind else f"the neuron of layer {l}"
        label = self.numbers.labels[i - 1] if l == len(self.sizes) - 1 else i
        return f"{kind} {label}" if kind else f"neuron {i} of layer {l}"

    def weight(self, l, i, j):
        value = number(self.numbers.net.W[l][i - 1, j - 1])
        ends = f"from {self.which(j, l - 1)} to {self.which(i, l)}"
        return f"{self.symbol('w', l, i, j)} = {value}: the weight {ends}"

    def weight_derivative(self, l, i, j):
        name, value = self.symbol("w", l, i, j), number(self.numbers.dW[l][i - 1, j - 1])
        ends = f"from {self.which(j, l - 1)} to {self.which(i, l)}"
        return f"∂C/∂{name} = {value}: the derivative of the cost by the weight {ends}"

    def bias(self, l, i):
        value = number(self.numbers.net.b[l][i - 1, 0])
        return f"{self.symbol('b', l, i)} = {value}: the bias of {self.which(i, l)}"

    def bias_derivative(self, l, i):
        name, value = self.symbol("b", l, i), number(self.numbers.delta[l][i - 1])
        return f"∂C/∂{name} = {value}: the derivative of the cost by the bias of {self.which(i, l)}"

    def _value(self, letter, l, i):
        vector = {"z": self.numbers.z, "a": self.numbers.a, "δ": self.numbers.delta}[letter][l]
        return f"{self.symbol(letter, l, i)} = {number(vector[i - 1])}"

    def weighted_sum(self, l, i):
        return f"{self._value('z', l, i)}: the weighted sum of {self.which(i, l)}, before its activation"

    def activation(self, l, i):
        what = "the number that is given" if l == 0 else "the activation"
        return f"{self._value('a', l, i)}: {what} of {self.which(i, l)}".replace("given of", "given as")

    def delta(self, l, i):
        return f"{self._value('δ', l, i)}: the derivative of the cost by z of {self.which(i, l)}"

    def neuron(self, l, i):
        known = {"z": Step("forward", l), "a": Step("forward" if l else "input", l), "δ": Step("delta", l)}
        told = [self._value(letter, l, i) for letter, step in known.items() if step in self.walked]
        return f"{self.which(i, l)}: {', '.join(told) or 'nothing is computed yet'}"


WORDS = {
    "C": "cost",
    "y": "target",
    "w": "weight",
    "dw": "weight_derivative",
    "b": "bias",
    "db": "bias_derivative",
    "z": "weighted_sum",
    "a": "activation",
    "δ": "delta",
    "n": "neuron",
}
