"""Figure of stage 06: one network, labelled as the text that you choose labels it."""

import itertools
import math
from typing import NamedTuple

import numpy as np

from backprop_lib.checks.general import check_choice, check_count
from backprop_lib.plots.colours import BACKWARD, BACKWARD_TINT, BLACK, FORWARD, FORWARD_TINT, GREY, LIGHT
from backprop_lib.widgets.controls import choice, slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, number, text_width
from backprop_lib.widgets.rosetta_notation import REMARKS, SIZES, TEXTS, UNNAMED, L, N
from backprop_lib.widgets.rosetta_values import compared

ACROSS, MIDDLE, ROW, RADIUS = (60, 245, 430, 615, 745), 160, 44, 13
COLUMNS = [[(l, k) for k in range(n)] for l, n in enumerate((*SIZES, 1))]  # (layer, neuron); the last is the cost
BOLD = 1.15  # how much wider than `text_width` says a bold text may be


class Thing(NamedTuple):
    """Something to look at: in words, the templates of its name and its formula, and how its lines are drawn."""

    words: str
    name: str
    formula: str | tuple
    width: float
    backward: bool = False
    arrows: bool = False

    def colours(self):
        """Return the colour of its lines, and that of its neuron."""
        return (BACKWARD, BACKWARD_TINT) if self.backward else (FORWARD, FORWARD_TINT)


THINGS = {
    "layers": Thing("layer numbers and sizes", "<column>", "<layers>", 1.2),
    "weight": Thing("a weight", "<weight>", "<from_to>", 4),
    "unit": Thing("pre-activation and activation", "<unit>", "<forward>", 2.5, arrows=True),
    "delta": Thing("delta", "<delta>", "<defined>", 2.5, backward=True),
    "gradient": Thing("gradient of a weight", "<gradient>", "<product>", 4, backward=True),
    "back": Thing("the step back", "<delta>", ("<back>", "<back>", "<start>"), 2.5, backward=True, arrows=True),
}


def rosetta_picture(text, thing, layer, i, j):
    """Return the network as a text labels it, with one thing lit, and that thing in the text's notation and in ours.

    Parameters
    ----------
    text : str
        One of `TEXTS`.
    thing : str
        One of `THINGS`.
    layer : int
        1, 2 or 3, as we count.
    i, j : int
        The neuron of this layer, and the neuron of the layer before from which the weight comes, counted from 1; in a
        smaller layer the last.

    Returns
    -------
    Picture
        Blue is what ran forward, orange-red and dashed what ran backward.

    Raises
    ------
    ValueError
        If the text or the thing is unknown, or there is no such layer or neuron.
    """
    check_choice("text", text, tuple(TEXTS))
    check_choice("thing", thing, tuple(THINGS))
    layer, i, j = check_count("layer", layer), check_count("i", i), check_count("j", j)
    if layer > L:
        raise ValueError(f"layer={layer}, expected 1 to {L}: the layers with weights, as we count")
    i, j = min(i, SIZES[layer]), min(j, SIZES[layer - 1])
    place = (layer, i - 1, j - 1)

    picture = Picture(800, 470)
    words = f"{THINGS[thing].words}, our layer {layer}"
    chosen = f"ours: i = {i}, j = {j}"  # said of every thing, also of those that have no i or j
    picture.text(f"{text}: {words}", 20, 22, 15, bold=True, name="title")
    picture.text(f"{N} samples; z, a and δ are those of the first", 780, 22, 12, GREY, "end")
    picture.text(chosen, 780, 42, 12, GREY, "end")
    _columns(picture, TEXTS[text], layer if thing == "layers" else None)
    _graph(picture, TEXTS[text], thing, *place)
    if thing != "layers":
        _label(picture, text, thing, *place)
    lines = _table(picture, text, thing, place)
    picture.describe(f"The network 4-3-5-2 as {text} writes it, {words}, {chosen}. {' '.join(lines)}")
    return picture


def four_digits(value):
    """Return a number with four digits that count, or four behind the point if these are more."""
    return number(value, max(4, 3 - math.floor(math.log10(abs(value)))))


def rule(text, thing, place, factor):
    """Return how a number of a text becomes ours, in words."""
    if text == "ours":
        return "These are our own names and numbers."
    words = TEXTS[text].written(REMARKS[text, thing].rule, *place)
    if not THINGS[thing].backward:
        return words
    symbol, value = factor
    if value == 1:
        return f"The same number; {words}."
    here = f"{value:.0f}" if value > 1 else f"1/{1 / value:.0f}"
    return f"ours = {symbol} × {text}{'' if here == symbol else f', here {here} × {text}'}; {words}."


def _at(layer, k):
    return ACROSS[layer], MIDDLE + ROW * (k - (len(COLUMNS[layer]) - 1) / 2)


def _columns(picture, convention, lit):
    """Write the numbers and widths of the layers, and between them the weights, as the text names them."""
    for l in range(L + 1):
        x, style = ACROSS[l], {"colour": FORWARD if l == lit else BLACK, "anchor": "middle"}
        column = convention.written("<column>", l) + (f" = {convention.depth}" if l == L and convention.depth else "")
        picture.text(convention.written("<widths>", l), x, 44, 12, bold=l == lit, name=f"width{l}", **style)
        picture.text(column, x, 284, 13, bold=True, name=f"column{l}", **style)
        picture.text(f"ours: {l}", x, 301, 11, GREY, "middle")
        if l:
            x, style["bold"] = (ACROSS[l - 1] + x) / 2, l == lit
            picture.text(convention.written("<matrix>", l), x, 284, 12, name=f"matrix{l}", **style)
            picture.text(convention.written("<shape>", l), x, 301, 11, name=f"shape{l}", **style)


def _roads(thing, layer, i, j):
    """Return the lines that are lit, as pairs of neurons (layer, k)."""
    before, here = COLUMNS[layer - 1], COLUMNS[layer][i]
    return {
        "layers": list(itertools.product(before, COLUMNS[layer])),
        "weight": [(before[j], here)],
        "unit": [(start, here) for start in before],
        "delta": [],
        "gradient": [(before[j], here)],
        "back": [(start, here) for start in COLUMNS[layer + 1]],
    }[thing]


def _graph(picture, convention, thing, layer, i, j):
    """Draw the network: thin lines and neurons, thick ones where the thing is, and the cost behind the last layer."""
    roads, (colour, tint) = _roads(thing, layer, i, j), THINGS[thing].colours()
    for before, behind in itertools.pairwise(COLUMNS):
        for start, end in itertools.product(before, behind):
            picture.line([_at(*start), _at(*end)], LIGHT, 0.8)
    for road in roads:
        start, end = (np.array(_at(*neuron)) for neuron in road)
        along = (end - start) / np.linalg.norm(end - start)
        ends, dash = (start + RADIUS * along, end - (RADIUS + 3) * along), "7 4" if THINGS[thing].backward else ""
        if THINGS[thing].arrows:
            picture.arrow(*ends, colour, THINGS[thing].width, dash)
        else:
            picture.line(ends, colour, THINGS[thing].width, dash)

    whole = thing == "layers"
    strong, sources = COLUMNS[layer] if whole else [(layer, i)], [] if whole else [start for start, _ in roads]
    for l, k in itertools.chain(*COLUMNS[:-1]):
        (x, y), own = _at(l, k), (l, k) in strong
        fill = tint if own and thing != "weight" else "white"
        ring, line = (colour, 3) if own else (colour, 2) if (l, k) in sources else (BLACK, 1)
        if thing == "gradient" and l < layer and line > 1:
            ring = FORWARD  # the factor a of the gradient ran forward
        picture.circle(x, y, RADIUS, fill, ring, line)
        picture.text(str(k + convention.first_neuron), x, y + 4, 11, BLACK, "middle", bold=own)
    x, y = _at(*COLUMNS[-1][0])
    lit = COLUMNS[-1][0] in sources
    picture.box(x - 22, y - 14, 44, 28, "white", BACKWARD if lit else BLACK, 2.5 if lit else 1)
    picture.text(convention.cost_name, x, y + 5, 13, BLACK, "middle", bold=lit, name="cost name")


def _label(picture, text, thing, layer, i, j):
    """Write the name of the lit thing next to it, the text's and ours."""
    colour, _ = THINGS[thing].colours()
    theirs, ours = (TEXTS[who].written(THINGS[thing].name, layer, i, j) for who in (text, "ours"))
    names = {"label": theirs, "our label": f"ours: {ours}"} if text != "ours" else {"label": ours}
    (x, y), (u, v) = _at(layer, i), _at(layer - 1, j)
    if thing in ("weight", "gradient"):
        x, y = (x + u) / 2, (y + v) / 2
    elif thing != "unit":
        x = (x + u) / 2
    elif layer < L:
        x = (x + ACROSS[layer + 1]) / 2
    else:
        x, y = x + 40, y + (36 if i else -36)
    top = y - 17 * len(names) / 2
    sizes = [min(13, 13 * 148 / (BOLD * text_width(theirs, 13))), 11]
    width = max(BOLD * text_width(name, size) for name, size in zip(names.values(), sizes, strict=False)) + 8
    picture.box(x - width / 2, top - 2, width, 17 * len(names) + 5, "white", colour, 0.8, 0.95)
    for row, (role, name) in enumerate(names.items()):
        shade = GREY if row else colour
        picture.text(name, x, top + 13 + 17 * row, sizes[row], shade, "middle", bold=not row, name=role)


def _table(picture, text, thing, place):
    """Write formulas, numbers, rule and cost below the network; return them as sentences."""
    colour, _ = THINGS[thing].colours()
    found, sentences = compared(text, thing, *place), []
    picture.line([(20, 313), (780, 313)], LIGHT, 1)
    for y, name, who, values in ((336, text, "theirs", found.theirs), (363, "ours", "ours", found.ours)):
        convention = TEXTS[name]
        formula = convention.written(THINGS[thing].formula, *place)
        # Of what has no name in the text the number is left out: of z and a the first, of a weight the only one.
        numbers = ", ".join(map(four_digits, values[1 if UNNAMED in formula else 0 :])) or "none"
        if thing == "layers":
            numbers = convention.written("<column>", *place)
        picture.text(name, 20, y, 13, GREY if who == "ours" else BLACK, bold=who == "theirs")
        picture.text(formula, 118, y, 14, colour, name=f"{who} formula", most=645 - BOLD * text_width(numbers, 14))
        picture.text(numbers, 780, y, 14, BLACK, "end", bold=True, name=who)
        sentences.append(f"{name}: {formula}: {numbers}.")
    picture.line([(20, 375), (780, 375)], LIGHT, 1)
    conversion = rule(text, thing, place, found.factor)
    picture.text(conversion, 20, 398, 14, bold=True, name="rule", most=760 / BOLD)
    picture.text(REMARKS[text, thing].note, 20, 422, 12, name="note", most=760)
    words = f"cost: {TEXTS[text].cost_formula} = {four_digits(found.their_cost)}"
    picture.text(words, 20, 453, 13, name="their cost", most=520)
    which = "C of this sample" if TEXTS[text].samples == "one" else "C"
    picture.text(f"ours: {which} = {four_digits(found.our_cost)}", 780, 453, 13, GREY, "end", name="our cost")
    return [*sentences, conversion]


def rosetta_figure():
    """Return the figure: choose a text and a thing, and see the same thing change its name."""
    return Interactive(
        rosetta_picture,
        text=choice("the text", list(TEXTS), "S2"),
        thing=choice("look at", [(thing.words, name) for name, thing in THINGS.items()], "weight"),
        layer=slider("layer (ours)", 1, L, 2, 1, "260px"),
        i=slider("to neuron i (ours)", 1, max(SIZES[1:]), 4, 1),
        j=slider("from neuron j (ours)", 1, max(SIZES[:-1]), 2, 1),
    )
