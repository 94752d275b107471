"""The conventions of eight texts and of this series, side by side: a table that follows from their records."""

from backprop_lib.gradcheck import complex_step_gradient
from backprop_lib.widgets.rosetta_notation import TEXTS

ROWS = "PyTorch", "scikit-learn"


def convention_rows(texts=None):
    """Return what sets the texts apart, as a dict: question -> the answer of each text.

    The answers are computed from the records of the conventions, as are the names and factors of the figure.

    Parameters
    ----------
    texts : list of str, optional
        Some of `TEXTS`; by default all.
    """
    named = {name: TEXTS[name] for name in (texts or TEXTS)}
    return {
        "text": list(named),
        "input layer": [_first_layer(name, c) for name, c in named.items()],
        "number of the weights into our layer 2": [_weights(name, c) for name, c in named.items()],
        "first index": ["source" if c.source_first else "target" for c in named.values()],
        "samples are": [_samples(name, c) for name, c in named.items()],
        "squared errors, taken as": [_cost(c) for c in named.values()],
        "1/N stands in": [_place_of_mean(name, c) for name, c in named.items()],
        "our gradient is theirs times": [_formula(c.factor()[0]) for c in named.values()],
        "our delta is theirs times": [_formula(c.factor(of_delta=True)[0]) for c in named.values()],
    }


def _first_layer(name, convention):
    return "a letter" if name == "S1" else str(convention.first_layer)


def _weights(name, convention):
    if name == "S1":
        return "a letter"
    number = convention.weights_number(2)
    if name == "PyTorch":
        return f"net[{number}]"
    where = {2: "enters", 1: "leaves"}.get(number - convention.first_layer)
    return f"coefs_[{number}]" if name == "scikit-learn" else f"{number} ({where})"


def _samples(name, convention):
    if name in ROWS:
        return "rows"
    return "one column" if convention.samples == "one" else "columns"


def _cost(convention):
    symbol = _formula(convention.constant[0])
    over = {"mean": "mean", "sum": "sum", "one": "one sample"}[convention.samples]
    return over if symbol == "1" else f"{over} / {symbol}"


def _formula(symbol):
    return f"${symbol}$" if "_" in symbol else symbol


def _place_of_mean(name, convention):
    if convention.samples != "mean":
        return "–"
    if name == "Nielsen":
        return "the update"
    return "the start" if convention.mean_in_delta else "the gradients"


def convention_table(texts=None):
    """Return the rows as a table in Markdown, with a column for each text."""
    (head, names), *rows = convention_rows(texts).items()
    lines = [[head, *names], [":--"] * (len(names) + 1), *([question, *answers] for question, answers in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def own_gradient(name, here, l):
    """Return the derivative of a text's own cost by some weights, as the text stores them; the complex step finds it.

    Parameters
    ----------
    name : str
        One of `TEXTS`.
    here : Case
        With the squared error.
    l : int
        The layer that the weights enter, as we count.

    Returns
    -------
    float64 array of shape (n_l, n_{l-1}), or of the transposed shape if the text has the source first
        Where the text's cost is of one sample, the mean over the samples.
    """
    convention = TEXTS[name]
    symbol, number = convention.constant
    ours = {"mean": 1, "one": 1, "sum": here.N}[convention.samples]
    factor = ours / (len(here.Y) if symbol == "n_{L}" else number)
    gradient = complex_step_gradient(lambda V: factor * here.cost_from(l, V @ here.A[l - 1] + here.b[l]), here.W[l])
    return gradient.T if convention.source_first else gradient
