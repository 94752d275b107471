"""The network, alive: a graph with its numbers, walked through forward and backward, one formula at a time."""

import copy
import itertools

import numpy as np

from backprop_lib.endings import CROSS_ENTROPY
from backprop_lib.plots.colours import BACKWARD, BACKWARD_TINT, BLACK, FORWARD, FORWARD_TINT, GREY, LIGHT
from backprop_lib.widgets.activations import reach
from backprop_lib.widgets.controls import NumberBoard, Stepper, choice, drop_down, slider
from backprop_lib.widgets.input_picture import PIXEL, InputPicture
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.network_meanings import meanings
from backprop_lib.widgets.network_steps import (
    MOST_ROWS,
    Step,
    check_ending,
    formula,
    most_lines,
    name_of,
    one_pass,
    steps,
    symbol,
    target_symbol,
    telling_rows,
    title,
)
from backprop_lib.widgets.picture import Picture, number, one_line, text_width, unlinked

WIDTH = 800
RADIUS = 30
ROW = 98  # height of a neuron with its bias and its delta
TOP = 60
BAR = 50
MOST_LAYERS = 5
MOST_STOPS = 12  # of a short slider


def network_picture(net, x, y, step, neuron, rows=None, shape=None, labels=None):
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
    shape : tuple of int, optional
        Height and width of the picture that x is, row by row; it is drawn where the input neurons are.
    labels : sequence, optional
        What the outputs are called, such as the digits 0 to 9; by default they are counted from 1.

    Returns
    -------
    Picture
        Blue is what ran forward, orange-red what ran backward. What is computed at this step is outlined, and what
        enters the formula is written in bold letters, and that alone.
    """
    numbers, walk = one_pass(net, x, y, labels), steps(net.L)
    now = walk[step]
    i = min(neuron, net.sizes[now.layer]) - 1
    rows = rows or telling_rows(numbers)
    said = formula(numbers, now, i, rows)
    height = TOP + 20 + ROW * min(max(net.sizes), MOST_ROWS + 1)
    pixels = shape and InputPicture.of(x[:, 0], shape, left=20, middle=(TOP + height) / 2)

    places, gaps = _places(net.sizes, rows, now.layer, i, (TOP + height) / 2, pixels)
    # As high at every step, so that the page stands still.
    picture = Picture(WIDTH, height + 28 + 26 * most_lines(net))
    picture.text(f"step {step} of {len(walk) - 1}: {title(now)}", 20, 24, 15, bold=True, name="step")
    drawing = _Drawing(picture, numbers, places, said, walk[: step + 1], pixels)
    drawing.edges()
    drawing.neurons()
    for across, down, words in gaps:
        picture.text(words, across, down, 12, GREY, "middle")
    drawing.outputs()
    drawing.cost(height)
    for row, line in enumerate(said.lines):
        colour = BACKWARD if now.backward else FORWARD if row == len(said.lines) - 1 else BLACK
        picture.text(line, 20, height + 36 + 26 * row, 14, colour, name=f"formula{row}", most=WIDTH - 40)
    words = "; ".join(map(unlinked, said.lines))
    picture.describe(f"Network {'-'.join(map(str, net.sizes))}, step {step}, {title(now)}. {words}")
    picture.meanings = meanings(numbers, said, places, walk[: step + 1])
    return picture


def _layers(L, layer):
    """Return the layers that are drawn: all, or those around the one that the step is about."""
    if L < MOST_LAYERS:
        return list(range(L + 1))
    first = min(max(layer - MOST_LAYERS // 2, 0), L + 1 - MOST_LAYERS)
    return list(range(first, first + MOST_LAYERS))


def _places(sizes, rows, layer, chosen, middle, pixels):
    """Return {(l, i): (x, y)} of the neurons that are drawn, and where dots stand for those that are not."""
    L = len(sizes) - 1
    layers = _layers(L, layer)
    rows = {l: sorted({*rows[l], chosen}) if l == layer else rows[l] for l in layers}
    first = pixels.right + 60 if pixels and 0 in layers else 60
    last = WIDTH - 215 if L in layers else WIDTH - 60  # beside the outputs stand the targets and the cost
    places, gaps = {}, []
    for x, l in zip(np.linspace(first, last, len(layers)).tolist(), layers, strict=True):
        top = middle - ROW * (len(rows[l]) - 1) / 2
        for row, i in enumerate(rows[l]):
            places[l, i] = (x, top + ROW * row)
        if len(rows[l]) < sizes[l]:
            gaps.append((x, top + ROW * len(rows[l]) - 34, f"… {sizes[l] - len(rows[l])} more"))
    return places, gaps


class _Drawing:
    """The graph at one step; `places` says where each neuron stands, `said` what is drawn strong."""

    def __init__(self, picture, numbers, places, said, walked, pixels):
        self.picture, self.numbers, self.places, self.walked, self.pixels = picture, numbers, places, walked, pixels
        self.net, self.now = numbers.net, walked[-1]
        self.made, self.strong = said.made, said.names
        self.colour = BACKWARD if self.now.backward else FORWARD
        self.tint = BACKWARD_TINT if self.now.backward else FORWARD_TINT

    def _write(self, words, x, y, colour, name, anchor="middle", most=None):
        self.picture.text(words, x, y, 11, colour, anchor, name in self.strong, name, most)

    def edges(self):
        """Draw the weights; strong ones get their number, and an arrow if something runs along them at this step."""
        inner = [(l, i, j) for l, i in self.places if l for j in range(self.net.sizes[l - 1])]
        drawn = sorted((e for e in inner if (e[0] - 1, e[2]) in self.places), key=self._is_strong)
        for edge in drawn:
            self._edge(*edge)
        for edge in drawn:
            if self._is_strong(edge) or self._alone(edge[0]):
                self._label(*edge)

    def _is_strong(self, edge):
        return name_of("w", *edge) in self.strong or name_of("dw", *edge) in self.strong

    def _alone(self, l):
        return self.net.sizes[l - 1] == self.net.sizes[l] == 1

    def _ends(self, l, i, j):
        start, end = np.array(self.places[l - 1, j]), np.array(self.places[l, i])
        along = (end - start) / np.linalg.norm(end - start)
        out = PIXEL / 2 / along[0] if l == 1 and self.pixels else RADIUS
        return start + out * along, end - (RADIUS + 2) * along

    def _edge(self, l, i, j):
        w, ends = float(self.net.W[l][i, j]), self._ends(l, i, j)
        width, dash = 0.6 + 1.6 * min(abs(w), 2.0), "" if w >= 0 else "7 4"
        means = f"{name_of('w', l, i, j)} {name_of('dw', l, i, j)}"
        if not self._is_strong((l, i, j)):
            self.picture.line(ends, LIGHT, width, dash, means=means)
        elif self.now.kind == "gradient":
            self.picture.line(ends, self.colour, width + 1.5, dash, means=means)
        else:
            start, end = ends[::-1] if self.now.backward else ends
            self.picture.arrow(start, end, self.colour, width, dash, means)

    def _label(self, l, i, j):
        """Write the weight in the middle of its edge and, once it is known, its derivative below."""
        x, y = ((np.array(self.places[l - 1, j]) + self.places[l, i]) / 2).tolist()
        derivative = Step("gradient", l) in self.walked
        w, dw = name_of("w", l, i, j), name_of("dw", l, i, j)
        self.picture.box(x - 33, y - 15, 66, 30 if derivative else 15, "white", opacity=0.85, means=f"{w} {dw}")
        self._write(f"w {number(self.net.W[l][i, j])}", x, y - 3, FORWARD, w)
        if derivative:
            self._write(f"∂ {number(self.numbers.dW[l][i, j])}", x, y + 11, BACKWARD, dw)

    def neurons(self):
        """Draw the neurons with z and a inside, the bias above and delta below."""
        inputs = {j: place for (l, j), place in self.places.items() if l == 0}
        if self.pixels and inputs:
            self.pixels.draw(self.picture, inputs, self.strong)
        for (l, i), place in self.places.items():
            if l or not self.pixels:
                self._neuron(l, i, *place)
        for l, x in {l: x for (l, _), (x, _) in self.places.items()}.items():
            self.picture.text(f"layer {l}", x, 48, 11, GREY, "middle")

    def _neuron(self, l, i, x, y):
        numbers, (z, a, delta) = self.numbers, (name_of(letter, l, i) for letter in "zaδ")
        made, inside = not self.made.isdisjoint((z, a, delta)), 2 * RADIUS - 6
        edge, width = (self.colour, 3) if made else (GREY, 1)
        means = f"{name_of('n', l, i)} {z} {a} {delta}"
        self.picture.circle(x, y, RADIUS, self.tint if made else "white", edge, width, means=means)
        if self.net.sizes[l] > 1:
            label = self.numbers.labels[i] if l == self.net.L else f"{i + 1}"
            self.picture.text(label, x, y - 17, 10, GREY, "middle")
        if l == 0:
            self._write(f"a {number(numbers.a[0][i])}", x, y + 4, FORWARD, a, most=inside)
            return
        if Step("forward", l) in self.walked:
            self._write(f"z {number(numbers.z[l][i])}", x, y - 2, FORWARD, z, most=inside)
            self._write(f"a {number(numbers.a[l][i])}", x, y + 13, FORWARD, a, most=inside)
        if Step("delta", l) in self.walked:
            self.picture.box(x - 31, y + RADIUS + 2, 62, 14, "white", opacity=0.85, means=delta)
            self._write(f"δ {number(numbers.delta[l][i])}", x, y + RADIUS + 13, BACKWARD, delta)
        self._bias(l, i, x, y - RADIUS - 5)

    def _bias(self, l, i, x, y):
        """Write the bias and, at the step that computes it, its derivative beside it."""
        b, db = name_of("b", l, i), name_of("db", l, i)
        made = db in self.made
        edge, width = (self.colour, 2) if made else ("none", 1)
        self.picture.box(x - 31, y - 11, 62, 14, "white", edge, width, opacity=0.85, means=f"{b} {db}")
        self._write(f"b {number(self.net.b[l][i, 0])}", x, y, FORWARD, b)
        if made:
            words = f"∂ {number(self.numbers.delta[l][i])}"
            self.picture.box(x + 33, y - 11, text_width(words, 11) + 6, 14, "white", opacity=0.85)
            self._write(words, x + 36, y, BACKWARD, db, "start")

    def outputs(self):
        """Draw the targets and, where all outputs lie in an interval of length 1 or 2, bars from 0 to a."""
        L = self.net.L
        for l, i in self.places:
            if l == L:
                x, y = self.places[l, i]
                x, name = x + RADIUS + 10, f"y({i + 1})"
                self.picture.box(x, y - 15, BAR, 15, "white", means=name)
                self._write(f"y {number(self.numbers.y[i])}", x, y - 3, BLACK, name, "start")
                self._bar(i, x, y + 4)

    def _bar(self, i, x, y):
        low, high = bounds(self.net.output)
        if high - low > 2:
            return
        numbers = (0.0, self.numbers.a[-1][i], self.numbers.y[i])
        zero, end, target = (x + BAR * (value - low) / (high - low) for value in numbers)
        self.picture.box(x, y, BAR, 9, "white", LIGHT)
        if Step("forward", self.net.L) in self.walked:
            self.picture.box(min(zero, end), y, abs(end - zero), 9, FORWARD)
        if low <= self.numbers.y[i] <= high:
            self.picture.line([(target, y - 2), (target, y + 11)], BLACK, 2)

    def cost(self, height):
        """Draw the cost at the right end."""
        L = self.net.L
        if L in (l for l, _ in self.places) and Step("cost", L) in self.walked:
            x, y = WIDTH - 55, (TOP + height) / 2
            edge, width = (FORWARD, 3) if self.now.kind == "cost" else (GREY, 1)
            self.picture.box(x - 48, y - 22, 96, 40, "white", edge, width, means="C")
            self.picture.text(f"C = {number(self.numbers.cost)}", x, y + 3, 13, FORWARD, "middle", True, "C", most=90)


def network_figure(net, x, y, shape=None, labels=None):
    """Return the figure: step through the forward and backward pass of one sample, and move every number of it.

    Parameters
    ----------
    net : Network
        Is not changed. Raises ValueError for an ending of which the figure has no formulas.
    x : array of shape (n_0, 1)
    y : array of shape (n_L, 1)
        For cross-entropy 1 for the right class and 0 for the others; the class can be moved, else the numbers.
    shape : tuple of int, optional
        Height and width of the picture that x is, row by row; it is drawn where the input neurons are.
    labels : sequence, optional
        What the outputs are called, such as the digits 0 to 9; by default they are counted from 1.
    """
    check_ending(net.ending)
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    given = one_pass(net, x, y, labels)
    rows = telling_rows(given)  # once, so that the same neurons are drawn whatever is moved
    movable, arrays = _movable(net, rows), _arrays(net, x, y)
    ranges = {name: _range(net, letter, float(arrays[letter][l][at])) for name, (letter, l, at) in movable.items()}
    controls = {"step": Stepper("step", len(steps(net.L)) - 1)}
    if max(net.sizes) > 1:
        controls["neuron"] = _neuron_choice(max(net.sizes[1:]))
    if net.ending.cost is CROSS_ENTROPY:
        classes = [(label, i) for i, label in enumerate(given.labels)]
        controls["right_class"] = choice("right class", classes, int(y[:, 0].argmax()))

    def picture(step, numbers, neuron=1, right_class=None):
        moved, inputs, targets = with_numbers(net, x, y, movable, numbers)
        drawn = rows
        if right_class is not None:
            targets = np.eye(len(y))[:, [right_class]]
            outputs = telling_rows(one_pass(net, x, targets))[-1]  # the right class is always among them
            drawn = [*rows[:-1], outputs]
        return network_picture(moved, inputs, targets, step, neuron, drawn, shape, labels)

    symbols = {name: one_line(_letters(given, name)) for name in movable}
    return Interactive(picture, **controls, numbers=NumberBoard(ranges, symbols))


def _neuron_choice(most):
    """Return a control to choose a neuron, from 1: a slider, or a list for more than a slider can tell apart."""
    if most <= MOST_STOPS:
        return slider("neuron", 1, most, 1, 1, "200px")
    return drop_down("neuron", range(1, most + 1), 1)


def _movable(net, rows):
    """Return {name: (letter of the array, its layer, index)} of the numbers that can be moved: of drawn neurons."""
    found = {name_of("a", 0, j): ("x", 0, (j, 0)) for j in rows[0]}
    for l in range(1, net.L + 1):
        found |= {name_of("w", l, i, j): ("W", l, (i, j)) for i, j in itertools.product(rows[l], rows[l - 1])}
        found |= {name_of("b", l, i): ("b", l, (i, 0)) for i in rows[l]}
    if net.ending.cost is not CROSS_ENTROPY:
        found |= {f"y({i + 1})": ("y", 0, (i, 0)) for i in rows[net.L]}
    return found


def _letters(numbers, name):
    """Return the symbol of what has this name."""
    letter, _, place = name.rstrip(")").partition("(")
    layer, *neurons = (int(part) for part in place.split(","))
    if letter == "y":
        return target_symbol(numbers.labels, layer - 1)
    return symbol(numbers.net, letter, layer, *(i - 1 for i in neurons), labels=numbers.labels)


def _arrays(net, x, y):
    return {"x": [x], "y": [y], "W": net.W, "b": net.b}


def bounds(activation):
    """Return between which numbers all activations of a neuron lie."""
    return (0.0, 1.0) if activation.classifies else reach(activation)


def _range(net, letter, value):
    """Return lowest, highest and present value of a number; a target stays in [0, 1] if all outputs do."""
    low, high = bounds(net.output)
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
