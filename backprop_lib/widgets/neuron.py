"""Figures of stage 01: one neuron, its cost and the tangent; a walk on the cost surface."""

from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np
from matplotlib import colormaps

from backprop_lib.activations import sigmoid
from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD, GREY
from backprop_lib.widgets.activations import activation_choice, reach
from backprop_lib.widgets.chart import Chart
from backprop_lib.widgets.controls import Stepper, slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, factor, number

HIGHEST_OUTPUT, HIGHEST_COST = 4.0, 10.0  # where the axes end for an activation without bounds


class Neuron(NamedTuple):
    """The numbers of one neuron: forward to the cost, and back to the derivatives."""

    z: float
    a: float
    cost: float
    dC_da: float
    slope: float
    dC_dw: float
    dC_db: float


def neuron_numbers(w, b, a0, y, activation):
    """Return the numbers of a neuron with weight w, bias b, input a0, target y and an `Activation`."""
    # 0.8 · 1.5 − 1.2 is 2e-16 in a computer, and would open a gate that is shut.
    z = round(w * a0 + b, 12)  # (1.1)
    a = activation.mu(z)  # (1.2)
    cost = (a - y) ** 2  # (1.3)
    dC_da = 2 * (a - y)  # (1.5)
    slope = activation.mu_prime(z)  # (1.6)
    return Neuron(z, a, cost, dC_da, slope, dC_dw=dC_da * slope * a0, dC_db=dC_da * slope)  # (1.8), (1.9)


def axes(activation):
    """Return lowest and highest end of the axis of activations, and the highest of the axis of costs."""
    low, high = np.clip(reach(activation), -HIGHEST_OUTPUT, HIGHEST_OUTPUT)
    farthest = max(high, 1 - low)  # from a target between 0 and 1
    margin = (high - low) / 10
    return (low - margin, high + margin), min(1.2 * farthest**2, HIGHEST_COST)


def neuron_picture(w, b, a0, y, activation):
    """Return the curve of one neuron, and its cost as a function of w with the tangent at the present w."""
    now, mu = neuron_numbers(w, b, a0, y, activation), activation.mu
    outputs, highest_cost = axes(activation)
    picture = Picture(800, 400)
    picture.describe(
        f"A {activation.name} neuron with w = {number(w, 2)}, b = {number(b, 2)}, input {number(a0, 2)} and target "
        f"{number(y, 2)}: z = {number(now.z)}, a = {number(now.a)}, cost {number(now.cost, 4)}. The tangent of the "
        f"cost over w has the slope {number(now.dC_dw, 4)}."
    )
    left = Chart(picture, (55, 45, 310, 220), (-3, 3), outputs, "input a^{(0)}", "the neuron")
    ts = np.linspace(-3, 3, 121)
    left.line(ts, mu(w * ts + b), FORWARD)
    left.line([-3, 3], [y, y], GREY, 1, "5 3")
    across, down = left.at(-2.95, y).tolist()
    picture.text("target y", across, down - 5, size=11, colour=GREY)  # above its line
    left.line([a0, a0], [now.a, y], BLACK, 3, "2 2")
    left.points(a0, now.a, FORWARD, 5)
    right = Chart(picture, (450, 45, 320, 220), (-4, 4), (0, highest_cost), "weight w", "the cost C over w")
    ws = np.linspace(-4, 4, 161)
    right.line(ws, (mu(ws * a0 + b) - y) ** 2, FORWARD)
    right.line(ws, now.cost + now.dC_dw * (ws - w), BACKWARD, 1.5, "6 3")
    right.points(w, now.cost, FORWARD, 5)
    values = {
        "z": f"z = w a^{{(0)}} + b = {number(now.z)}",
        "a": f"a = {number(now.a)}",
        "C": f"C = (a − y)^{{2}} = {number(now.cost, 4)}",
    }
    picture.rows(values, 55, 330, colour=FORWARD)
    product = f"{number(now.dC_da)} · {factor(now.slope)} · {factor(a0, 2)}"
    derivatives = {
        "dw": f"∂C/∂w = 2(a − y) · μ′(z) · a^{{(0)}} = {product} = {number(now.dC_dw, 4)}",
        "db": f"∂C/∂b = 2(a − y) · μ′(z) = {number(now.dC_db, 4)}",
    }
    below = picture.rows(derivatives, 320, 330, colour=BACKWARD, most=460)
    way = f"Descent wants {'less' if now.dC_dw > 0 else 'more'} w."
    picture.text(way if now.dC_dw else "The slope is 0: descent leaves w where it is.", 320, below)
    return picture


def neuron_figure():
    """Return the figure: move weight, bias, input and target of a neuron; see curve, cost and tangent follow."""
    return Interactive(
        neuron_picture,
        w=slider("weight w", -4.0, 4.0, 0.8, 0.05, "260px"),
        b=slider("bias b", -3.0, 3.0, -0.5, 0.05, "260px"),
        a0=slider("input a(0)", -3.0, 3.0, 1.5, 0.05, "260px"),
        y=slider("target y", 0.0, 1.0, 0.2, 0.05, "260px"),
        activation=activation_choice(),
    )


WEIGHTS, BIASES, LAST = (-6.0, 4.5), (-4.0, 4.0), 400


class Place(NamedTuple):
    """A place (w, b) on the cost surface of a sigmoid neuron, or arrays of places: the mean cost and its gradient."""

    cost: np.ndarray
    dC_dw: np.ndarray
    dC_db: np.ndarray


def place_numbers(inputs, targets, w, b):
    """Return mean cost and gradient for the samples, of shape (N,), at the weights w and biases b, of equal shape."""
    z = np.expand_dims(w, -1) * inputs + np.expand_dims(b, -1)  # (1.1)
    a = sigmoid(z)  # (1.2)
    error = a - targets
    delta = 2 * error * a * (1 - a)  # (1.9), (1.4)
    return Place((error**2).mean(axis=-1), delta @ inputs / len(inputs), delta.mean(axis=-1))  # (1.10)


def cost_surface(inputs, targets):
    """Return the mean cost over the window of weights and biases: an array (biases, weights), biases falling."""
    window = np.meshgrid(np.linspace(*WEIGHTS, 60), np.linspace(*BIASES[::-1], 60))
    return place_numbers(inputs, targets, *window).cost


def surface_walk(inputs, targets, w, b, alpha):
    """Return the path of gradient descent from (w, b): an array (401, 2)."""
    path = [(w, b)]
    for _ in range(LAST):
        here = place_numbers(inputs, targets, w, b)
        w, b = w - alpha * here.dC_dw, b - alpha * here.dC_db  # (0.7)
        path.append((w, b))
    return np.array(path)


def surface_picture(inputs, targets, surface, path, alpha, step):
    """Return the neuron's curve and its place on `cost_surface` after `step` steps of `surface_walk`."""
    w, b = path[step]
    cost, *gradient = place_numbers(inputs, targets, w, b)
    size = np.linalg.norm(gradient)

    picture = Picture(800, 370)
    picture.describe(
        f"After {step} steps with learning rate {alpha:.1f} from w = {number(path[0, 0], 2)}, b = "
        f"{number(path[0, 1], 2)} the neuron is at w = {number(w)}, b = {number(b)}; the cost is {number(cost, 4)} and "
        f"the gradient has the size {number(size, 4)}."
    )
    left = Chart(picture, (50, 45, 290, 240), (-2.6, 2.6), (-0.1, 1.1), "input a^{(0)}", "the neuron")
    ts = np.linspace(-2.6, 2.6, 100)
    left.line(ts, sigmoid(w * ts + b), FORWARD)
    left.points(inputs, targets, BLACK)
    right = Chart(picture, (420, 45, 350, 240), WEIGHTS, BIASES, "w", "the cost over w and b: dark is high")
    picture.text("b", 384, 169)
    shade = colormaps["Blues"](0.1 + 0.8 * surface / surface.max(), bytes=True)[..., :3]
    picture.pixels(shade, *right.frame, smooth=True)
    right.line(*path[: step + 1].T, BLACK, 2)
    right.points(*path[:: LAST // 8][: step * 8 // LAST + 1].T, BLACK, 2)
    right.points(*path[0], "white", 5, fill=BLACK)
    if size > 0:
        start = right.at(w, b)
        towards = right.at(*(path[step] - np.array(gradient) / size)) - start
        picture.arrow(start, start + 35 * towards / np.linalg.norm(towards), BLACK, 3)
    right.points(w, b, BLACK, 5, fill="white")
    place = f"w = {number(w)},  b = {number(b)},  C = {number(cost, 4)}"
    picture.text(place, 50, 345, colour=FORWARD, name="place")
    words = f"size of the gradient {number(size, 4)}"
    picture.text(words, 420, 345, 12, BACKWARD, name="size")
    picture.text("arrow: against the gradient, downhill", 420, 363, 12)
    return picture


def surface_figure(inputs, targets):
    """Return the figure: choose a start on the cost surface and a learning rate, and walk down."""
    surface, walk = cost_surface(inputs, targets), lru_cache(maxsize=8)(partial(surface_walk, inputs, targets))

    def picture(w, b, alpha, step):
        return surface_picture(inputs, targets, surface, walk(w, b, alpha), alpha, step)

    return Interactive(
        picture,
        w=slider("start at w", *WEIGHTS, -5.0, 0.1),
        b=slider("start at b", *BIASES, 0.0, 0.1),
        alpha=slider("learning rate α", 0.1, 20.0, 1.0, 0.1),
        step=Stepper("step", LAST, 220),
    )
