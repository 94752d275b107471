"""The network, alive: a graph with its numbers, walked through forward and backward, one formula at a time."""

import copy
import itertools

import numpy as np

from backprop_lib.activations import ELEMENTWISE, SOFTMAX
from backprop_lib.endings import CROSS_ENTROPY
from backprop_lib.plots.colours import BACKWARD, BACKWARD_TINT, BLACK, FORWARD, FORWARD_TINT, GREY, LIGHT
from backprop_lib.widgets.controls import NumberBoard, Stepper, slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.network_steps import MOST_ROWS, formula, most_lines, steps, telling_rows, title
from backprop_lib.widgets.picture import Picture, fixed, number

WIDTH = 800
RADIUS = 28
ROW = 82  # height of a neuron with its delta
MOST_LAYERS = 6


def network_picture(net, x, y, step, neuron, rows=None):
    """Return the network as a graph, at one step of the forward and backward pass of one sample.

    Parameters
    ----------
    net : Network
        Any. Of wide layers and deep networks the part around the formula is drawn.
    x : array of shape (n_0, 1)
    y : array of shape (n_L, 1)
    step : int
        0 is the input; see `network_steps.steps`.
    neuron : int
        Which neuron of the step's layer the formula is written for, from 1; in a layer with fewer, its last one.
    rows : list of lists, optional
        Which neurons of each layer are drawn, in place of those that `network_steps.telling_rows` chooses.

    Returns
    -------
    Picture
        Blue is what ran forward, orange-red what ran backward. What enters the formula is drawn strong, and that alone.
    """
    cache = net.forward(x)
    gradients = net.backward(cache, y)
    walk = steps(net.L)
    now = walk[step]
    i = min(neuron, net.sizes[now.layer]) - 1
    rows = rows or telling_rows(net, x, y)
    said = formula(net, cache, gradients, y, now, i, rows)
    known = set(walk[: step + 1])

    places, gaps = _places(net.sizes, rows, now.layer, i)
    height = 70 + ROW * min(max(net.sizes), MOST_ROWS + 1)
    # As high at every step, so that the page stands still.
    picture = Picture(WIDTH, height + 28 + 26 * most_lines(net))
    picture.text(f"step {step} of {len(walk) - 1}: {title(now)}", 20, 24, 15, bold=True, name="step")
    drawing = _Drawing(picture, net, cache, gradients, y, places, said, known, now)
    drawing.edges()
    drawing.neurons()
    for across, down, words in gaps:
        picture.text(words, across, down, 12, GREY, "middle")
    drawing.cost(height)
    for row, line in enumerate(said.lines):
        strong = row == len(said.lines) - 1 or now.kind == "gradient"
        colour = BACKWARD if now.kind in ("delta", "gradient") else FORWARD if strong else BLACK
        picture.text(line, 20, height + 36 + 26 * row, 14, colour, name=f"formula{row}", most=WIDTH - 40)
    picture.describe(f"Network {'-'.join(map(str, net.sizes))}, step {step}, {title(now)}. {'; '.join(said.lines)}")
    return picture


def _layers(L, layer):
    """Return the layers that are drawn: all, or those around the one that the step is about."""
    if L < MOST_LAYERS:
        return list(range(L + 1))
    first = min(max(layer - MOST_LAYERS // 2, 0), L + 1 - MOST_LAYERS)
    return list(range(first, first + MOST_LAYERS))


def _places(sizes, rows, layer, chosen):
    """Return {(l, i): (x, y)} of the neurons that are drawn, and where dots stand for those that are not."""
    layers = _layers(len(sizes) - 1, layer)
    rows = {l: sorted({*rows[l], chosen}) if l == layer else rows[l] for l in layers}
    tallest = min(max(sizes), MOST_ROWS + 1)
    across = np.linspace(70, WIDTH - 215, len(layers))
    places, gaps = {}, []
    for x, l in zip(across.tolist(), layers, strict=True):
        top = 50 + ROW * (tallest - len(rows[l])) / 2 + ROW / 2
        for row, i in enumerate(rows[l]):
            places[l, i] = (x, top + ROW * row)
        if len(rows[l]) < sizes[l]:
            gaps.append((x, top + ROW * len(rows[l]) - 14, f"… {sizes[l] - len(rows[l])} more"))
    return places, gaps


class _Drawing:
    """The graph at one step; `places` says where each neuron stands, `said` what is drawn strong."""

    def __init__(self, picture, net, cache, gradients, y, places, said, known, now):
        self.picture, self.net, self.cache, self.gradients, self.y = picture, net, cache, gradients, y
        self.places, self.said, self.known, self.now = places, said, known, now
        self.colour = BACKWARD if now.kind in ("delta", "gradient") else FORWARD

    def _knows(self, kind, layer):
        return any(step.kind == kind and step.layer == layer for step in self.known)

    def edges(self):
        """Draw the weights; strong ones get an arrow in the direction of the pass, and their number."""
        strong = []
        for l, i in self.places:
            for j in range(self.net.sizes[l - 1]) if l else ():
                if (l - 1, j) in self.places:
                    if (l, i, j) in self.said.weights:
                        strong.append((l, i, j))
                    else:
                        self._edge(l, i, j, LIGHT)
        for l, i, j in strong:
            self._edge(l, i, j, self.colour)
        for place in strong:
            self._label(*place)

    def _ends(self, l, i, j):
        start, end = np.array(self.places[l - 1, j]), np.array(self.places[l, i])
        along = (end - start) / np.linalg.norm(end - start)
        return start + RADIUS * along, end - (RADIUS + 2) * along

    def _edge(self, l, i, j, colour):
        w = self.net.W[l][i, j]
        start, end = self._ends(l, i, j)
        width = 0.6 + 1.6 * min(abs(float(w)), 2.0)
        dash = "" if w >= 0 else "7 4"
        if colour == LIGHT:
            self.picture.line([start, end], colour, width, dash)
        elif self.now.kind == "forward":
            self.picture.arrow(start, end, colour, width, dash)
        else:
            self.picture.arrow(end, start, colour, width, dash)
        if self.net.sizes[l] == self.net.sizes[l - 1] == 1 and (l, i, j) not in self.said.weights:
            self._label(l, i, j)

    def _label(self, l, i, j):
        """Write the weight on its edge and, once it is known, its derivative below: where the edges lie apart."""
        start, end = self._ends(l, i, j)
        fan_out = self.now.kind == "delta"  # the edges spread towards the next layer
        where = 0.5 if self.net.sizes[l] == self.net.sizes[l - 1] == 1 else 0.68 if fan_out else 0.32
        x, y = (start + where * (end - start)).tolist()
        name = f"{l},{i + 1},{j + 1}"
        derivative = self._knows("gradient", l)
        self.picture.box(x - 31, y - 16, 62, 30 if derivative else 15, fill="white", opacity=0.85)
        weight = f"w {fixed(self.net.W[l][i, j], 2)}"
        self.picture.text(weight, x, y - 4, 11, FORWARD, "middle", name=f"w({name})")
        if derivative:
            words = f"∂ {number(self.gradients.W[l][i, j])}"
            self.picture.text(words, x, y + 10, 11, BACKWARD, "middle", name=f"dw({name})")

    def neurons(self):
        """Draw the neurons with z and a inside, and delta below."""
        for (l, i), (x, y) in self.places.items():
            strong = (l, i) in self.said.neurons
            fill = FORWARD_TINT if strong and self.colour == FORWARD else BACKWARD_TINT if strong else "white"
            self.picture.circle(x, y, RADIUS, fill, self.colour if strong else GREY, 3 if strong else 1)
            if self.net.sizes[l] > 1:
                self.picture.text(f"{i + 1}", x - RADIUS + 3, y - RADIUS + 6, 11, GREY, "end")
            if l and self._knows("forward", l):
                z, a = fixed(self.cache.Z[l][i, 0], 2), fixed(self.cache.A[l][i, 0], 3)
                self.picture.text(f"z {z}", x, y - 4, 11, FORWARD, "middle", name=f"z({l},{i + 1})")
                self.picture.text(f"a {a}", x, y + 11, 11, FORWARD, "middle", bold=True, name=f"a({l},{i + 1})")
            elif l == 0:
                a = fixed(self.cache.A[0][i, 0], 2)
                self.picture.text(f"a {a}", x, y + 4, 11, FORWARD, "middle", bold=True, name=f"a(0,{i + 1})")
            if l and self._knows("delta", l):
                delta = f"δ {number(self.gradients.Delta[l][i, 0])}"
                self.picture.text(delta, x, y + RADIUS + 13, 11, BACKWARD, "middle", bold=True, name=f"δ({l},{i + 1})")
        for l in {l for l, _ in self.places}:
            x = next(across for (layer, _), (across, _) in self.places.items() if layer == l)
            self.picture.text(f"layer {l}", x, 48, 11, GREY, "middle")

    def cost(self, height):
        """Draw the targets and the cost at the right end."""
        L = self.net.L
        if all(l < L for l, _ in self.places):
            return
        enters = self.now == ("cost", L) or self.now == ("delta", L)
        for l, i in self.places:
            if l == L:
                x, y = self.places[l, i]
                strong = enters and (l, i) in self.said.neurons
                target = f"y {fixed(self.y[i, 0], 2)}"
                self.picture.text(target, x + RADIUS + 10, y + 4, 12, BLACK, bold=strong, name=f"y({i + 1})")
        if self._knows("cost", L):
            x, y = WIDTH - 65, (50 + height - 20) / 2 + 5
            strong = self.now.kind == "cost"
            self.picture.box(x - 48, y - 22, 96, 40, "white", FORWARD if strong else GREY, 3 if strong else 1)
            cost = number(self.net.mean_cost(self.cache, self.y))
            self.picture.text(f"C = {cost}", x, y + 3, 13, FORWARD, "middle", bold=True, name="C")


def network_figure(net, x, y):
    """Return the figure: step through the forward and backward pass of one sample, and move every number of it.

    Parameters
    ----------
    net : Network
        Is not changed.
    x : array of shape (n_0, 1)
    y : array of shape (n_L, 1)
        For cross-entropy 1 for the right class and 0 for the others; the class can be moved, else the numbers.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    last = len(steps(net.L)) - 1
    rows = telling_rows(net, x, y)  # once, so that the same neurons are drawn whatever is moved
    names = _names(net, rows)
    controls = {"step": Stepper("step", last, net.L + 1)}
    if max(net.sizes) > 1:
        controls["neuron"] = slider("neuron", 1, max(net.sizes[1:]), 1, 1, "200px")
    if net.ending.cost is CROSS_ENTROPY:
        controls["right_class"] = slider("right class", 1, net.sizes[-1], int(y[:, 0].argmax()) + 1, 1, "220px")
    controls["numbers"] = NumberBoard(_ranges(net, x, y, names))

    def picture(step, numbers, neuron=1, right_class=None):
        moved, inputs, targets = with_numbers(net, x, y, names, numbers)
        drawn = rows
        if right_class:
            targets = np.eye(len(y))[:, [right_class - 1]]
            drawn = [*rows[:-1], telling_rows(net, x, targets)[-1]]  # the right class is always among the outputs
        return network_picture(moved, inputs, targets, step, neuron, drawn)

    return Interactive(picture, **controls)


def _names(net, rows):
    """Return {name: (list of arrays, which array, index)} of the numbers that can be moved: those of drawn neurons."""
    found = {}
    single = max(net.sizes) == 1
    for j in rows[0]:
        found["a(0)" if single else f"a{j + 1}(0)"] = ("x", 0, (j, 0))
    for l in range(1, net.L + 1):
        for i, j in itertools.product(rows[l], rows[l - 1]):
            found[f"w({l})" if single else f"w{i + 1},{j + 1}({l})"] = ("W", l, (i, j))
        for i in rows[l]:
            found[f"b({l})" if single else f"b{i + 1}({l})"] = ("b", l, (i, 0))
    if net.ending.cost is not CROSS_ENTROPY:
        for i in rows[net.L]:
            found["y" if single else f"y{i + 1}"] = ("y", 0, (i, 0))
    return found


def _ranges(net, x, y, names):
    arrays = {"x": [x], "y": [y], "W": net.W, "b": net.b}
    ranges = {}
    for name, (kind, l, index) in names.items():
        value = float(arrays[kind][l][index])
        widest = max(3.0, abs(value))
        bounded = kind == "y" and net.output in (ELEMENTWISE["sigmoid"], SOFTMAX) and 0 <= value <= 1
        ranges[name] = (0.0, 1.0, value) if bounded else (-widest, widest, value)
    return ranges


def with_numbers(net, x, y, names, numbers):
    """Return a copy of the network, of x and of y, with the values that `numbers` gives to what `names` points to."""
    moved = copy.copy(net)
    moved.W, moved.b = [None] + [W.copy() for W in net.W[1:]], [None] + [b.copy() for b in net.b[1:]]
    arrays = {"x": [x.copy()], "y": [y.copy()], "W": moved.W, "b": moved.b}
    for name, (kind, l, index) in names.items():
        arrays[kind][l][index] = numbers[name]
    return moved, arrays["x"][0], arrays["y"][0]
