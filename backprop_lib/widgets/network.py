"""The network, alive: a graph with its numbers, walked through forward and backward, one formula at a time."""

import copy
import itertools

import numpy as np

from backprop_lib.endings import CROSS_ENTROPY
from backprop_lib.plots.colours import BACKWARD, BACKWARD_TINT, BLACK, FORWARD, FORWARD_TINT, GREY, LIGHT
from backprop_lib.widgets.activations import reach
from backprop_lib.widgets.controls import NumberBoard, Stepper, slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.network_steps import (
    MOST_ROWS,
    Step,
    check_ending,
    formula,
    most_lines,
    one_pass,
    steps,
    telling_rows,
    title,
)
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
        With an ending that has formulas, else ValueError. Of a large network the part around the formula is drawn.
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
    numbers, walk = one_pass(net, x, y), steps(net.L)
    now = walk[step]
    i = min(neuron, net.sizes[now.layer]) - 1
    rows = rows or telling_rows(numbers)
    said = formula(numbers, now, i, rows)

    places, gaps = _places(net.sizes, rows, now.layer, i)
    height = 70 + ROW * min(max(net.sizes), MOST_ROWS + 1)
    # As high at every step, so that the page stands still.
    picture = Picture(WIDTH, height + 28 + 26 * most_lines(net))
    picture.text(f"step {step} of {len(walk) - 1}: {title(now)}", 20, 24, 15, bold=True, name="step")
    drawing = _Drawing(picture, numbers, places, said, walk[: step + 1])
    drawing.edges()
    drawing.neurons()
    for across, down, words in gaps:
        picture.text(words, across, down, 12, GREY, "middle")
    drawing.cost(height)
    for row, line in enumerate(said.lines):
        colour = BACKWARD if now.backward else FORWARD if row == len(said.lines) - 1 else BLACK
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

    def __init__(self, picture, numbers, places, said, walked):
        self.picture, self.numbers, self.places, self.said, self.walked = picture, numbers, places, said, walked
        self.net, self.now = numbers.net, walked[-1]
        self.colour = BACKWARD if self.now.backward else FORWARD

    def _write(self, words, x, y, colour, name, bold=False):
        self.picture.text(words, x, y, 11, colour, "middle", bold, name)

    def edges(self):
        """Draw the weights; strong ones get an arrow in the direction of the pass, and their number."""
        strong = self.said.weights
        inner = [(l, i, j) for l, i in self.places if l for j in range(self.net.sizes[l - 1])]
        drawn = sorted((e for e in inner if (e[0] - 1, e[2]) in self.places), key=strong.__contains__)
        for edge in drawn:
            self._edge(*edge, edge in strong)
        for edge in drawn:
            if edge in strong or self._alone(edge[0]):
                self._label(*edge)

    def _alone(self, l):
        return self.net.sizes[l - 1] == self.net.sizes[l] == 1

    def _ends(self, l, i, j):
        start, end = np.array(self.places[l - 1, j]), np.array(self.places[l, i])
        along = (end - start) / np.linalg.norm(end - start)
        return start + RADIUS * along, end - (RADIUS + 2) * along

    def _edge(self, l, i, j, strong):
        w = float(self.net.W[l][i, j])
        ends = self._ends(l, i, j)
        width, dash = 0.6 + 1.6 * min(abs(w), 2.0), "" if w >= 0 else "7 4"
        if strong:
            start, end = ends[::-1] if self.now.backward else ends
            self.picture.arrow(start, end, self.colour, width, dash)
        else:
            self.picture.line(ends, LIGHT, width, dash)

    def _label(self, l, i, j):
        """Write the weight on its edge and, once it is known, its derivative below: where the edges lie apart."""
        start, end = self._ends(l, i, j)
        fan_out = self.now.kind == "delta"  # the edges spread towards the next layer
        where = 0.5 if self._alone(l) else 0.68 if fan_out else 0.32
        x, y = (start + where * (end - start)).tolist()
        place = f"({l},{i + 1},{j + 1})"
        derivative = Step("gradient", l) in self.walked
        self.picture.box(x - 31, y - 16, 62, 30 if derivative else 15, fill="white", opacity=0.85)
        self._write(f"w {fixed(self.net.W[l][i, j], 2)}", x, y - 4, FORWARD, f"w{place}")
        if derivative:
            self._write(f"∂ {number(self.numbers.dW[l][i, j])}", x, y + 10, BACKWARD, f"dw{place}")

    def neurons(self):
        """Draw the neurons with z and a inside, and delta below."""
        z, a, delta = self.numbers.z, self.numbers.a, self.numbers.delta
        for (l, i), (x, y) in self.places.items():
            strong, place = (l, i) in self.said.neurons, f"({l},{i + 1})"
            tint = BACKWARD_TINT if self.now.backward else FORWARD_TINT
            edge, width = (self.colour, 3) if strong else (GREY, 1)
            self.picture.circle(x, y, RADIUS, tint if strong else "white", edge, width)
            if self.net.sizes[l] > 1:
                self.picture.text(f"{i + 1}", x - RADIUS + 3, y - RADIUS + 6, 11, GREY, "end")
            if l == 0:
                self._write(f"a {fixed(a[0][i], 2)}", x, y + 4, FORWARD, f"a{place}", bold=True)
            if Step("forward", l) in self.walked:
                self._write(f"z {fixed(z[l][i], 2)}", x, y - 4, FORWARD, f"z{place}")
                self._write(f"a {fixed(a[l][i], 3)}", x, y + 11, FORWARD, f"a{place}", bold=True)
            if Step("delta", l) in self.walked:
                self._write(f"δ {number(delta[l][i])}", x, y + RADIUS + 13, BACKWARD, f"δ{place}", bold=True)
        for l, x in {l: x for (l, _), (x, _) in self.places.items()}.items():
            self.picture.text(f"layer {l}", x, 48, 11, GREY, "middle")

    def cost(self, height):
        """Draw the targets and the cost at the right end."""
        L = self.net.L
        enters = self.now in (Step("cost", L), Step("delta", L))
        outputs = [place for place in self.places if place[0] == L]
        for l, i in outputs:
            x, y = self.places[l, i]
            strong, target = enters and (l, i) in self.said.neurons, f"y {fixed(self.numbers.y[i], 2)}"
            self.picture.text(target, x + RADIUS + 10, y + 4, 12, BLACK, bold=strong, name=f"y({i + 1})")
        if outputs and Step("cost", L) in self.walked:
            x, y = WIDTH - 65, (50 + height - 20) / 2 + 5
            edge, width = (FORWARD, 3) if self.now.kind == "cost" else (GREY, 1)
            self.picture.box(x - 48, y - 22, 96, 40, "white", edge, width)
            cost = number(self.numbers.cost)
            self.picture.text(f"C = {cost}", x, y + 3, 13, FORWARD, "middle", bold=True, name="C")


def network_figure(net, x, y):
    """Return the figure: step through the forward and backward pass of one sample, and move every number of it.

    Parameters
    ----------
    net : Network
        Is not changed. Raises ValueError for an ending of which the figure has no formulas.
    x : array of shape (n_0, 1)
    y : array of shape (n_L, 1)
        For cross-entropy 1 for the right class and 0 for the others; the class can be moved, else the numbers.
    """
    check_ending(net.ending)
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    rows = telling_rows(one_pass(net, x, y))  # once, so that the same neurons are drawn whatever is moved
    movable, arrays = _movable(net, rows), _arrays(net, x, y)
    ranges = {name: _range(net, letter, float(arrays[letter][l][at])) for name, (letter, l, at) in movable.items()}
    controls = {"step": Stepper("step", len(steps(net.L)) - 1, net.L + 1)}
    if max(net.sizes) > 1:
        controls["neuron"] = slider("neuron", 1, max(net.sizes[1:]), 1, 1, "200px")
    if net.ending.cost is CROSS_ENTROPY:
        controls["right_class"] = slider("right class", 1, net.sizes[-1], int(y[:, 0].argmax()) + 1, 1, "220px")

    def picture(step, numbers, neuron=1, right_class=None):
        moved, inputs, targets = with_numbers(net, x, y, movable, numbers)
        drawn = rows
        if right_class:
            targets = np.eye(len(y))[:, [right_class - 1]]
            outputs = telling_rows(one_pass(net, x, targets))[-1]  # the right class is always among them
            drawn = [*rows[:-1], outputs]
        return network_picture(moved, inputs, targets, step, neuron, drawn)

    return Interactive(picture, **controls, numbers=NumberBoard(ranges))


def _movable(net, rows):
    """Return {name: (letter of the array, its layer, index)} of the numbers that can be moved: of drawn neurons."""
    alone, found = max(net.sizes) == 1, {}
    for j in rows[0]:
        found["a(0)" if alone else f"a{j + 1}(0)"] = ("x", 0, (j, 0))
    for l in range(1, net.L + 1):
        for i, j in itertools.product(rows[l], rows[l - 1]):
            found[f"w({l})" if alone else f"w{i + 1},{j + 1}({l})"] = ("W", l, (i, j))
        for i in rows[l]:
            found[f"b({l})" if alone else f"b{i + 1}({l})"] = ("b", l, (i, 0))
    if net.ending.cost is not CROSS_ENTROPY:
        for i in rows[net.L]:
            found["y" if alone else f"y{i + 1}"] = ("y", 0, (i, 0))
    return found


def _arrays(net, x, y):
    return {"x": [x], "y": [y], "W": net.W, "b": net.b}


def _range(net, letter, value):
    """Return lowest, highest and present value of a number; a target stays in [0, 1] if all outputs do."""
    low, high = (0.0, 1.0) if net.output.classifies else reach(net.output)
    if letter == "y" and min(low, value) >= 0.0 and max(high, value) <= 1.0:
        return 0.0, 1.0, value
    widest = max(3.0, abs(value))
    return -widest, widest, value


def with_numbers(net, x, y, movable, numbers):
    """Return a copy of the network, of x and of y, with the values that `numbers` gives to what `movable` points to."""
    moved = copy.copy(net)
    moved.W, moved.b = ([None] + [M.copy() for M in Ms[1:]] for Ms in (net.W, net.b))
    arrays = _arrays(moved, x.copy(), y.copy())
    for name, (letter, l, index) in movable.items():
        arrays[letter][l][index] = numbers[name]
    return moved, arrays["x"][0], arrays["y"][0]
