"""How eight texts and this series write down one and the same network: nine conventions.

A convention says how a text counts, what its cost is, and how its names are written. The formulas are templates with
slots in angle brackets, to be filled in for one weight, in the numbers of the text:

- <l>, <p>, <n>: the layer that is looked at, the layer before and the next one; <w>, <v>: the weights into the layer,
  and those into the next; <i>, <j>: the neurons at the end and at the start of the weight;
- <^l> and so on: the same number, raised as the text does it;
- <first>, <last>: the first and the last layer; <width>, <before>, <shape>: how many neurons the layer and the one
  before have, and the shape of the weights as the text stores them; <module>: PyTorch's module behind the weights;
- <weight>, <z>, <a>, <delta>, ...: another template of the same text.

Where layers are written down differently, a tuple has one string for each.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

SIZES, N = (4, 3, 5, 2), 3  # of the network that all texts write down, and of its samples
L = len(SIZES) - 1
SLOT = re.compile(r"<(\^?)(\w+)>")
UNNAMED = "not named in S1"


@dataclass(frozen=True)
class Convention:
    """One text's numbers, cost and names. The defaults are ours, so a text's record says where it differs.

    Attributes
    ----------
    first_layer, first_neuron : int
        From where layers and neurons are counted.
    first_weights, weights_step : int
        The number of the weights behind the input, and by how much the next one is higher. It is `first_layer` if
        weights have the number of the layer that they leave, and one more if that of the layer that they enter.
    source_first : bool
        Whether weights are stored, and their indices written, with the source in front.
    constant : (str, int)
        What the squares of one sample are divided by in the cost, as a symbol and a number.
    samples : str
        "mean", "sum" or "one": what the cost is taken over. Where it is one sample, its gradients are averaged.
    mean_in_delta : str
        The text's letter for N, if the 1/N is inside its delta; else "", and the 1/N stands in the gradients.
    raised : str
        How a layer's number is raised.
    neuron, depth, cost_name, cost_formula : str
        Words and symbols for a neuron, the last layer and the cost.
    column, widths, matrix, weight, z, a, unit, delta, gradient : str or tuple
        Names; `unit` is what is said next to a neuron.
    layers, from_to, forward, defined, product, back, start : str or tuple
        Formulas: the layer in words, the weight in words, pre-activation and activation, what delta is, the gradient
        of a weight, the step back, and with what it starts in the last layer.
    """

    first_layer: int = 0
    first_neuron: int = 1
    first_weights: int = 1
    weights_step: int = 1
    source_first: bool = False
    constant: tuple = ("1", 1)
    samples: str = "mean"
    mean_in_delta: str = ""

    raised: str = "({})"
    neuron: str = "neuron"
    depth: str = "L"
    cost_name: str = "C"
    cost_formula: str = "C = 1/N Σ_{s} Σ_{i} (a_{is}^{(3)} − y_{is})^{2}"
    column: str | tuple = "layer <l>"
    widths: str | tuple = "n_{<l>} = <width>"
    matrix: str | tuple = "W<^w>"
    weight: str | tuple = "w_{<i><j>}<^w>"
    z: str = "z_{<i>}<^l>"
    a: str = "a_{<i>}<^l>"
    unit: str | tuple = "<z>, <a>"
    delta: str = "δ_{<i>}<^l>"
    gradient: str | tuple = "∂<cost_name>/∂<weight>"

    layers: str | tuple = (
        "layer <l> of <first> … <depth> = <last>: <widths> <neuron>s; <matrix> leads into it and is <shape>"
    )
    from_to: str | tuple = "<weight>: from <neuron> <j> of layer <p> to <neuron> <i> of layer <l>"
    forward: str | tuple = "<z> = Σ_{j} w_{<i>j}<^w> a_{j}<^p> + b_{<i>}<^w>,  <a> = μ(<z>)"
    defined: str = "<delta> = ∂C_{s}/∂<z>"
    product: str | tuple = "<gradient> = 1/N Σ_{s} δ_{<i>s}<^l> a_{<j>s}<^p>"
    back: str = "<delta> = μ′(<z>) Σ_{k} w_{k<i>}<^v> δ_{k}<^n>"
    start: str = "<delta> = 2(<a> − y_{<i>}) μ′(<z>)"

    def shape(self, layer):
        """Return the shape of the weights into a layer, as they are stored."""
        return SIZES[layer - 1 : layer + 1] if self.source_first else (SIZES[layer], SIZES[layer - 1])

    def weights_number(self, layer):
        """Return the number that the weights into a layer have; the layer is counted as we do."""
        return self.first_weights + self.weights_step * (layer - 1)

    def written(self, template, layer, i=0, j=0):
        """Return a template with its slots filled in: for a layer as we count, and neurons i and j counted from 0."""
        if isinstance(template, tuple):
            template = template[layer - len(SIZES)]  # from the end: some begin with layer 0, some with layer 1
        l, w = layer + self.first_layer, self.weights_number(layer)
        places = {"l": l, "p": l - 1, "n": l + 1, "w": w, "v": w + self.weights_step, "module": w + 1}
        places |= {"i": i + self.first_neuron, "j": j + self.first_neuron}
        places |= {"first": self.first_layer, "last": self.first_layer + L}
        places |= {"width": SIZES[layer], "before": SIZES[layer - 1], "shape": " × ".join(map(str, self.shape(layer)))}

        def put(slot):
            if slot[2] not in places:
                return self.written(getattr(self, slot[2]), layer, i, j)
            return f"^{{{self.raised.format(places[slot[2]])}}}" if slot[1] else str(places[slot[2]])

        return SLOT.sub(put, template)

    def cost(self, a, y):
        """Return the text's cost of outputs and targets, both of shape (n_L, number of samples)."""
        squares = ((a - y) ** 2).sum() / self.constant[1]
        return squares / a.shape[1] if self.samples == "mean" else squares

    def factor(self, of_delta=False):
        """Return what costs and gradients, or deltas, must be multiplied by to be ours, as a symbol and a number."""
        symbol, number = self.constant
        if of_delta and self.mean_in_delta:
            m = self.mean_in_delta
            return f"{symbol}{m}" if symbol.isdigit() else f"{m} {symbol}", number * N
        if not of_delta and self.samples == "sum":
            return f"{symbol}/N", number / N
        return symbol, number


class Remark(NamedTuple):
    """How the rest of a name is converted into ours, and what else is to be said."""

    rule: str | tuple
    note: str


def _remarks():
    lines = Path(__file__).with_name("rosetta_remarks.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    # Where the rule is another one for each layer, its parts stand between bars.
    return {
        (text, thing): Remark(tuple(rule.split(" | ")) if "|" in rule else rule, note)
        for text, thing, rule, note in rows
    }


REMARKS = _remarks()  # by text and thing
HALF = ("2", 2)
PLAIN = "{}"

TEXTS = {
    "ours": Convention(),
    "S0": Convention(
        constant=HALF,
        mean_in_delta="m",
        raised=PLAIN,
        neuron="node",
        cost_name="E",
        cost_formula="E = 1/(2m) Σ_{c} Σ_{i} (A_{ic}^{3} − Y_{ic})^{2}",
        widths="n<^l> = <width>",
        weight="W_{<i><j>}<^w>",
        z="Z_{<i>1}<^l>",
        a="A_{<i>1}<^l>",
        delta="∂E/∂<z>",
        forward="<z> = Σ_{j} W_{<i>j}<^w> A_{j1}<^p> + b_{<i>}<^w>,  <a> = g<^l>(<z>)",
        defined="<delta> = ∂E/∂<a> · g<^l>′(<z>)",
        product="<gradient> = Σ_{c} ∂E/∂Z_{<i>c}<^l> · A_{<j>c}<^p>",
        back="<delta> = ( Σ_{j} ∂E/∂Z_{j1}<^n> · W_{j<i>}<^v> ) g<^l>′(<z>)",
        start="<delta> = 1/m (<a> − Y_{<i>1}) g<^l>′(<z>)",
    ),
    "S1": Convention(
        source_first=True,
        constant=HALF,
        samples="one",
        depth="",
        cost_name="L",
        cost_formula="one sample, L = Σ_{i} 1/2 (z_{i} − ẑ_{i})^{2}",
        column=("not named", "x", "y", "z"),
        widths=("not named", "not named", "n = <width>", "m = <width>"),
        matrix=("not named", "v", "w"),
        weight=(UNNAMED, "v ∈ v_{<i>}", "w_{<j><i>}"),
        unit=("x_{<i>}", "v_{<i>} · x, y_{<i>}", "w_{<i>} · y, ẑ_{<i>}"),
        delta="δ_{<i>}",
        gradient=("∂E/∂w_{<j><i>}", "∂L/∂v", "∂L/∂w_{<j><i>}"),
        layers=(
            "x, a layer without a number and without a letter for its width: <width> neurons",
            "y, a layer without a number: n = <width> neurons; the weights v lead into it",
            "z, the last layer: m = <width> neurons; the weights w lead into it and would be <shape>",
        ),
        from_to=(
            "<weight>: with x it begins; the rule cited at its end has w_{<j><i>} for it",
            "<weight>: one of the weights into unit <i> of y; which one is not said",
            "<weight>: from unit <j> of y to unit <i> of z",
        ),
        forward=(
            f"x_{{<i>}} is given; its pre-activation is {UNNAMED}",
            "y_{<i>} = φ(v_{<i>} · x) = φ(v_{1<i>} x_{1} + v_{2<i>} x_{2} + …)",
            "ẑ_{<i>} = φ(w_{<i>} · y) = φ(w_{1<i>} y_{1} + w_{2<i>} y_{2} + …)",
        ),
        defined="<delta> = ∂E/∂o_{<i>} · ∂o_{<i>}/∂net_{<i>}",
        product=(
            "<gradient> = δ_{<i>} o_{<j>}, the rule that it cites",
            "<gradient> = Σ_{i} −(z_{i} − ẑ_{i}) · ẑ_{i}(1 − ẑ_{i}) · w_{<i>i} · "
            "φ(v_{<i>} · x)(1 − φ(v_{<i>} · x)) · x_{<j>}",
            "<gradient> = −(z_{<i>} − ẑ_{<i>}) · ẑ_{<i>}(1 − ẑ_{<i>}) · y_{<j>}",
        ),
        back="<delta> = ( Σ_{ℓ} w_{<i>ℓ} δ_{ℓ} ) o_{<i>}(1 − o_{<i>})",
        start="<delta> = (o_{<i>} − t_{<i>}) o_{<i>}(1 − o_{<i>})",
    ),
    "S2": Convention(
        first_layer=1,
        constant=HALF,
        samples="one",
        neuron="unit",
        depth="n_{l}",
        cost_name="J",
        cost_formula="one sample, J = 1/2 ‖y − h(W, b; x)‖^{2}",
        widths="s_{<l>} = <width>",
        weight="W_{<i>←<j>}<^w>",
        forward="<z> = W_{<i>}<^w> · a<^p> + b_{<i>}<^w>,  then <a>",
        defined="<delta> = ∂J/∂<z>, the error of unit <i>",
        product="<gradient> = <delta> · a_{<j>}<^p>",
        back="<delta> = ( Σ_{q} W_{q←<i>}<^v> · δ_{q}<^n> ) · d<a>/d<z>",
        start="<delta> = −(y_{<i>} − h_{<i>}) · d<a>/d<z>",
    ),
    "S3": Convention(
        samples="sum",
        cost_formula="C = Σ_{l} ‖a_{l}^{(3)} − y_{l}‖^{2}",
        defined="<delta> = ∂C/∂<z>",
        product="<gradient> = Σ_{l} (δ_{l})_{<i>}<^l> (a_{l})_{<j>}<^p>",
        back="<delta> = μ′(<z>) Σ_{k} δ_{k}<^n> w_{k<i>}<^v>",
    ),
    "S4": Convention(
        first_layer=1,
        first_weights=2,
        samples="one",
        raised=PLAIN,
        cost_name="E",
        cost_formula="one sample, any E(Ŷ, Y); here Σ_{i} (ŷ_{i} − Y_{i})^{2}",
        widths="N_{<l>} = <width>",
        weight="W_{<i><j>}<^w>",
        forward="<z> = Σ_{j} W_{<i>j}<^w> a_{j}<^p> + b_{<i>}<^w>,  <a> = σ<^l>(<z>)",
        defined="<delta> = ∂E/∂<z>",
        product="<gradient> = <delta> · a_{<j>}<^p>",
        back="<delta> = [ Σ_{m} δ_{m}<^n> W_{m<i>}<^v> ] σ<^l>′(<z>)",
        start="<delta> = ∂E/∂ŷ_{<i>} · σ<^l>′(<z>)",
    ),
    "Nielsen": Convention(
        first_layer=1,
        first_weights=2,
        constant=HALF,
        raised=PLAIN,
        cost_formula="C = 1/(2n) Σ_{x} ‖y(x) − a^{4}(x)‖^{2}",
        widths="<width>",
        matrix="w<^w>",
        forward="<z> = Σ_{k} w_{<i>k}<^w> a_{k}<^p> + b_{<i>}<^w>,  <a> = σ(<z>)",
        defined="<delta> = ∂C_{x}/∂<z>",
        product="<gradient> = 1/n Σ_{x} a_{<j>}<^p> <delta>",
        back="<delta> = Σ_{k} w_{k<i>}<^v> δ_{k}<^n> σ′(<z>)",
        start="<delta> = (<a> − y_{<i>}) σ′(<z>)",
    ),
    "PyTorch": Convention(
        first_neuron=0,
        first_weights=0,
        weights_step=2,  # behind each Linear stands a Sigmoid
        constant=("n_{L}", SIZES[-1]),
        mean_in_delta="N",
        depth="",
        cost_name="loss",
        cost_formula="loss = MSELoss()(a3, y) = ((a3 − y) ** 2).mean()",
        column=("a0 = x", "net[<module>]", "net[<module>]", "net[<module>]"),
        widths="<width>",
        matrix="net[<w>].weight",
        weight="<matrix>[<i>, <j>]",
        z="z<l>[0, <i>]",
        a="a<l>[0, <i>]",
        delta="z<l>.grad[0, <i>]",
        gradient="<matrix>.grad[<i>, <j>]",
        layers="net[<w>] is Linear(<before>, <width>), its weight is <shape>; the Sigmoid behind it is net[<module>]",
        from_to="<weight>: from its input <j> to its output <i>",
        forward="z<l> = net[<w>](a<p>) = a<p> @ <matrix>.T + net[<w>].bias,  a<l> = net[<module>](z<l>)",
        defined="<delta>, the derivative of the loss, after z<l>.retain_grad()",
        product="<gradient> = (z<l>.grad.T @ a<p>)[<i>, <j>]",
        back="z<l>.grad = (z<n>.grad @ net[<v>].weight) * a<l> * (1 − a<l>)",
        start="z<l>.grad = 2 / 6 * (a<l> − y) * a<l> * (1 − a<l>)",
    ),
    "scikit-learn": Convention(
        first_neuron=0,
        first_weights=0,
        source_first=True,
        constant=HALF,
        depth="",
        cost_name="loss",
        cost_formula="behind its gradients, ((y − activations[3]) ** 2).sum() / (2 * n_samples)",
        widths="<width>",
        matrix="coefs_[<w>]",
        weight="<matrix>[<j>, <i>]",
        unit="activations[<l>][0, <i>]",
        delta="deltas[<w>][0, <i>]",
        gradient="coef_grads[<w>][<j>, <i>]",
        layers="activations[<l>], <width> neurons; <matrix> leads into it and is <shape>",
        forward="activations[<l>] = activations[<p>] @ <matrix> + intercepts_[<w>], then logistic in place",
        defined="<delta>, by which the cost of this sample changes with z",
        product="coef_grads[<w>] = activations[<p>].T @ deltas[<w>] / n_samples, entry [<j>, <i>]",
        back="deltas[<w>] = (deltas[<v>] @ coefs_[<v>].T) * a * (1 − a),  a = activations[<l>]",
        start="deltas[<w>] = (a − y) * a * (1 − a),  a = activations[<l>]",
    ),
}
