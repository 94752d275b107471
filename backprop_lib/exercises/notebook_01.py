"""Exercises of notebook 01: one neuron."""

import numpy as np

from backprop_lib.activations import relu, sigmoid, sigmoid_prime
from backprop_lib.exercises.choice import Choice
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.exercise import Mistake
from backprop_lib.exercises.number import Number


def _neuron(w, b, a0, y, two=2.0, slope=sigmoid_prime, at="z", factor="a0", sign=1.0):
    """Return dC/dw of a sigmoid neuron, with the changes that mistakes make."""
    z = w * a0 + b
    a = sigmoid(z)
    where = {"z": z, "a": a}[at]
    last = {"a0": a0, "w": w, "nothing": 1.0}[factor]
    return two * sign * (a - y) * slope(where) * last


GIVEN = {"w": -0.6, "b": 0.4, "a0": 1.8, "y": 0.9}
ALPHA = 2.5


def _after_step(by_w, by_b):
    return GIVEN["b"] - ALPHA * by_b, GIVEN["w"] - ALPHA * by_w


_by_w, _by_b = _neuron(**GIVEN), _neuron(**GIVEN, factor="nothing")
_b_new, _w_new = _after_step(_by_w, _by_b)
_b_late = GIVEN["b"] - ALPHA * _neuron(**{**GIVEN, "w": _w_new}, factor="nothing")

SAMPLES = [(1.8, 0.9), (-1.0, 0.3), (0.5, 0.2)]
_mean_input, _mean_target = (float(mean) for mean in np.mean(SAMPLES, axis=0))
_single = [_neuron(-0.6, 0.4, a0, y) for a0, y in SAMPLES]


def neuron_gradient(w, b, a0, y):
    """Return the right answer to 01-6."""
    z = w * a0 + b
    a = sigmoid(z)
    delta = 2 * (a - y) * sigmoid_prime(z)  # (1.14)
    return delta * a0, delta  # (1.12), (1.13)


def _gradient_with(change):
    """Return neuron_gradient with one change: change(w, b, a0, y, z, a) gives dC/dw and dC/db."""

    def function(w, b, a0, y):
        z = w * a0 + b
        return change(w, b, a0, y, z, sigmoid(z))

    return function


def neuron_step(w, b, inputs, targets, alpha):
    """Return the right answer to 01-7."""
    by_w, by_b = neuron_gradient(w, b, inputs, targets)
    return w - alpha * by_w.mean(), b - alpha * by_b.mean()  # (1.17), (0.11)


def _step_uphill(w, b, inputs, targets, alpha):
    by_w, by_b = neuron_gradient(w, b, inputs, targets)
    return w + alpha * by_w.mean(), b + alpha * by_b.mean()


def _step_of_sum(w, b, inputs, targets, alpha):
    by_w, by_b = neuron_gradient(w, b, inputs, targets)
    return w - alpha * by_w.sum(), b - alpha * by_b.sum()


def _step_averages_first(w, b, inputs, targets, alpha):
    by_w, by_b = neuron_gradient(w, b, inputs.mean(), targets.mean())
    return w - alpha * by_w, b - alpha * by_b


def _step_updates_w_first(w, b, inputs, targets, alpha):
    w = w - alpha * neuron_gradient(w, b, inputs, targets)[0].mean()
    return w, b - alpha * neuron_gradient(w, b, inputs, targets)[1].mean()


def _step_mean_of_factors(w, b, inputs, targets, alpha):
    _, by_b = neuron_gradient(w, b, inputs, targets)
    return w - alpha * by_b.mean() * inputs.mean(), b - alpha * by_b.mean()


def _step_without_alpha(w, b, inputs, targets, alpha):
    by_w, by_b = neuron_gradient(w, b, inputs, targets)
    return w - by_w.mean(), b - by_b.mean()


def _step_of_w_alone(w, b, inputs, targets, alpha):
    return neuron_step(w, b, inputs, targets, alpha)[0], b


def _step_without_start(w, b, inputs, targets, alpha):
    by_w, by_b = neuron_gradient(w, b, inputs, targets)
    return -alpha * by_w.mean(), -alpha * by_b.mean()


def _step_swapped(w, b, inputs, targets, alpha):
    return neuron_step(w, b, inputs, targets, alpha)[::-1]


def _gradient_cases():
    rng = np.random.default_rng(11)
    numbers = rng.normal(0, 1.2, (6, 4))
    return [
        (f"w = {w:.2f}, b = {b:.2f}, a0 = {a0:.2f}, y = {y:.2f}", (w, b, a0, y)) for w, b, a0, y in numbers.tolist()
    ]


def _step_cases():
    rng = np.random.default_rng(12)
    cases = []
    for N in (1, 2, 5):
        w, b = rng.normal(size=2).tolist()
        cases.append((f"{N} samples", (w, b, rng.normal(size=N), rng.uniform(size=N), 0.7)))
    return cases


EXERCISES = [
    Number(
        "01-1",
        "∂C/∂w of a sigmoid neuron with w = −0.6, b = 0.4, input 1.8, target 0.9",
        _by_w,
        {
            "mu for mu'": Mistake(
                _neuron(**GIVEN, slope=sigmoid),
                "You multiplied by the activation itself where (1.12) has its derivative.",
                "The middle factor of (1.12) is μ′(z) = σ(z)(1 − σ(z)), by (1.5); you used σ(z).",
            ),
            "factor 2 forgotten": Mistake(
                _neuron(**GIVEN, two=1.0),
                "Something small is missing in ∂C/∂a, (1.9).",
                "C is a square. What is the derivative of u²?",
            ),
            "input forgotten": Mistake(
                _neuron(**GIVEN, factor="nothing"),
                "This is a derivative of this neuron, but by another parameter.",
                "You have ∂C/∂b, (1.13). For ∂C/∂w the link from w to z is still missing, (1.11).",
            ),
            "w for the input": Mistake(
                _neuron(**GIVEN, factor="w"),
                "Look at the last link again: how does z = w a + b react to w?",
                "By (1.11) the derivative of w a + b with respect to w is what stands beside w. You used w itself.",
            ),
            "z(1 - z)": Mistake(
                _neuron(**GIVEN, slope=lambda z: z * (1 - z)),
                "The rule σ′ = σ(1 − σ), (1.5), needs σ(z) twice.",
                "You computed z(1 − z). In (1.5) stands the value of the sigmoid, not what went into it.",
            ),
            "mu' at a": Mistake(
                _neuron(**GIVEN, at="a"),
                "Where is the slope of μ taken, (1.10)? At what goes in, or at what comes out?",
                "You computed μ′(a). It is μ′(z): a has already been through μ.",
            ),
            "no mu'": Mistake(
                _neuron(**GIVEN, slope=lambda z: 1.0),
                "The chain has three links; your product has two of them.",
                "The link from z to a is missing: μ′(z), (1.10).",
            ),
            "sign lost": Mistake(
                _neuron(**GIVEN, sign=-1.0),
                "The size is right. In which direction does the cost grow?",
                "(1.9) has a − y, in this order.",
            ),
        },
        """
        z = −0.6 · 1.8 + 0.4 = −0.68                                   (1.1)
        a = σ(−0.68) = 0.3363                                          (1.2)
        ∂C/∂a = 2(a − y) = 2(0.3363 − 0.9) = −1.1275                   (1.9)
        ∂a/∂z = σ(z)(1 − σ(z)) = 0.3363 · 0.6637 = 0.2232              (1.10), (1.5)
        ∂z/∂w = 1.8                                                    (1.11)
        ∂C/∂w = −1.1275 · 0.2232 · 1.8 = −0.4530                       (1.12)
        """,
        check="Take complex_step_gradient of the cost as a function of w.",
    ),
    Number(
        "01-2",
        "∂C/∂w of a ReLU neuron with w = 0.5, b = −2, input 2.0, target 1",
        0.0,
        {
            "gate forgotten": Mistake(
                2 * (relu(-1.0) - 1) * 2.0,
                "You multiplied two of the three links. What is the third at this z?",
                "z is negative, so the gate is closed: (1.8), (1.15).",
            ),
            "z for the activation": Mistake(
                2 * (-1.0 - 1) * 2.0,
                "What comes out of a ReLU whose z is −1? And what is its slope there?",
                "You used z as the activation and left out the slope. Both a and μ′(z) are 0 here, (1.7), (1.8).",
            ),
            "ReLU' = z": Mistake(
                2 * (-1.0 - 1) * -1.0 * 2.0,
                "The derivative of ReLU is a gate, not a line.",
                "You used μ′(z) = z. By (1.8) it is 1 for z > 0 and 0 otherwise.",
            ),
        },
        """
        z = 0.5 · 2.0 − 2 = −1 is negative, so a = 0 and μ′(z) = 0.    (1.7), (1.8)
        ∂C/∂w = 2(0 − 1) · 0 · 2.0 = 0                                 (1.15)
        The neuron is wrong, and cannot learn from this sample.
        """,
        check="Move w a little and compute the cost again.",
    ),
    Choice(
        "01-3",
        "at the kink of ReLU a program says 0 and a central difference says −1: who is wrong?",
        "nobody",
        {
            "the code": Mistake(
                "the code",
                "What would the code have to return, so that you would call it right?",
                "There is no derivative at a kink. Returning 0 is the convention of (1.8), and as good as any other.",
            ),
            "the check": Mistake(
                "the check",
                "What does a central difference compute where the slope jumps?",
                "It gives the mean of the slopes on both sides, as it must. No derivative exists that it could miss.",
            ),
            "both": Mistake(
                "both",
                "Being wrong needs a right answer to differ from. Is there one?",
                "At a kink there is no derivative, so neither of the two can miss it.",
            ),
        },
        """
        ReLU has no derivative at 0. The code follows the convention ReLU′(0) := 0, (1.8). The central difference
        averages the slopes on both sides. They answer different questions, and both answers are right.
        """,
        options=("the code", "the check", "both", "nobody"),
    ),
    Number(
        "01-4",
        "the neuron of 01-1: b after one step of descent with α = 2.5",
        _b_new,
        {
            "w updated first": Mistake(
                _b_late,
                "At which point have you computed ∂C/∂b: at the old w, or at the new one?",
                "All derivatives first, at the same point; then all updates, (0.11). You had already moved w.",
            ),
            "dC/dw for b": Mistake(
                GIVEN["b"] - ALPHA * _by_w,
                "You moved b by the derivative of another parameter.",
                "You used ∂C/∂w. For b it is ∂C/∂b = δ, (1.13), without the input.",
            ),
            "uphill": Mistake(
                GIVEN["b"] + ALPHA * _by_b,
                "Does the cost fall after your step?",
                "You added the gradient. Descent goes against it: b − α ∂C/∂b, (0.11).",
            ),
            "learning rate forgotten": Mistake(
                GIVEN["b"] - _by_b,
                "Your step has the right direction and another length.",
                "The derivative is multiplied by α = 2.5, (0.11).",
            ),
            "factor 2 forgotten": Mistake(
                GIVEN["b"] - ALPHA * _by_b / 2,
                "Your step has the right direction and another length. Look at the derivative, (1.13).",
                "C is a square: ∂C/∂a = 2(a − y), (1.9). The 2 is missing.",
            ),
            "only the derivative": Mistake(
                _by_b,
                "This says how the cost reacts to b. Where does b end?",
                "You gave ∂C/∂b, (1.13). The new b is b − α ∂C/∂b, (0.11).",
            ),
            "only the step": Mistake(
                -ALPHA * _by_b,
                "By how much does b move, and where does it end?",
                "You gave the step −α ∂C/∂b. The new b is the old one plus that.",
            ),
        },
        """
        ∂C/∂b = 2(a − y) μ′(z) = −1.12748 · 0.22319 = −0.25164          (1.13)
        b − α ∂C/∂b = 0.4 + 2.5 · 0.25164 = 1.0291                     (0.11)
        """,
        check="Compute the cost before and after your step: it should fall.",
    ),
    Number(
        "01-5",
        "∂C/∂w for w = −0.6, b = 0.4 and three samples (1.8, 0.9), (−1.0, 0.3), (0.5, 0.2), mean cost",
        float(np.mean(_single)),
        {
            "1/N forgotten": Mistake(
                float(np.sum(_single)),
                "You have every sample. Is the cost their sum, or their mean?",
                "The 1/N of (1.17) is missing.",
            ),
            "last sample only": Mistake(
                _single[2],
                "Two of the three samples have no say in your answer.",
                "You have the third sample alone; (1.17) averages all of them.",
            ),
            "first sample only": Mistake(
                _single[0],
                "Two of the three samples have no say in your answer.",
                "You have the first sample alone; (1.17) averages all of them.",
            ),
            "second sample only": Mistake(
                _single[1],
                "Two of the three samples have no say in your answer.",
                "You have the second sample alone; (1.17) averages all of them.",
            ),
            "first two samples only": Mistake(
                float(np.mean(_single[:2])),
                "One of the three samples has no say in your answer.",
                "You averaged the first two samples; (1.17) averages all of them.",
            ),
            "data averaged first": Mistake(
                _neuron(-0.6, 0.4, _mean_input, _mean_target),
                "What did you average: derivatives, or data?",
                "A mean of products is no product of means. Compute each sample's derivative, then average, (1.17).",
            ),
            "mean delta times mean input": Mistake(
                float(np.mean([_neuron(-0.6, 0.4, a0, y, factor="nothing") for a0, y in SAMPLES]) * _mean_input),
                "Each sample has its own δ and its own input. When may they be averaged?",
                "You averaged the δ and the inputs separately. (1.17) averages their products.",
            ),
        },
        """
        sample 1: ∂C₁/∂w = −0.4530, as in 01-1
        sample 2: z = 1.0, a = 0.7311, ∂C₂/∂w = 2(0.7311 − 0.3) · 0.1966 · (−1.0) = −0.1695
        sample 3: z = 0.1, a = 0.5250, ∂C₃/∂w = 2(0.5250 − 0.2) · 0.2494 · 0.5 = 0.0810
        ∂C/∂w = (−0.4530 − 0.1695 + 0.0810) / 3 = −0.1805              (1.17)
        """,
        check="Take complex_step_gradient of the mean cost.",
        samples=3,
    ),
    Code(
        "01-6",
        "write neuron_gradient(w, b, a0, y): ∂C/∂w and ∂C/∂b of a sigmoid neuron",
        neuron_gradient,
        {
            "mu for mu'": Mistake(
                _gradient_with(lambda w, b, a0, y, z, a: (2 * (a - y) * a * a0, 2 * (a - y) * a)),
                "The middle link has the activation itself where it should have its derivative, (1.10).",
                "You multiply by σ(z). It is σ′(z) = σ(z)(1 − σ(z)), (1.5).",
            ),
            "mu' at a": Mistake(
                _gradient_with(
                    lambda w, b, a0, y, z, a: (2 * (a - y) * sigmoid_prime(a) * a0, 2 * (a - y) * sigmoid_prime(a))
                ),
                "The slope of μ is taken in the wrong place, (1.10).",
                "You use sigmoid_prime(a). What went into μ is z: sigmoid_prime(z).",
            ),
            "no mu'": Mistake(
                _gradient_with(lambda w, b, a0, y, z, a: (2 * (a - y) * a0, 2 * (a - y))),
                "The chain has three links; your product has two of them.",
                "The link from z to a is missing: μ′(z), (1.10).",
            ),
            "slope of tanh": Mistake(
                _gradient_with(lambda w, b, a0, y, z, a: (2 * (a - y) * (1 - a**2) * a0, 2 * (a - y) * (1 - a**2))),
                "Your middle link is the slope of another activation, (1.10).",
                "1 − a² is the slope of tanh. That of the sigmoid is a(1 − a), (1.5).",
            ),
            "z(1 - z)": Mistake(
                _gradient_with(lambda w, b, a0, y, z, a: (2 * (a - y) * z * (1 - z) * a0, 2 * (a - y) * z * (1 - z))),
                "The rule σ′ = σ(1 − σ), (1.5), needs the value of the sigmoid twice.",
                "You use z(1 − z). It is a(1 − a).",
            ),
            "w for the input": Mistake(
                _gradient_with(
                    lambda w, b, a0, y, z, a: (2 * (a - y) * sigmoid_prime(z) * w, 2 * (a - y) * sigmoid_prime(z))
                ),
                "∂C/∂b is right. Look at the last link of ∂C/∂w, (1.11).",
                "How does w a0 + b react to w? By what stands beside w; you used w itself.",
            ),
            "input forgotten": Mistake(
                _gradient_with(
                    lambda w, b, a0, y, z, a: (2 * (a - y) * sigmoid_prime(z), 2 * (a - y) * sigmoid_prime(z))
                ),
                "Your two derivatives are equal. One of them lacks a factor, (1.11).",
                "∂z/∂w = a0 and ∂z/∂b = 1.",
            ),
            "input at the bias too": Mistake(
                _gradient_with(
                    lambda w, b, a0, y, z, a: (2 * (a - y) * sigmoid_prime(z) * a0, 2 * (a - y) * sigmoid_prime(z) * a0)
                ),
                "∂C/∂w is right. How does z react to b, (1.11)?",
                "∂z/∂b = 1, so ∂C/∂b = δ without the input, (1.13).",
            ),
            "the two swapped": Mistake(
                _gradient_with(
                    lambda w, b, a0, y, z, a: (2 * (a - y) * sigmoid_prime(z), 2 * (a - y) * sigmoid_prime(z) * a0)
                ),
                "You have both numbers. In which order are they asked for?",
                "Return ∂C/∂w first, then ∂C/∂b.",
            ),
            "factor 2 forgotten": Mistake(
                _gradient_with(lambda w, b, a0, y, z, a: ((a - y) * sigmoid_prime(z) * a0, (a - y) * sigmoid_prime(z))),
                "Something small is missing in ∂C/∂a, (1.9).",
                "C is a square: the derivative of u² is 2u.",
            ),
        },
        """
        def neuron_gradient(w, b, a0, y):
            z = w * a0 + b                              # (1.1)
            a = sigmoid(z)                              # (1.2)
            delta = 2 * (a - y) * sigmoid_prime(z)      # (1.14): the links from C to a and from a to z
            return delta * a0, delta                    # (1.12), (1.13): the last link is a0 for w, and 1 for b
        """,
        cases=_gradient_cases,
        parts=("∂C/∂w", "∂C/∂b"),
        check="Compare with complex_step_gradient of the cost, by w and by b.",
    ),
    Code(
        "01-7",
        "write neuron_step(w, b, inputs, targets, alpha): w and b after one step on several samples",
        neuron_step,
        {
            "uphill": Mistake(
                _step_uphill,
                "Does the cost fall after your step?",
                "You add the gradient. Descent subtracts it, (0.11).",
            ),
            "1/N forgotten": Mistake(
                _step_of_sum,
                "With one sample your step is right, with several it is too long.",
                "The cost is a mean, so the gradient is one, (1.17).",
            ),
            "data averaged first": Mistake(
                _step_averages_first,
                "What do you average: derivatives, or data?",
                "Compute the derivative of each sample, then average, (1.17). μ is bent, so the order matters.",
            ),
            "w updated first": Mistake(
                _step_updates_w_first,
                "At which w do you compute ∂C/∂b?",
                "All derivatives first, at the same point; then all updates, (0.11).",
            ),
            "mean delta times mean input": Mistake(
                _step_mean_of_factors,
                "b is right. For w each δ belongs to the input of the same sample.",
                "Average the products δ a0, not the factors, (1.17).",
            ),
            "learning rate forgotten": Mistake(
                _step_without_alpha,
                "Your step has the right direction and another length.",
                "Multiply the gradient by alpha, (0.11).",
            ),
            "only w moved": Mistake(
                _step_of_w_alone,
                "w is right. Which numbers does this neuron learn?",
                "Your b stays where it is. It takes a step, too: b − α ∂C/∂b, (0.11).",
            ),
            "only the step": Mistake(
                _step_without_start,
                "By how much do w and b move, and where do they end?",
                "You return the step −α times the gradient. The new w is the old one plus its step, (0.11).",
            ),
            "new values swapped": Mistake(
                _step_swapped,
                "You have both numbers. In which order are they asked for?",
                "Return the new w first, then the new b.",
            ),
        },
        """
        def neuron_step(w, b, inputs, targets, alpha):
            by_w, by_b = neuron_gradient(w, b, inputs, targets)       # one derivative for each sample
            return w - alpha * by_w.mean(), b - alpha * by_b.mean()   # (1.17), (0.11): both at the old w and b
        """,
        cases=_step_cases,
        parts=("w", "b"),
        samples=lambda arguments: len(arguments[2]),
        check="Compute the mean cost before and after your step.",
    ),
]
