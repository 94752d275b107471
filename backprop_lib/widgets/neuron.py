"""Figures of notebook 01: one neuron, its cost and the tangent; a walk on the cost surface."""

from functools import lru_cache

import numpy as np
from matplotlib import colormaps

from backprop_lib.activations import ELEMENTWISE, sigmoid, sigmoid_prime
from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD, GREY
from backprop_lib.widgets.chart import Chart
from backprop_lib.widgets.controls import Stepper, choice, slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.network_steps import factor
from backprop_lib.widgets.picture import Picture, number

# What the axes of activation and cost run to.
RANGES = {"sigmoid": ((-0.1, 1.1), 1.2), "tanh": ((-1.2, 1.2), 5), "relu": ((-0.5, 4), 10)}


def neuron_picture(w, b, a0, y, activation):
    """Return the curve of one neuron, and its cost as a function of w with the tangent at the present w.

    Parameters
    ----------
    w, b, a0, y : float
        Weight, bias, input and target.
    activation : {"sigmoid", "tanh", "relu"}

    Returns
    -------
    Picture
    """
    mu, mu_prime = ELEMENTWISE[activation].mu, ELEMENTWISE[activation].mu_prime
    z = round(
        w * a0 + b, 12
    )  # (1.1); 0.8 · 1.5 − 1.2 is 2e-16 in a computer, and a gate would open that should be shut
    a = mu(z)  # (1.2)
    cost, slope = (a - y) ** 2, mu_prime(z)  # (1.3), (1.10)
    dC_db = 2 * (a - y) * slope  # (1.13)
    dC_dw = dC_db * a0  # (1.12)
    heights, highest_cost = RANGES[activation]

    way = "less" if dC_dw > 0 else "more" if dC_dw < 0 else "as much"
    picture = Picture(800, 400)
    picture.describe(
        f"A {activation} neuron with w = {w:.2f}, b = {b:.2f}, input {a0:.2f} and target {y:.2f}: z = {number(z)}, "
        f"a = {number(a)}, cost {number(cost, 4)}. The tangent of the cost over w has the slope {number(dC_dw, 4)}."
    )
    left = Chart(picture, (55, 45, 310, 220), (-3, 3), heights, "input a^{(0)}", "", "the neuron")
    ts = np.linspace(-3, 3, 121)
    left.line(ts, mu(w * ts + b), FORWARD)
    left.line([-3, 3], [y, y], GREY, 1, "5 3")
    left.text("target y", -2.95, y, size=11, colour=GREY)
    left.line([a0, a0], [a, y], BACKWARD, 3, "2 2")
    left.points(a0, a, FORWARD, 5)
    right = Chart(picture, (450, 45, 320, 220), (-4, 4), (0, highest_cost), "weight w", "", "the cost C over w")
    ws = np.linspace(-4, 4, 161)
    right.line(ws, (mu(ws * a0 + b) - y) ** 2, FORWARD)
    right.line(ws, cost + dC_dw * (ws - w), BACKWARD, 1.5, "6 3")
    right.points(w, cost, FORWARD, 5)
    values = {
        "z": f"z = w a^{{(0)}} + b = {number(z)}",
        "a": f"a = {number(a)}",
        "C": f"C = (a − y)^{{2}} = {number(cost, 4)}",
    }
    picture.rows(values, 55, 330, colour=FORWARD)
    product = f"{number(2 * (a - y))} · {number(slope)} · {factor(a0, 2)}"
    derivatives = {
        "dw": f"∂C/∂w = 2(a − y) · μ′(z) · a^{{(0)}} = {product} = {number(dC_dw, 4)}",
        "db": f"∂C/∂b = 2(a − y) · μ′(z) = {number(dC_db, 4)}",
    }
    below = picture.rows(derivatives, 320, 330, colour=BACKWARD, most=460)
    picture.text(
        f"Descent wants {way} w." if way != "as much" else "The slope is 0: descent leaves w where it is.", 320, below
    )
    return picture


def neuron_figure():
    """Return the figure: move weight, bias, input and target of a neuron; see curve, cost and tangent follow."""
    return Interactive(
        neuron_picture,
        w=slider("weight w", -4.0, 4.0, 0.8, 0.05, "260px"),
        b=slider("bias b", -3.0, 3.0, -0.5, 0.05, "260px"),
        a0=slider("input a(0)", -3.0, 3.0, 1.5, 0.05, "260px"),
        y=slider("target y", 0.0, 1.0, 0.2, 0.05, "260px"),
        activation=choice("activation μ", [("sigmoid", "sigmoid"), ("tanh", "tanh"), ("ReLU", "relu")], "sigmoid"),
    )


WEIGHTS, BIASES, LAST = (-6.0, 4.5), (-4.0, 4.0), 400


def cost_surface(inputs, targets, size=60):
    """Return the mean cost over the window of weights and biases: an array (biases, weights), biases falling."""
    ws, bs = np.meshgrid(np.linspace(*WEIGHTS, size), np.linspace(*BIASES[::-1], size))
    outputs = sigmoid(ws[..., None] * inputs + bs[..., None])
    return ((outputs - targets) ** 2).mean(axis=-1)  # (1.17)


def _gradient(w, b, inputs, targets):
    z = w * inputs + b
    delta = 2 * (sigmoid(z) - targets) * sigmoid_prime(z)  # (1.14)
    return (delta * inputs).mean(), delta.mean()  # (1.17)


def surface_walk(inputs, targets, w, b, alpha):
    """Return the path of gradient descent from (w, b): an array (401, 2)."""
    path = [(w, b)]
    for _ in range(LAST):
        by_w, by_b = _gradient(w, b, inputs, targets)
        w, b = w - alpha * by_w, b - alpha * by_b  # (0.11)
        path.append((w, b))
    return np.array(path)


def surface_picture(inputs, targets, surface, path, alpha, step):
    """Return the neuron's curve and its place on the cost surface after `step` steps.

    Parameters
    ----------
    inputs, targets : arrays of shape (N,)
    surface : array
        What `cost_surface` returned.
    path : array of shape (401, 2)
        What `surface_walk` returned.
    alpha : float
    step : int
        From 0 to 400.

    Returns
    -------
    Picture
    """
    w, b = path[step]
    cost = ((sigmoid(w * inputs + b) - targets) ** 2).mean()
    gradient = np.array(_gradient(w, b, inputs, targets))
    size = np.linalg.norm(gradient)

    picture = Picture(800, 370)
    picture.describe(
        f"After {step} steps with learning rate {alpha:.1f} from w = {number(path[0, 0], 2)}, b = "
        f"{number(path[0, 1], 2)} the neuron is at w = {number(w)}, b = {number(b)}; the cost is {number(cost, 4)} and "
        f"the gradient has the size {number(size, 4)}."
    )
    left = Chart(picture, (50, 45, 290, 240), (-2.6, 2.6), (-0.1, 1.1), "input a^{(0)}", "", "the neuron")
    ts = np.linspace(-2.6, 2.6, 100)
    left.line(ts, sigmoid(w * ts + b), FORWARD)
    left.points(inputs, targets, BLACK)
    right = Chart(picture, (420, 45, 350, 240), WEIGHTS, BIASES, "w", "", "the cost over w and b: dark is high")
    shade = colormaps["Blues"](0.1 + 0.8 * surface / surface.max(), bytes=True)[..., :3]
    picture.pixels(shade, *right.frame, smooth=True)
    right.line(*path[: step + 1].T, BLACK, 2)
    right.points(*path[:: LAST // 8][: step * 8 // LAST + 1].T, BLACK, 2)
    right.points(*path[0], "white", 5, fill=BLACK)
    if size > 0:
        start = right.at(w, b)
        towards = right.at(*(path[step] - gradient / size)) - start
        picture.arrow(start, start + 35 * towards / np.linalg.norm(towards), BACKWARD, 3)
    right.points(w, b, BLACK, 5, fill="white")
    place = f"w = {number(w)},  b = {number(b)},  C = {number(cost, 4)}"
    picture.text(place, 50, 345, colour=FORWARD, name="place")
    words = f"size of the gradient {number(size, 4)}; the arrow points against it, downhill"
    picture.text(words, 330, 345, 12, BACKWARD, name="size")
    return picture


def surface_figure(inputs, targets):
    """Return the figure: choose a start on the cost surface and a learning rate, and walk down."""
    surface = cost_surface(inputs, targets)
    walk = lru_cache(maxsize=8)(lambda w, b, alpha: surface_walk(inputs, targets, w, b, alpha))

    def picture(w, b, alpha, step):
        return surface_picture(inputs, targets, surface, walk(w, b, alpha), alpha, step)

    return Interactive(
        picture,
        w=slider("start at w", *WEIGHTS, -5.0, 0.1),
        b=slider("start at b", *BIASES, 0.0, 0.1),
        alpha=slider("learning rate α", 0.1, 20.0, 1.0, 0.1),
        step=Stepper("step", LAST, 220),
    )
