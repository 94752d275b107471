"""A nudge that runs through a network: it forks where several neurons hear one, and rejoins where one hears several."""

import itertools
from functools import partial
from typing import NamedTuple

import numpy as np

from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD, FORWARD_TINT, GREY, LIGHT
from backprop_lib.widgets.controls import Stepper, drop_down, scale
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.network_steps import check_outputs_apart, name_of, symbol
from backprop_lib.widgets.picture import Column, Picture, factor, number, one_line, significant, text_width

WIDTH = 800
RADIUS = 28
ROW = 132
TOP = 60
MOST_NEURONS, MOST_EDGES, MOST_LAYERS = 3, 6, 3  # in a layer, between two layers, of weights
SIZES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)


class Quantity(NamedTuple):
    """What is nudged: the letter "w", "b" or "a", its layer, and where it stands in W[l], b[l] or A[l]."""

    letter: str
    layer: int
    index: tuple

    @property
    def neurons(self):
        """Its neurons, counted from 0."""
        return self.index if self.letter == "w" else self.index[:1]

    @property
    def name(self):
        """Its name, as in `name_of`."""
        return name_of(self.letter, self.layer, *self.neurons)


def quantities(net):
    """Return all that can be nudged, by name: weights, biases, activations."""
    layers = range(1, net.L + 1)
    found = [Quantity("w", l, index) for l in layers for index in np.ndindex(net.W[l].shape)]
    found += [Quantity("b", l, (i, 0)) for l in layers for i in range(net.sizes[l])]
    found += [Quantity("a", l, (i, 0)) for l in range(net.L + 1) for i in range(net.sizes[l])]
    return {quantity.name: quantity for quantity in found}


def nudged_activations(net, x, quantity, h):
    """Return the activations of all layers, the network computed afresh with the quantity moved by h."""
    letter, start, index = quantity
    A = [np.array(x, dtype=float)]
    for l in range(net.L + 1):
        if l:
            W, b = net.W[l].copy(), net.b[l].copy()
            if l == start and letter != "a":
                {"w": W, "b": b}[letter][index] += h
            A.append(net.mu[l](W @ A[l - 1] + b))
        if l == start and letter == "a":
            A[l][index] += h
    return A


def cost_change(net, x, y, quantity, h):
    """Return by how much the cost changes when the quantity is moved by h: computed afresh, with no derivative."""
    before, after = (net.ending.cost.of_samples(nudged_activations(net, x, quantity, by)[-1], y) for by in (0.0, h))
    return (after - before).item()


def derivative(net, x, y, quantity):
    """Return the derivative of the cost by the quantity, from the backward pass."""
    letter, l, index = quantity
    cache = net.forward(x)
    gradients = net.backward(cache, y)
    if letter != "a":
        return {"w": gradients.W, "b": gradients.b}[letter][l][index].item()
    above = net.W[l + 1].T @ gradients.Delta[l + 1] if l < net.L else net.ending.cost.prime(cache.A[l], y)
    return above[index].item()


class Nudge(NamedTuple):
    """What a nudge does, layer by layer, to first order.

    changes[l], of shape (n_l,), are the changes of a[l]: each is the sum of a row of roads[l], of shape (n_l, n_{l-1}),
    whose entries are weight times slope times incoming change. Layers that the nudge does not run through have None.
    to_cost, of shape (n_L,), is what each output adds to the change of the cost.
    """

    slopes: list
    roads: list
    changes: list
    by_output: np.ndarray  # dC/da of each output
    to_cost: np.ndarray


def nudge_numbers(net, x, y, quantity, h):
    """Return the `Nudge` of a quantity by h, for one sample x of shape (n_0, 1) with the target y of shape (n_L, 1)."""
    letter, start, (i, j) = quantity
    cache = net.forward(x)
    slopes = [None] + [net.mu_prime[l](cache.Z[l])[:, 0] for l in range(1, net.L + 1)]
    roads, changes = [None] * (net.L + 1), [None] * (net.L + 1)
    changes[start] = np.zeros(net.sizes[start])
    if letter == "a":
        changes[start][i] = h
    else:
        heard = cache.A[start - 1][j, 0] if letter == "w" else 1.0
        changes[start][i] = slopes[start][i] * heard * h
    for l in range(start + 1, net.L + 1):
        roads[l] = net.W[l] * slopes[l][:, None] * changes[l - 1]
        changes[l] = roads[l].sum(axis=1)
    by_output = net.ending.cost.prime(cache.A[net.L], y)[:, 0]
    return Nudge(slopes, roads, changes, by_output, by_output * changes[net.L])


def stations(net, quantity):
    """Return where the nudge is at each step: at the quantity itself ("nudge"), in a layer, or at the "cost"."""
    first = quantity.layer + (quantity.letter == "a")
    return ["nudge", *range(first, net.L + 1), "cost"]


def nudge_picture(net, x, y, name, h, step):
    """Return the network with the nudge of the quantity of this name, after `step` steps; see `stations`."""
    what = quantities(net)[name]
    walk = stations(net, what)
    step = min(step, len(walk) - 1)
    picture = Picture(WIDTH, _height(net) + 26 * (MOST_NEURONS + 2) + 110)
    drawing = _Drawing(picture, net, x, y, what, h, walk[: step + 1])
    title = f"step {step} of {len(walk) - 1}: {drawing.title()}"
    picture.text(title, 20, 24, 15, bold=True, name="step")
    drawing.edges()
    drawing.neurons()
    drawing.cost()
    lines = drawing.lines()
    for row, line in enumerate(lines):
        picture.text(line, 20, _height(net) + 30 + 26 * row, 14, FORWARD, name=f"line{row}", most=WIDTH - 40)
    compared = drawing.comparison(_height(net) + 26 * (MOST_NEURONS + 2) + 10) if drawing.now == "cost" else ""
    words = "; ".join(lines)
    picture.describe(f"Network {'-'.join(map(str, net.sizes))}, {title}. {words}. {compared}")
    return picture


def _height(net):
    return TOP + 10 + ROW * max(net.sizes)


class _Drawing:
    """The nudge of a quantity that has come to the last station of `walked`."""

    def __init__(self, picture, net, x, y, what, h, walked):
        self.drawn, self.net, self.x, self.y, self.what, self.h = picture, net, x, y, what, h
        self.walked, self.now = walked, walked[-1]
        self.A, self.nudge = net.forward(x).A, nudge_numbers(net, x, y, what, h)
        across, middle = np.linspace(60, WIDTH - 50, net.L + 2).tolist(), (TOP + _height(net)) / 2
        self.places = {
            (l, i): (across[l], middle + ROW * (i - (n - 1) / 2)) for l, n in enumerate(net.sizes) for i in range(n)
        }
        self.end = (across[-1], middle)

    def title(self):
        """Return in words where the nudge is."""
        if self.now == "nudge":
            return "one number is nudged"
        if self.now == self.what.layer:
            return f"its neuron in layer {self.now} follows"
        last = self.net.L if self.now == "cost" else self.now - 1
        came, heard = np.count_nonzero(self.nudge.changes[last]), 1 if self.now == "cost" else self.net.sizes[self.now]
        where = "the cost" if self.now == "cost" else f"layer {self.now}"
        if came == 0:
            return f"nothing runs on into {where}: a slope or a weight of 0 lets nothing through"
        if came > 1:
            return f"into {where}: where edges meet, their changes are added"
        return f"into {where}: the change forks" if heard > 1 else f"the change runs into {where}"

    def _symbol(self, letter, l, *neurons):
        return symbol(self.net, letter, l, *neurons)

    def _change(self, l, i):
        """Return the change of an activation once the nudge has come there, else 0."""
        come = l in self.walked or (self.what.letter == "a" and l == self.what.layer)
        return float(self.nudge.changes[l][i]) if come else 0.0

    def edges(self):
        """Draw the weights: along which the change has run with what came over them, and now with its product."""
        roads = [(l, i, j) for l, i in self.places if l for j in range(self.net.sizes[l - 1])]
        run = [road for road in roads if self.nudge.roads[road[0]] is not None and self._change(road[0] - 1, road[2])]
        for l, i, j in sorted(roads, key=run.__contains__):
            start, end, here = self.places[l - 1, j], self.places[l, i], (l, i, j) in run and l in self.walked
            nudged = (self.what.letter, self.what.layer, self.what.index) == ("w", l, (i, j))
            if here:
                self.drawn.arrow(*_between(start, end), FORWARD, 2.0 if l == self.now else 1.2)
            else:
                self.drawn.line([start, end], BLACK if nudged else LIGHT, 2.5 if nudged else 1)
            if nudged:
                room = 16  # for the change that stands below the neuron at its end
                self._label(start, (end[0] - room, end[1]), 0.5, [self._nudged()], "nudged")
        for l, i, j in (road for road in run if road[0] in self.walked):
            factors = [number(self.net.W[l][i, j]), factor(self.nudge.slopes[l][i]), _factor(self._change(l - 1, j))]
            # Nearer to the layer that has more neurons, where the edges lie farther apart.
            along = 0.3 if self.net.sizes[l - 1] >= self.net.sizes[l] else 0.7
            ends, name = (self.places[l - 1, j], self.places[l, i]), f"({l},{i + 1},{j + 1})"
            self._road(*ends, along, factors, self.nudge.roads[l][i, j], name, l == self.now)

    def _road(self, start, end, along, factors, change, name, now):
        """Write on an edge what comes over it and, if that is now, as which product."""
        *first, last = factors
        product = [" · ".join(first), f"· {last}"] if now else []
        self._label(start, end, along, [*product, f"{'= ' if now else ''}{significant(change)}"], name)

    def _nudged(self):
        before = {"w": self.net.W, "b": self.net.b, "a": self.A}[self.what.letter][self.what.layer][self.what.index]
        return f"{number(before)} → {number(before + self.h)}"

    def _label(self, start, end, along, lines, name):
        """Write lines on an edge, in the middle between its neurons; the last one is bold."""
        x, y = (start[0] + end[0]) / 2, start[1] + along * (end[1] - start[1])
        top, width = y - 6 * len(lines), max(text_width(line, 11) for line in lines) + 4
        self.drawn.box(x - width / 2, top, width, 12 * len(lines) + 1, "white", opacity=0.9)
        for row, line in enumerate(lines):
            last = row == len(lines) - 1
            key = f"road{name}" if last else f"product{row}{name}"
            self.drawn.text(line, x, top + 10 + 12 * row, 11, FORWARD, "middle", last, key, most=110)

    def neurons(self):
        """Draw the neurons with a inside and, once the nudge has come there, its change below."""
        for (l, i), (x, y) in self.places.items():
            change, now = self._change(l, i), l == self.now and self._change(l, i)
            here = (self.what.layer, self.what.neurons[0]) == (l, i) and self.what.letter != "w"
            edge, width = (FORWARD, 3) if now else (BLACK, 2.5) if here else (GREY, 1)
            self.drawn.circle(x, y, RADIUS, FORWARD_TINT if change else "white", edge, width)
            self.drawn.text(
                f"a {number(self.A[l][i, 0])}", x, y + 4, 11, FORWARD, "middle", name=f"a({l},{i + 1})", most=50
            )
            if change:
                words = f"Δ {significant(change)}"
                width = text_width(words, 11) + 6
                self.drawn.box(x - width / 2, y + RADIUS + 3, width, 14, "white", opacity=0.9)
                self.drawn.text(words, x, y + RADIUS + 14, 11, FORWARD, "middle", True, f"Δ({l},{i + 1})")
            if here:
                words = f"{self.what.letter} {self._nudged()}"
                self.drawn.text(words, x, y - RADIUS - 6, 11, BLACK, "middle", True, "nudged")
        for l in range(self.net.L + 1):
            self.drawn.text(f"layer {l}", self.places[l, 0][0], 54, 11, GREY, "middle")

    def cost(self):
        """Draw the cost, and what each output adds to its change."""
        L, (x, y) = self.net.L, self.end
        for k in range(self.net.sizes[L]):
            start = self.places[L, k]
            ends = _between(start, (x - 18, y))
            if self.now != "cost" or not self._change(L, k):
                self.drawn.line(ends, LIGHT)
                continue
            self.drawn.arrow(*ends, FORWARD, 2)
            factors = [number(self.nudge.by_output[k]), _factor(self._change(L, k))]
            self._road(start, self.end, 0.3, factors, self.nudge.to_cost[k], f"({L + 1},1,{k + 1})", now=True)
        self.drawn.box(x - 42, y - 16, 84, 32, "white", FORWARD if self.now == "cost" else GREY, 2)
        cost = number(self.net.cost(self.x, self.y))
        self.drawn.text(f"C {cost}", x, y + 5, 12, FORWARD, "middle", True, "C", most=78)
        if self.now == "cost":
            words = f"ΔC {significant(self.nudge.to_cost.sum())}"
            self.drawn.text(words, x, y + 32, 11, FORWARD, "middle", True, "ΔC", most=96)

    def lines(self):
        """Return what is said below the graph: what is nudged, and the sum at each neuron that the change runs into."""
        name = self._symbol(self.what.letter, self.what.layer, *self.what.neurons)
        said = [f"{name} is nudged by h = {significant(self.h)}. What follows?"]
        if self.now == "nudge":
            return said
        if self.now == "cost":
            return [*said, f"ΔC ≈ {_sum(self.nudge.to_cost)}"]
        if self.now == self.what.layer:
            return [*said, self._first_change()]
        l = self.now
        return said + [f"Δ{self._symbol('a', l, i)} ≈ {_sum(row)}" for i, row in enumerate(self.nudge.roads[l])]

    def _first_change(self):
        letter, l, (i, j) = self.what
        slope, change = factor(self.nudge.slopes[l][i]), significant(self.nudge.changes[l][i])
        names, values = "μ′(z)", slope
        if letter == "w":
            names, values = f"{self._symbol('a', l - 1, j)} · {names}", f"{number(self.A[l - 1][j, 0])} · {slope}"
        return f"Δ{self._symbol('a', l, i)} ≈ {names} · h = {values} · {_factor(self.h)} = {change}"

    def comparison(self, y):
        """Write what the cost does when the network is computed afresh, for h and smaller; return it in words."""
        slope = derivative(self.net, self.x, self.y, self.what)
        steps = [self.h, self.h / 2, self.h / 4]
        exact = [cost_change(self.net, self.x, self.y, self.what, h) for h in steps]
        ratios = [change / h for change, h in zip(exact, steps, strict=True)]
        name = self._symbol(self.what.letter, self.what.layer, *self.what.neurons)
        columns = {
            "h": Column("nudge h", 110, [significant(h) for h in steps]),
            "exact": Column("ΔC, computed afresh", 290, [significant(change) for change in exact], colour=FORWARD),
            "ratio": Column("ratio ΔC / h", 430, [significant(ratio, 4) for ratio in ratios], colour=FORWARD),
            "slope": Column(f"derivative ∂C/∂{name}", 600, [significant(slope, 4)] * 3, colour=BACKWARD),
            "off": Column("difference", 730, [significant(ratio - slope, 2) for ratio in ratios], bold=True),
        }
        self.drawn.table(columns, y, lines=(20, 740))
        now, later = significant(ratios[0], 4), significant(ratios[2], 4)
        return (
            f"Computed afresh, ΔC / h is {now}, and {later} for a quarter of the nudge; the derivative is "
            f"{significant(slope, 4)}"
        )


def _between(start, end):
    """Return where an arrow starts and ends, outside the two circles."""
    start, end = np.array(start), np.array(end)
    along = RADIUS * (end - start) / np.linalg.norm(end - start)
    return start + along, end - along


def _factor(change):
    written = significant(change)
    return f"({written})" if written.startswith("−") or "·" in written else written


def _sum(roads):
    """Return the sum of the changes that arrive, as a text; those that are 0 do not arrive."""
    first, *more = [value for value in roads.tolist() if value] or [0.0]
    terms = [significant(first), *(f"{'−' if value < 0 else '+'} {significant(abs(value))}" for value in more)]
    return " ".join(terms) + (f" = {significant(roads.sum())}" if more else "")


def nudge_figure(net, x, y, quantity=None, h=0.1):
    """Return the figure: nudge a number, and follow the change through the network to the cost.

    Parameters
    ----------
    net : Network
        With a squared error, an element-wise output, and so few neurons that numbers have room on the edges: 2-3-2-1.
    x : array of shape (n_0, 1)
    y : array of shape (n_L, 1)
    quantity : str, optional
        What is nudged first, such as "w(1,1,1)" (layer, to, from), "b(2,1)" or "a(0,2)"; by default the first weight.
    h : float
        By how much: one of 0.001, 0.002, 0.005, 0.01, ..., 0.5.
    """
    check_outputs_apart(net)
    edges = max(n * m for n, m in itertools.pairwise(net.sizes))
    if max(net.sizes) > MOST_NEURONS or edges > MOST_EDGES or net.L > MOST_LAYERS:
        raise ValueError(
            f"net has sizes={list(net.sizes)}, expected at most {MOST_NEURONS} neurons in a layer, {MOST_EDGES} edges "
            f"between two layers, and {MOST_LAYERS} layers of weights: on the edges of a larger network the numbers "
            "have no room"
        )
    x, y, found = np.asarray(x, dtype=float), np.asarray(y, dtype=float), quantities(net)
    options = [(one_line(symbol(net, q.letter, q.layer, *q.neurons)), name) for name, q in found.items()]
    return Interactive(
        partial(nudge_picture, net, x, y),
        name=drop_down("nudge", options, quantity or next(iter(found))),
        h=scale("by h", SIZES, h),
        step=Stepper("step", net.L + 1),
    )
