"""How eight texts and this series write down one and the same network: the data of the figure of notebook 06.

The strings are templates. In angle brackets stand, for the layer that is looked at: <p>, <l>, <n>, our numbers of the
layer before, of the layer itself and of the next; <P>, <T>, <N>, the same counted from 1; <i>, <j>, the neurons at the
end and at the start of the weight; <i0>, <j0>, the same counted from 0; <width>, <shape>, how many neurons the layer
has, and the shape of the weights into it as the text stores them; <pl>, <nl>, PyTorch's modules: the linear map into
the layer, and that into the next. Where layers are written down differently, a tuple has one string for each.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Notation:
    """One text's names and conventions.

    Attributes
    ----------
    columns, widths : tuple or str
        The four layers, and the symbols of their widths.
    matrix, weight, unit, delta, gradient : str or tuple
        Names. `unit` is what is said next to a neuron: its pre-activation and activation.
    layers, from_to, forward, defined, product, back : str or tuple
        Formulas: the layer in words, the weight in words, pre-activation and activation, what delta is, the gradient
        of a weight, the step back (for the last layer: its start).
    cost_name, cost_formula : str
    cost : callable
        Takes outputs and targets, both of shape (n_L, number of samples).
    factors : dict
        "cost", "delta", "gradient": what the text's number must be multiplied by to be ours, as a symbol and a number.
    rules : dict
        For "layers", "weight", ...: how the rest of the name is converted; a str or tuple.
    notes : dict
        What else is to be said of a thing.
    source_first : bool
        Whether weights are stored, and their indices written, with the source in front.
    from_zero : bool
        Whether neurons are counted from 0.
    single : bool
        Whether the text has one sample only; its gradients are averaged over ours.
    batch_delta : bool
        Whether its derivative by z is that of the cost of all samples, with the 1/N inside.
    """

    columns: tuple
    widths: str | tuple
    matrix: str | tuple
    weight: str | tuple
    unit: str | tuple
    delta: str
    gradient: str | tuple
    layers: str | tuple
    from_to: str | tuple
    forward: str | tuple
    defined: str
    product: str | tuple
    back: tuple
    cost_name: str
    cost_formula: str
    cost: Callable
    factors: dict
    rules: dict
    notes: dict
    source_first: bool = False
    from_zero: bool = False
    single: bool = False
    batch_delta: bool = False


UNNAMED = "not named in S1"


def _squares(a, y):
    return ((a - y) ** 2).sum()


def _factors(cost, delta, gradient):
    return {"cost": cost, "delta": delta, "gradient": gradient}


ONE, TWO = ("1", 1.0), ("2", 2.0)
FROM_ZERO = ("layer 0", "layer 1", "layer 2", "layer 3 = L")
FROM_ONE = ("layer 1", "layer 2", "layer 3", "layer 4 = L")

TEXTS = {
    "ours": Notation(
        columns=FROM_ZERO,
        widths="n_{<l>}",
        matrix="W^{(<l>)}",
        weight="w_{<i><j>}^{(<l>)}",
        unit="z_{<i>}^{(<l>)}, a_{<i>}^{(<l>)}",
        delta="δ_{<i>}^{(<l>)}",
        gradient="∂C/∂w_{<i><j>}^{(<l>)}",
        layers="layer <l> of 0 … L = 3: n_{<l>} = <width> neurons; W^{(<l>)} leads into it and is <shape>",
        from_to="w_{<i><j>}^{(<l>)}: from neuron <j> of layer <p> to neuron <i> of layer <l>",
        forward="z_{<i>}^{(<l>)} = Σ_{j} w_{<i>j}^{(<l>)} a_{j}^{(<p>)} + b_{<i>}^{(<l>)},  "
        "a_{<i>}^{(<l>)} = μ(z_{<i>}^{(<l>)})",
        defined="δ_{<i>}^{(<l>)} = ∂C_{s}/∂z_{<i>}^{(<l>)}",
        product="∂C/∂w_{<i><j>}^{(<l>)} = 1/N Σ_{s} δ_{<i>s}^{(<l>)} a_{<j>s}^{(<p>)}",
        back=("δ_{<i>}^{(<l>)} = μ′(z_{<i>}^{(<l>)}) Σ_{k} w_{k<i>}^{(<n>)} δ_{k}^{(<n>)}",) * 2
        + ("δ_{<i>}^{(<l>)} = 2(a_{<i>}^{(<l>)} − y_{<i>}) μ′(z_{<i>}^{(<l>)})",),
        cost_name="C",
        cost_formula="C = 1/N Σ_{s} Σ_{i} (a_{is}^{(3)} − y_{is})^{2}",
        cost=lambda a, y: _squares(a, y) / a.shape[1],
        factors=_factors(ONE, ONE, ONE),
        rules={},
        notes={
            "layers": "The input is layer 0. W and b carry the number of the layer that they lead into.",
            "weight": "Target first, source second: row i of the matrix holds what leads into neuron i.",
            "unit": "Each sample has its own z and a: they are the columns of Z and A.",
            "delta": "C_{s} is the cost of one sample: there is no 1/N in δ.",
            "back": "In vectors: Δ^{(l)} = μ′(Z^{(l)}) ⊙ ((W^{(l+1)})^{T} Δ^{(l+1)}). k: next layer.",
            "gradient": "The 1/N of the mean stands here, once. Samples are columns.",
        },
    ),
    "S0": Notation(
        columns=FROM_ZERO,
        widths="n^{<l>}",
        matrix="W^{<l>}",
        weight="W_{<i><j>}^{<l>}",
        unit="Z_{<i>1}^{<l>}, A_{<i>1}^{<l>}",
        delta="∂E/∂Z_{<i>1}^{<l>}",
        gradient="∂E/∂W_{<i><j>}^{<l>}",
        layers="layer <l> of 0 … L = 3: n^{<l>} = <width> nodes; W^{<l>} leads into it and is <shape>",
        from_to="W_{<i><j>}^{<l>}: from node <j> of layer <p> to node <i> of layer <l>",
        forward="Z_{<i>1}^{<l>} = Σ_{j} W_{<i>j}^{<l>} A_{j1}^{<p>} + b_{<i>}^{<l>},  "
        "A_{<i>1}^{<l>} = g^{<l>}(Z_{<i>1}^{<l>})",
        defined="∂E/∂Z_{<i>1}^{<l>} = ∂E/∂A_{<i>1}^{<l>} · g^{<l>}′(Z_{<i>1}^{<l>})",
        product="∂E/∂W_{<i><j>}^{<l>} = Σ_{c} ∂E/∂Z_{<i>c}^{<l>} · A_{<j>c}^{<p>}",
        back=("∂E/∂Z_{<i>1}^{<l>} = ( Σ_{j} ∂E/∂Z_{j1}^{<n>} · W_{j<i>}^{<n>} ) g^{<l>}′(Z_{<i>1}^{<l>})",) * 2
        + ("∂E/∂Z_{<i>1}^{<l>} = 1/m (A_{<i>1}^{<l>} − Y_{<i>1}) g^{<l>}′(Z_{<i>1}^{<l>})",),
        cost_name="E",
        cost_formula="E = 1/(2m) Σ_{c} Σ_{i} (A_{ic}^{3} − Y_{ic})^{2}",
        cost=lambda a, y: _squares(a, y) / (2 * a.shape[1]),
        factors=_factors(TWO, ("2m", 6.0), TWO),
        rules={
            "layers": "The same numbers, without brackets.",
            "weight": "The same number, the same order, a capital letter.",
            "unit": "The same numbers. The second index is the sample: here c = 1.",
            "delta": "m is our N",
            "gradient": "no 1/m in front of the sum: it is inside already",
            "back": "m is our N",
        },
        notes={
            "layers": "S0 counts as we do. n^{l} is no power: all layer numbers stand above, without brackets.",
            "weight": "W^{l} is no power. Target first, source second, as with us.",
            "unit": "The forward pass stands in another post; this is how the other formulas must mean it.",
            "delta": "It has no letter of its own, and holds the 1/m: it is the derivative of the cost of all samples.",
            "gradient": "c runs over the samples. The 1/m came in at the start of the backward pass.",
            "back": "Two formulas of the text in one. j now counts the neurons of the next layer.",
        },
        batch_delta=True,
    ),
    "S1": Notation(
        columns=("not named", "x", "y", "z"),
        widths=("not named", "not named", "n", "m"),
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
            UNNAMED + ": with x it begins; the rule cited at its end has w_{<j><i>} for it",
            "v ∈ v_{<i>}: one of the weights into unit <i> of y; which one is not said",
            "w_{<j><i>}: from unit <j> of y to unit <i> of z",
        ),
        forward=(
            "x_{<i>} is given; its pre-activation is " + UNNAMED,
            "y_{<i>} = φ(v_{<i>} · x) = φ(v_{1<i>} x_{1} + v_{2<i>} x_{2} + …)",
            "ẑ_{<i>} = φ(w_{<i>} · y) = φ(w_{1<i>} y_{1} + w_{2<i>} y_{2} + …)",
        ),
        defined="δ_{<i>} = ∂E/∂o_{<i>} · ∂o_{<i>}/∂net_{<i>}",
        product=(
            "∂E/∂w_{<j><i>} = δ_{<i>} o_{<j>}, the rule that it cites",
            "∂L/∂v = Σ_{i} −(z_{i} − ẑ_{i}) · ẑ_{i}(1 − ẑ_{i}) · w_{<i>i} · "
            "φ(v_{<i>} · x)(1 − φ(v_{<i>} · x)) · x_{<j>}",
            "∂L/∂w_{<j><i>} = −(z_{<i>} − ẑ_{<i>}) · ẑ_{<i>}(1 − ẑ_{<i>}) · y_{<j>}",
        ),
        back=("δ_{<i>} = ( Σ_{ℓ} w_{<i>ℓ} δ_{ℓ} ) o_{<i>}(1 − o_{<i>})",) * 2
        + ("δ_{<i>} = (o_{<i>} − t_{<i>}) o_{<i>}(1 − o_{<i>})",),
        cost_name="L",
        cost_formula="one sample, L = Σ_{i} 1/2 (z_{i} − ẑ_{i})^{2}",
        cost=lambda a, y: _squares(a, y) / 2,
        factors=_factors(TWO, TWO, TWO),
        rules={
            "layers": "x, y, z are our layers 1, 2, 3. Our layer 0 has no name.",
            "weight": (
                "Without a name there is nothing to convert.",
                "The same number. Is it our w_{<i>1}, or w_{<i>2}, or w_{<i>3}? The name does not say.",
                "The same number; the source stands first.",
            ),
            "unit": (
                "x_{<i>} is our a_{<i>}^{(1)}.",
                "The same numbers, if the bias is the weight of one more unit that is always 1.",
                "The same numbers, if the bias is the weight of one more unit that is always 1.",
            ),
            "delta": "the unit alone is named, not its layer",
            "gradient": "mean over the samples, source first",
            "back": "w_{iℓ} is our w_{ℓi}",
        },
        notes={
            "layers": "Before the text goes one layer further back, the letters are x and y: then y is the last layer.",
            "weight": "S1 has no bias. Here ours count as weights of one more unit, which is always 1.",
            "unit": "There is no bias in S1, and no letter for z: here z is the target, and ẑ the output.",
            "delta": "δ, o, t and net belong to the rule that S1 cites at its end; E is its letter for L.",
            "gradient": "S1 has one sample, and no gradient of a bias: none. The numbers are means over our 3 samples.",
            "back": "From the cited rule: ℓ runs over the units that are fed by this one. t is the target.",
        },
        source_first=True,
        single=True,
    ),
    "S2": Notation(
        columns=("layer 1", "layer 2", "layer 3", "layer 4 = n_{l}"),
        widths="s_{<T>}",
        matrix="W^{(<l>)}",
        weight="W_{<i>←<j>}^{(<l>)}",
        unit="z_{<i>}^{(<T>)}, a_{<i>}^{(<T>)}",
        delta="δ_{<i>}^{(<T>)}",
        gradient="∂J/∂W_{<i>←<j>}^{(<l>)}",
        layers="layer <T> of 1 … n_{l} = 4: s_{<T>} = <width> units; W^{(<l>)} leads into it and is <shape>",
        from_to="W_{<i>←<j>}^{(<l>)}: from unit <j> of layer <P> to unit <i> of layer <T>",
        forward="z_{<i>}^{(<T>)} = W_{<i>}^{(<l>)} · a^{(<P>)} + b_{<i>}^{(<l>)},  then a_{<i>}^{(<T>)}",
        defined="δ_{<i>}^{(<T>)} = ∂J/∂z_{<i>}^{(<T>)}, the error of unit <i>",
        product="∂J/∂W_{<i>←<j>}^{(<l>)} = δ_{<i>}^{(<T>)} · a_{<j>}^{(<P>)}",
        back=("δ_{<i>}^{(<T>)} = ( Σ_{q} W_{q←<i>}^{(<n>)} · δ_{q}^{(<N>)} ) · da_{<i>}^{(<T>)}/dz_{<i>}^{(<T>)}",) * 2
        + ("δ_{<i>}^{(<T>)} = −(y_{<i>} − h_{<i>}) · da_{<i>}^{(<T>)}/dz_{<i>}^{(<T>)}",),
        cost_name="J",
        cost_formula="one sample, J = 1/2 ‖y − h(W, b; x)‖^{2}",
        cost=lambda a, y: _squares(a, y) / 2,
        factors=_factors(TWO, TWO, TWO),
        rules={
            "layers": "Our number is theirs − 1 for the layer; the number of W is the same.",
            "weight": "The same number and superscript: theirs is the layer that it leaves, counted from 1.",
            "unit": "The same numbers. Layer − 1 for z and a; the superscript of W stays.",
            "delta": "layer − 1",
            "gradient": "layer − 1 for δ and a, not for W; mean over the samples",
            "back": "layer − 1 for δ, not for W",
        },
        notes={
            "layers": "Beware of n_{l}: in S2 it is the number of layers, with us the width of layer l.",
            "weight": "The arrow says it all: into ← from.",
            "unit": "The activation function has no name, only its slope da/dz. The bias is ours: S2 leaves it out.",
            "delta": "Within its derivation δ stands for da/dz for a while; in the rules at the end it is this.",
            "gradient": "On the left the text prints h, and means J. The numbers are means over our 3 samples.",
            "back": "The sign is in −(y − h), which is h − y.",
        },
        single=True,
    ),
    "S3": Notation(
        columns=FROM_ZERO,
        widths="n_{<l>}",
        matrix="W^{(<l>)}",
        weight="w_{<i><j>}^{(<l>)}",
        unit="z_{<i>}^{(<l>)}, a_{<i>}^{(<l>)}",
        delta="δ_{<i>}^{(<l>)}",
        gradient="∂C/∂w_{<i><j>}^{(<l>)}",
        layers="layer <l> of 0 … L = 3: n_{<l>} = <width> neurons; W^{(<l>)} leads into it and is <shape>",
        from_to="w_{<i><j>}^{(<l>)}: from neuron <j> of layer <p> to neuron <i> of layer <l>",
        forward="z_{<i>}^{(<l>)} = Σ_{j} w_{<i>j}^{(<l>)} a_{j}^{(<p>)} + b_{<i>}^{(<l>)},  "
        "a_{<i>}^{(<l>)} = μ(z_{<i>}^{(<l>)})",
        defined="δ_{<i>}^{(<l>)} = ∂C/∂z_{<i>}^{(<l>)}",
        product="∂C/∂w_{<i><j>}^{(<l>)} = Σ_{l} (δ_{l})_{<i>}^{(<l>)} (a_{l})_{<j>}^{(<p>)}",
        back=("δ_{<i>}^{(<l>)} = μ′(z_{<i>}^{(<l>)}) Σ_{k} δ_{k}^{(<n>)} w_{k<i>}^{(<n>)}",) * 2
        + ("δ_{<i>}^{(<l>)} = 2(a_{<i>}^{(<l>)} − y_{<i>}) μ′(z_{<i>}^{(<l>)})",),
        cost_name="C",
        cost_formula="C = Σ_{l} ‖a_{l}^{(3)} − y_{l}‖^{2}",
        cost=_squares,
        factors=_factors(("1/N", 1 / 3), ONE, ("1/N", 1 / 3)),
        rules={
            "layers": "The same numbers.",
            "weight": "The same number, the same name, from the section on many neurons on.",
            "unit": "The same numbers, the same names.",
            "delta": "the same name",
            "gradient": "a sum over the samples in place of the mean",
            "back": "the same formula",
        },
        notes={
            "layers": "Most of our names come from S3. At its beginning L may be any layer, later it is the last one.",
            "weight": "In the introduction the source is first, w_{ji}; later the target is.",
            "unit": "One formula of the text has the bias inside the sum over j; it is meant as it stands here.",
            "delta": "Sometimes its superscript is written without brackets.",
            "gradient": "The index l is a sample. The cost is once the sum, once the mean; the classifier has 1/N.",
            "back": "In vectors: δ^{(ℓ−1)} = μ′(z^{(ℓ−1)}) ⊙ (W^{(ℓ)})^{T} δ^{(ℓ)}.",
        },
    ),
    "S4": Notation(
        columns=FROM_ONE,
        widths="N_{<T>}",
        matrix="W^{<T>}",
        weight="W_{<i><j>}^{<T>}",
        unit="z_{<i>}^{<T>}, a_{<i>}^{<T>}",
        delta="δ_{<i>}^{<T>}",
        gradient="∂E/∂W_{<i><j>}^{<T>}",
        layers="layer <T> of 1 … L = 4: N_{<T>} = <width> neurons; W^{<T>} leads into it and is <shape>",
        from_to="W_{<i><j>}^{<T>}: from neuron <j> of layer <P> to neuron <i> of layer <T>",
        forward="z_{<i>}^{<T>} = Σ_{j} W_{<i>j}^{<T>} a_{j}^{<P>} + b_{<i>}^{<T>},  "
        "a_{<i>}^{<T>} = σ^{<T>}(z_{<i>}^{<T>})",
        defined="δ_{<i>}^{<T>} = ∂E/∂z_{<i>}^{<T>}",
        product="∂E/∂W_{<i><j>}^{<T>} = δ_{<i>}^{<T>} · a_{<j>}^{<P>}",
        back=("δ_{<i>}^{<T>} = [ Σ_{m} δ_{m}^{<N>} W_{m<i>}^{<N>} ] σ^{<T>}′(z_{<i>}^{<T>})",) * 2
        + ("δ_{<i>}^{<T>} = ∂E/∂ŷ_{<i>} · σ^{<T>}′(z_{<i>}^{<T>})",),
        cost_name="E",
        cost_formula="one sample, any E(Ŷ, Y); here Σ_{i} (ŷ_{i} − Y_{i})^{2}",
        cost=_squares,
        factors=_factors(ONE, ONE, ONE),
        rules={
            "layers": "Our number is theirs − 1, for all letters.",
            "weight": "The same number, the same order; layer − 1.",
            "unit": "The same numbers; layer − 1 for all letters.",
            "delta": "layer − 1",
            "gradient": "layer − 1 for all letters; mean over the samples",
            "back": "layer − 1 for all letters",
        },
        notes={
            "layers": "L = 4 here, since the input counts as a layer; there are L − 1 layers of weights.",
            "weight": "The superscript is the layer that it leads into.",
            "unit": "σ is any activation function here, each layer has its own.",
            "delta": "The cost is left open in S4. With ours put in, nothing has to be multiplied.",
            "gradient": "S4 has one sample. The numbers are means over our 3 samples.",
            "back": "m counts the neurons of the next layer. The start holds for any cost.",
        },
        single=True,
    ),
    "Nielsen": Notation(
        columns=FROM_ONE,
        widths=("4", "3", "5", "2"),
        matrix="w^{<T>}",
        weight="w_{<i><j>}^{<T>}",
        unit="z_{<i>}^{<T>}, a_{<i>}^{<T>}",
        delta="δ_{<i>}^{<T>}",
        gradient="∂C/∂w_{<i><j>}^{<T>}",
        layers="layer <T> of 1 … L = 4: <width> neurons; w^{<T>} leads into it and is <shape>",
        from_to="w_{<i><j>}^{<T>}: from neuron <j> of layer <P> to neuron <i> of layer <T>",
        forward="z_{<i>}^{<T>} = Σ_{k} w_{<i>k}^{<T>} a_{k}^{<P>} + b_{<i>}^{<T>},  a_{<i>}^{<T>} = σ(z_{<i>}^{<T>})",
        defined="δ_{<i>}^{<T>} = ∂C_{x}/∂z_{<i>}^{<T>}",
        product="∂C/∂w_{<i><j>}^{<T>} = 1/n Σ_{x} a_{<j>}^{<P>} δ_{<i>}^{<T>}",
        back=("δ_{<i>}^{<T>} = Σ_{k} w_{k<i>}^{<N>} δ_{k}^{<N>} σ′(z_{<i>}^{<T>})",) * 2
        + ("δ_{<i>}^{<T>} = (a_{<i>}^{<T>} − y_{<i>}) σ′(z_{<i>}^{<T>})",),
        cost_name="C",
        cost_formula="C = 1/(2n) Σ_{x} ‖y(x) − a^{4}(x)‖^{2}",
        cost=lambda a, y: _squares(a, y) / (2 * a.shape[1]),
        factors=_factors(TWO, TWO, TWO),
        rules={
            "layers": "Our number is theirs − 1, for all letters.",
            "weight": "The same number, the same order; layer − 1. Its own indices are jk: target j, source k.",
            "unit": "The same numbers; layer − 1 for all letters.",
            "delta": "layer − 1",
            "gradient": "layer − 1 for all letters; n is our N",
            "back": "layer − 1 for all letters",
        },
        notes={
            "layers": "The widths have no letter. n is the number of samples.",
            "weight": "The superscript is the layer that it leads into.",
            "unit": "σ is the logistic function.",
            "delta": "x stands for a sample, and is mostly left out: C_{x} is written C.",
            "gradient": "The text writes it for one sample, and averages over a mini-batch in the update.",
            "back": "In vectors: δ^{l} = ((w^{l+1})^{T} δ^{l+1}) ⊙ σ′(z^{l}).",
        },
    ),
    "PyTorch": Notation(
        columns=("a0 = x", "net[1]", "net[3]", "net[5]"),
        widths=("4", "3", "5", "2"),
        matrix="net[<pl>].weight",
        weight="net[<pl>].weight[<i0>, <j0>]",
        unit="z<l>[0, <i0>], a<l>[0, <i0>]",
        delta="z<l>.grad[0, <i0>]",
        gradient="net[<pl>].weight.grad[<i0>, <j0>]",
        layers="net[<pl>] is Linear(<before>, <width>), its weight is <shape>; the Sigmoid behind it is net[<ps>]",
        from_to="net[<pl>].weight[<i0>, <j0>]: from its input <j0> to its output <i0>",
        forward="z<l> = net[<pl>](a<p>) = a<p> @ net[<pl>].weight.T + net[<pl>].bias,  a<l> = net[<ps>](z<l>)",
        defined="z<l>.grad[0, <i0>], the derivative of the loss, after z<l>.retain_grad()",
        product="net[<pl>].weight.grad[<i0>, <j0>] = (z<l>.grad.T @ a<p>)[<i0>, <j0>]",
        back=("z<l>.grad = (z<n>.grad @ net[<nl>].weight) * a<l> * (1 − a<l>)",) * 2
        + ("z<l>.grad = 2 / 6 * (a<l> − y) * a<l> * (1 − a<l>)",),
        cost_name="loss",
        cost_formula="loss = MSELoss()(a3, y) = ((a3 − y) ** 2).mean()",
        cost=lambda a, y: ((a - y) ** 2).mean(),
        factors=_factors(("n_{L}", 2.0), ("N n_{L}", 6.0), ("n_{L}", 2.0)),
        rules={
            "layers": "Our layer l has the modules net[2l − 2] and net[2l − 1].",
            "weight": "The same number, the same order; neurons are counted from 0.",
            "unit": "The same numbers; samples are rows, and samples and neurons are counted from 0.",
            "delta": "transposed, counted from 0",
            "gradient": "counted from 0",
            "back": "samples are rows, so the step back needs no transpose",
        },
        notes={
            "layers": "net = Sequential(Linear(4, 3), Sigmoid(), Linear(3, 5), Sigmoid(), Linear(5, 2), Sigmoid()).",
            "weight": "weight has the shape of our W. The layer multiplies by its transpose, since samples are rows.",
            "unit": "The names z and a are ours: modules have no names for what they compute.",
            "delta": "MSELoss averages over the 3 samples and the 2 outputs: its 1/6 is in every derivative.",
            "gradient": "MSELoss averages over samples and outputs: of 1/N and 1/n_{L} our gradient has the first.",
            "back": "loss.backward() does it for all layers.",
        },
        from_zero=True,
        batch_delta=True,
    ),
    "scikit-learn": Notation(
        columns=("layer 0", "layer 1", "layer 2", "layer 3"),
        widths=("4", "3", "5", "2"),
        matrix="coefs_[<p>]",
        weight="coefs_[<p>][<j0>, <i0>]",
        unit="activations[<l>][0, <i0>]",
        delta="deltas[<p>][0, <i0>]",
        gradient="coef_grads[<p>][<j0>, <i0>]",
        layers="activations[<l>], <width> neurons; coefs_[<p>] leads into it and is <shape>",
        from_to="coefs_[<p>][<j0>, <i0>]: from neuron <j0> of layer <p> to neuron <i0> of layer <l>",
        forward="activations[<l>] = activations[<p>] @ coefs_[<p>] + intercepts_[<p>], then logistic in place",
        defined="deltas[<p>][0, <i0>], by which the cost of this sample changes with z",
        product="coef_grads[<p>] = activations[<p>].T @ deltas[<p>] / n_samples, entry [<j0>, <i0>]",
        back=("deltas[<p>] = (deltas[<l>] @ coefs_[<l>].T) * a * (1 − a),  a = activations[<l>]",) * 2
        + ("deltas[<p>] = (a − y) * a * (1 − a),  a = activations[<l>]",),
        cost_name="loss",
        cost_formula="behind its gradients, ((y − activations[3]) ** 2).sum() / (2 * n_samples)",
        cost=lambda a, y: _squares(a, y) / (2 * a.shape[1]),
        factors=_factors(TWO, TWO, TWO),
        rules={
            "layers": "The same numbers for activations; coefs_, intercepts_ and deltas have one less.",
            "weight": "The same number, transposed: coefs_[l − 1] is our W^{(l)}. Neurons are counted from 0.",
            "unit": "The same numbers; samples are rows, and all is counted from 0.",
            "delta": "transposed; its number is one less than the layer's",
            "gradient": "transposed; its number is one less than the layer's",
            "back": "transposed; its number is one less than the layer's",
        },
        notes={
            "layers": "hidden_layer_sizes=(3, 5). The number of coefs_ is that of the layer that they leave.",
            "weight": "Source first: a row of coefs_ is what leaves a neuron.",
            "unit": "z is not kept: the activation function is applied in place.",
            "delta": "No 1/N inside, as with us. It has no word for δ but this name in its code.",
            "gradient": "The 1/N stands here, as with us. The loss that it reports is averaged over the outputs, too.",
            "back": "Its code starts with activations − y, since its squared error has identity outputs.",
        },
        source_first=True,
        from_zero=True,
    ),
}
