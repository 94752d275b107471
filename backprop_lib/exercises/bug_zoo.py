"""The bug zoo: wrong passes, and five checks that may notice them.

>>> from backprop_lib.exercises.bug_zoo import bug_zoo, compare, show_bugs, side_by_side

Each bug is an edit of the right backward pass, which stands here as a text. Two go through the forward pass as well:
they are checked as their programmer would, against derivatives of the cost that this program computes.
"""

import copy
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from backprop_lib.checks import DivergedError, demands
from backprop_lib.checks.general import check_choice, check_count, check_positive
from backprop_lib.checks.training import SAMPLES
from backprop_lib.endings import CROSS_ENTROPY
from backprop_lib.exercises.edits import edited, edits_of, function_of, tidy
from backprop_lib.gradcheck import complex_step_gradient, numerical_gradient, parameter_gradients, relative_error
from backprop_lib.network import Cache, Gradients, Network, quiet
from backprop_lib.training import descend, minibatches

# ---------------------------------------------------------------------------------------------------------------------
# The right passes. The backward pass has no use for the learning rate, but some of the bugs have.

FORWARD = tidy("""
    def forward(net, X):
        W, b = net.W, net.b
        Z, A = [None], [X]
        for l in range(1, net.L + 1):
            Z.append(W[l] @ A[l - 1] + b[l])                                # (4.2)
            A.append(net.mu[l](Z[l]))                                       # (4.3)
        return Cache(Z, A)
    """)

BACKWARD = tidy("""
    def backward(net, cache, Y, learning_rate=0.5):
        Z, A, W = *cache, net.W
        N, L = Y.shape[1], net.L
        mu, mu_prime = net.mu[1], net.mu_prime[1]                           # all hidden layers have one activation
        Delta, dW, db = [None] * (L + 1), [None] * (L + 1), [None] * (L + 1)
        Delta[L] = net.ending.delta(Z[L], A[L], Y)                          # (4.6), (5.9)
        for l in range(L, 1, -1):
            Delta[l - 1] = mu_prime(Z[l - 1]) * (W[l].T @ Delta[l])         # (4.11)
        for l in range(1, L + 1):
            dW[l] = Delta[l] @ A[l - 1].T / N                               # (4.8)
            db[l] = Delta[l].sum(axis=1, keepdims=True) / N                 # (4.9)
        return Gradients(dW, db, Delta)
    """)

NAMES = {"Cache": Cache, "Gradients": Gradients}
forward = function_of(FORWARD, NAMES, "the right forward pass")
backward = function_of(BACKWARD, NAMES, "the right backward pass")

# ---------------------------------------------------------------------------------------------------------------------
# The bugs.


class Bug(NamedTuple):
    """A wrong program: its two passes, and the line that is wrong."""

    backward: object
    line: str
    fits: object  # whether it is another function than the right one in this kind of network
    forward: object = forward

    def __call__(self, net, cache, Y, learning_rate=0.5):
        """Return the wrong gradients."""
        return self.backward(net, cache, Y, learning_rate)


def wrong(edit, line="", fits=lambda net: True, forward_edit=None):
    """Return the bug that an edit of the right backward pass makes, and maybe another of the forward pass.

    Parameters
    ----------
    edit : str or None
        Such as "W[l].T -> W[l]"; see `edits`. None where the backward pass is as it should be.
    line : str, optional
        What is shown, where it is not the line that is edited.
    fits : callable, optional
        fits(net) says whether it is a bug in this kind of network.
    forward_edit : str, optional
        As `edit`, of the forward pass.
    """
    source = edited(BACKWARD, edits_of(edit, "a bug") if edit else [], "a bug")
    passes = [function_of(source, NAMES, edit)]
    if forward_edit:
        source = edited(FORWARD, edits_of(forward_edit, "a bug"), "a bug")
        passes.append(function_of(source, NAMES, forward_edit))
    return Bug(passes[0], line or _as_shown(source), fits, *passes[1:])


def _as_shown(source):
    """Return the line of a pass that is not right, without its comment."""
    right = FORWARD if source.startswith("def forward") else BACKWARD
    shown = next(line for line, known in zip(source.splitlines(), right.splitlines(), strict=True) if line != known)
    return shown.partition("#")[0].strip().replace("[l - 1]", "[l-1]")


# Some bugs are none with some activations; what an activation does with these numbers decides.
PROBE = np.linspace(-3, 3, 13)


def _has_slopes(net):
    return bool((net.hidden.mu_prime(PROBE) != 1).any())


def _has_other_slopes_at_a(net):
    return bool((net.hidden.mu_prime(net.hidden.mu(PROBE)) != net.hidden.mu_prime(PROBE)).any())


def _cuts_off(net):
    return bool((net.hidden.mu(PROBE[PROBE < 0]) == 0).all())


BUGS = {
    "W not transposed": wrong("W[l].T -> W[l]"),
    "W of layer l-1": wrong("W[l].T -> W[l - 1].T"),
    "updated W": wrong(
        "W[l].T -> (W[l] - learning_rate * (Delta[l] @ A[l - 1].T / N)).T",
        "Delta[l-1] = mu_prime(Z[l-1]) * (updated_W[l].T @ Delta[l])",
    ),
    "slope of layer l": wrong("mu_prime(Z[l - 1]) -> mu_prime(Z[l])"),
    "mu for mu'": wrong("mu_prime(Z[l - 1]) -> mu(Z[l - 1])"),
    # A ReLU is open where a > 0 exactly if it is where z > 0.
    "mu' at a": wrong("mu_prime(Z[l - 1]) -> mu_prime(A[l - 1])", fits=_has_other_slopes_at_a),
    # For ReLU it is the next one.
    "no mu'": wrong(
        "mu_prime(Z[l - 1]) * (W[l].T @ Delta[l]) -> W[l].T @ Delta[l]",
        fits=lambda net: _has_slopes(net) and not _cuts_off(net),
    ),
    "gate a >= 0": wrong("mu_prime(Z[l - 1]) -> (A[l - 1] >= 0)", fits=_cuts_off),  # true everywhere: all gates open
    "no brackets": wrong("(W[l].T @ Delta[l]) -> W[l].T @ Delta[l]"),
    # -y/a times a(1 - a): softmax as if it were element-wise; a has cancelled, for it may be 0.
    "diagonal of J": wrong(
        "net.ending.delta(Z[L], A[L], Y) -> -Y * (1 - A[L])",
        "Delta[L] = -Y / A[L] * A[L] * (1 - A[L])",
        lambda net: net.ending.cost is CROSS_ENTROPY,
    ),
    "2 lost": wrong(
        "A[L], Y) -> A[L], Y) / 2", "Delta[L] = (A[L] - Y) * mu_prime(Z[L])", lambda net: net.ending.cost.scale == 1
    ),
    "y - a": wrong("net.ending.delta -> -net.ending.delta", "Delta[L] with Y - A[L] in place of A[L] - Y"),
    "a of layer l": wrong("A[l - 1].T -> A[l].T"),
    "A not transposed": wrong("A[l - 1].T -> A[l - 1]"),
    "db over wrong axis": wrong("sum(axis=1, keepdims=True) -> sum(axis=0).reshape(-1, 1)"),
    # Printed in S3 for 784-10-10.
    "db from layer l-1": wrong(
        "Delta[l].sum -> Delta[max(l - 1, 1)].sum",
        "db[l] = Delta[l-1].sum(axis=1, keepdims=True) / N   for l > 1",
    ),
    "db without 1/N": wrong("keepdims=True) / N -> keepdims=True)"),
    "no 1/N": wrong("/ N => / 1", "dW[l] and db[l] without / N"),
    "1/N twice": wrong("/ N => / N**2", "dW[l] and db[l] with / N**2"),
    "b as (n,)": wrong(None, "Z[l] = W[l] @ A[l-1] + b[l][:, 0]", forward_edit="+ b[l] -> + b[l][:, 0]"),
    # z = Σ (w a + b): the bias counts once for each of the n[l-1] neurons of the layer before.
    "bias inside the sum": wrong(
        "keepdims=True) / N -> keepdims=True) / N * net.sizes[l - 1]",
        "Z[l] = W[l] @ A[l-1] + n[l-1] * b[l]   and db[l] times n[l-1]",
        forward_edit="+ b[l] -> + net.sizes[l - 1] * b[l]",
    ),
}


RIGHT = Bug(backward, "", lambda net: False)


def bugs_of(net):
    """Return those of the bugs that are different from the right backward pass in a network of this kind."""
    return {name: bug for name, bug in BUGS.items() if bug.fits(net)}


# ---------------------------------------------------------------------------------------------------------------------
# The checks.

CHECKS = {
    "shapes": "the gradients have the shapes of the parameters",
    "cost": "the cost is lower after training than before",
    "accuracy": "the accuracy after training is within 2 percentage points of the right one's",
    "central": "the gradients agree with the central difference to 1e-4",
    "complex": "the gradients agree with the complex step to 1e-9",
}
DIFFERENCE, STEP = 1e-4, 1e-9
# Right training from another start, or with the samples in another order, ends within 2 percentage points as well. Who
# sees no larger difference has no reason to suspect the gradient.
ACCURACY = 0.02
FEW = 6  # samples are enough for a gradient check, and it is slow
MANY = 500  # entries of a gradient are enough to check it; of a larger one so many are checked, spread evenly


class Text:
    """Something that a notebook shows as plain text."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


class Zoo(Text):
    """Which check noticed which bug.

    Attributes
    ----------
    net : str
        Widths and number of samples, such as "3-3-3-3, N = 3".
    noticed : dict
        noticed[name][check] is True or False, or None if it did not come to that check. The name "right" belongs to the
        right backward pass.
    numbers : dict
        numbers[name][check] is the number that decided; shown nowhere, for it differs a little between machines.
    """

    def __init__(self, net, noticed, numbers):
        self.net, self.noticed, self.numbers = net, noticed, numbers
        super().__init__(_aligned([self]))


def zoo_network(sizes, N, seed=3):
    """Return a network of sigmoid neurons, with biases that are not 0, and N samples for it: net, X, Y."""
    rng = np.random.default_rng(seed)
    net = Network(sizes, hidden="sigmoid", output="sigmoid", cost="squared_error", rng=rng)
    net.b = [None] + [rng.normal(size=(n, 1)) for n in sizes[1:]]
    return net, rng.normal(size=(sizes[0], N)), rng.uniform(size=(sizes[-1], N))


@demands(**SAMPLES, steps=check_count, learning_rate=check_positive)
def bug_zoo(net, X, Y, steps, learning_rate, test=None, batch_size=None):
    """Let every bug loose on a network, and see which checks notice.

    Parameters
    ----------
    net : Network
        Of float64, for single precision is not enough to check a gradient. Left as it was.
    X, Y : arrays of shape (n_0, N) and (n_L, N); X may be LazyColumns
        Samples to train with; the gradients are checked on the first six, and of a large array at 500 entries.
    steps : int
        Of training, from the same start with every bug.
    learning_rate : float
    test : pair of array (or LazyColumns) of shape (n_0, M) and labels of shape (M,), optional
        Samples on which the accuracy is measured. Without them there is no such check.
    batch_size : int, optional
        For training on mini-batches, the same for every bug. Without it each step takes all samples.

    Returns
    -------
    Zoo

    Raises
    ------
    ValueError
        For wrong shapes or numbers, or a network of single precision.
    """
    if net.dtype != np.float64:
        raise ValueError(f"the network has dtype {net.dtype}, expected float64: a gradient check needs its digits")
    if net.L < 2:
        raise ValueError(
            f"the network has widths {net.sizes}, expected a hidden layer: there is no step back without one"
        )
    N = Y.shape[1]
    if not _has_slopes(net) or N < 2:
        raise ValueError(
            f"the network has hidden={net.hidden.name!r} and {N} samples, expected a bent activation and two samples "
            "or more: else some of the bugs are none"
        )
    batches = [np.arange(N)]
    if batch_size is not None:
        batches = minibatches(N, check_count("batch_size", batch_size), np.random.default_rng(0))
        batches = [batch for batch in batches if len(batch) == len(batches[0])]  # a shorter last one is left out
    few = np.arange(min(FEW, N))
    known = SimpleNamespace(
        X=X,
        Y=Y,
        steps=steps,
        learning_rate=learning_rate,
        test=test,
        batches=batches,
        few=few,
        derivatives=_derivatives(net, X[:, few], Y[:, few]),
    )
    noticed, numbers = {}, {}
    for name, bug in {"right": RIGHT, **bugs_of(net)}.items():
        numbers[name] = _measured(net, bug, known)
        if name == "right" and test:
            known.accuracy = numbers[name]["accuracy"]
        noticed[name] = _judged(numbers[name], known)
    return Zoo(f"{'-'.join(map(str, net.sizes))}, N = {len(batches[0])}", noticed, numbers)


@demands(**SAMPLES, steps=check_count, learning_rate=check_positive)
def costs_with(net, X, Y, name, steps, learning_rate):
    """Return the cost before each step of training with a bug, given by its name.

    Parameters
    ----------
    net : Network
        Left as it was.
    X, Y : arrays of shape (n_0, N) and (n_L, N)
    name : str
        One of `BUGS`, or "right".
    steps : int
    learning_rate : float

    Returns
    -------
    list of float

    Raises
    ------
    ValueError
        For an unknown name, wrong shapes or numbers, or shapes that numpy refuses with this bug.
    """
    bug = {"right": RIGHT, **BUGS}[check_choice("name", name, ["right", *BUGS])]
    pupil = _pupil(net, bug, learning_rate)
    return [descend(pupil, X, Y, learning_rate) for _ in range(steps)]


def _derivatives(net, X, Y):
    """Return the derivatives of the mean cost by the checked entries: by central difference and by complex step."""
    methods = {"central": numerical_gradient, "complex": complex_step_gradient}
    return {check: parameter_gradients(net, X, Y, _at_the_checked(method)) for check, method in methods.items()}


def _checked(size):
    """Return the places, in an array of this size, of the entries at which a gradient is checked."""
    return np.linspace(0, size - 1, min(size, MANY)).astype(int)


def _at_the_checked(method):
    """Return a function like `method` that nudges the checked entries only."""

    def derivatives(f, x):
        places = _checked(x.size)

        def f_of_checked(values):
            moved = x.astype(values.dtype)
            moved.flat[places] = values
            return f(moved)

        return method(f_of_checked, x.flat[places])

    return derivatives


def _pupil(net, bug, learning_rate):
    """Return a network with the passes of a bug; training gives it new lists of parameters, so net keeps its own."""
    pupil = copy.copy(net)
    if bug.forward is not forward:
        pupil.forward = lambda X: bug.forward(pupil, X)
    pupil.backward = lambda cache, Y: bug.backward(pupil, cache, Y, learning_rate)
    return pupil


@quiet
def _measured(net, bug, known):
    """Return what decides each check: whether shapes fit, two costs, the accuracy, and two relative errors."""
    first, few = known.batches[0], known.few
    shown = np.arange(min(known.Y.shape[1], 1000))  # the cost is that of up to 1000 samples
    pupil = _pupil(net, bug, known.learning_rate)
    if not (_fits(pupil, known.X[:, first], known.Y[:, first]) and _runs(pupil, known.X[:, shown])):
        return {"shapes": False}
    numbers = {"shapes": True, "central": np.inf, "complex": np.inf}
    X, Y = known.X[:, few], known.Y[:, few]
    if _fits(pupil, X, Y):
        gradients = pupil.backward(pupil.forward(X), Y)
        derivatives = known.derivatives if bug.forward is forward else _derivatives(pupil, X, Y)
        numbers |= {check: _error(gradients, exact) for check, exact in derivatives.items()}
    X, Y = known.X[:, shown], known.Y[:, shown]
    before = np.inf
    try:
        before = pupil.cost(X, Y)
        for step in range(known.steps):
            batch = known.batches[step % len(known.batches)]
            descend(pupil, known.X[:, batch], known.Y[:, batch], known.learning_rate)
        numbers["cost"] = before, pupil.cost(X, Y)
        right = _accuracy(pupil, *known.test) if known.test else None
    except DivergedError:
        numbers["cost"], right = (before, np.inf), 0.0
    return {**numbers, "accuracy": right} if known.test else numbers


def _accuracy(net, X, labels):
    # Block by block, so that LazyColumns need not become columns all at once.
    blocks = [slice(k, k + 1000) for k in range(0, len(labels), 1000)]
    return sum((net.predict(X[:, block]) == labels[block]).sum() for block in blocks) / len(labels)


def _judged(numbers, known):
    """Return, for each check, whether it notices."""
    noticed = {"shapes": not numbers["shapes"]}
    judges = {
        "cost": lambda costs: not costs[1] < costs[0],
        "accuracy": lambda accuracy: abs(accuracy - known.accuracy) > ACCURACY,
        "central": lambda error: not error <= DIFFERENCE,
        "complex": lambda error: not error <= STEP,
    }
    for check, judge in judges.items():
        if check != "accuracy" or known.test:
            noticed[check] = bool(judge(numbers[check])) if numbers["shapes"] else None
    return noticed


def _runs(net, X):
    try:
        net.forward(X)
    except ValueError:  # numpy refuses a sum or a product
        return False
    return True


def _fits(net, X, Y):
    if not _runs(net, X):
        return False
    try:
        gradients = net.backward(net.forward(X), Y)
    except ValueError:
        return False
    pairs = zip(net.W[1:] + net.b[1:], gradients.W[1:] + gradients.b[1:], strict=True)
    return all(parameter.shape == gradient.shape for parameter, gradient in pairs)


def _error(gradients, wanted):
    """Return the largest relative error of any layer's gradients."""
    pairs = zip(gradients.W[1:] + gradients.b[1:], wanted[0][1:] + wanted[1][1:], strict=True)
    return max(relative_error(ours.flat[_checked(ours.size)], exact) for ours, exact in pairs)


# ---------------------------------------------------------------------------------------------------------------------
# What a notebook shows.


def show_bugs(net):
    """Return the bugs of a network of this kind as a text: their names, and the line that is wrong."""
    return Text("\n".join(f"{name:<20}{bug.line}" for name, bug in bugs_of(net).items()))


def side_by_side(*zoos):
    """Return several zoos with the same bugs as one table; see `show_zoo` of the plots for the same as a picture."""
    return Text(_aligned(zoos))


def _aligned(zoos):
    marks = {True: "notices", False: "·", None: ""}
    names = list(zoos[0].noticed)
    columns = [list(zoo.noticed["right"]) for zoo in zoos]
    widths = [sum(max(len(check), 7) + 2 for check in checks) for checks in columns]

    def line(first, cells):
        return f"{first:<20}" + "".join(cells)

    def cells(words, checks):
        return "".join(f"{word:<{max(len(check), 7) + 2}}" for word, check in zip(words, checks, strict=True)) + "  "

    lines = [line("", [f"{zoo.net:<{width + 2}}" for zoo, width in zip(zoos, widths, strict=True)])]
    lines.append(line("", [cells(checks, checks) for checks in columns]))
    for name in names:
        rows = [
            [marks[zoo.noticed[name][check]] for check in checks] for zoo, checks in zip(zoos, columns, strict=True)
        ]
        lines.append(line(name, [cells(row, checks) for row, checks in zip(rows, columns, strict=True)]))
    totals = []
    for zoo, checks in zip(zoos, columns, strict=True):
        bugs = [noticed for name, noticed in zoo.noticed.items() if name != "right"]
        # Of the bugs that got so far: one that numpy refused gave a gradient check nothing to check.
        counts = [
            (sum(bug[check] is True for bug in bugs), sum(bug[check] is not None for bug in bugs)) for check in checks
        ]
        totals.append(cells([f"{seen}/{of}" for seen, of in counts], checks))
    lines.append(line("noticed", totals))
    return "\n".join(row.rstrip() for row in lines)


def compare(predictions, zoo, checks=None):
    """Say which predictions were right.

    Parameters
    ----------
    predictions : dict
        name of a bug -> names of the checks that will notice it, as a set, a list, or one name; an empty set for none.
    zoo : Zoo
    checks : sequence of str, optional
        The checks that the question was about; of the others nothing is said. Without it all of them.

    Returns
    -------
    Text

    Raises
    ------
    ValueError
        For an unknown name of a bug, or of a check that the question was not about.
    """
    checks = _asked_for(checks, list(zoo.noticed["right"]))
    lines, score = [], 0
    if not isinstance(predictions, dict):
        raise ValueError(f"predictions is {predictions!r}, expected a dictionary from bugs to checks")
    for name, guess in predictions.items():
        if guess is None or guess is Ellipsis:
            continue  # not predicted yet
        if name == "right" or name not in zoo.noticed:
            names = ", ".join(repr(known) for known in zoo.noticed if known != "right")
            raise ValueError(f"there is no bug {name!r} here, expected one of {names}")
        guess = [guess] if isinstance(guess, str) else list(guess)
        for check in guess:
            if check not in checks:
                raise ValueError(f"there is no check {check!r} here, expected some of {', '.join(checks)}")
        happened = zoo.noticed[name]
        wrong = [check for check in checks if happened[check] is not None and happened[check] != (check in guess)]
        score += not wrong
        words = [f"{check} {'notices' if happened[check] else 'does not notice'}" for check in wrong]
        lines.append(f"{name:<20}{'right' if not wrong else 'not so: ' + ', '.join(words)}")
    if not lines:
        return Text("No predictions yet.")
    return Text("\n".join([*lines, f"{score} of {len(lines)} right"]))


def _asked_for(checks, known):
    for check in checks or ():
        if check not in known:
            raise ValueError(f"there is no check {check!r} here, expected some of {', '.join(known)}")
    return known if checks is None else list(checks)
