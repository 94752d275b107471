"""Figure of notebook 06: one network, labelled as the text that you choose labels it."""

import math
import re

import numpy as np

from backprop_lib.checks.general import check_choice, check_count
from backprop_lib.plots.colours import BACKWARD, BACKWARD_TINT, BLACK, FORWARD, FORWARD_TINT, GREY, LIGHT
from backprop_lib.widgets.controls import choice, slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, number, text_width
from backprop_lib.widgets.rosetta_notation import TEXTS, UNNAMED
from backprop_lib.widgets.rosetta_values import SIZES, N, costs, values

THINGS = {
    "layers": "layer numbers and sizes",
    "weight": "a weight",
    "unit": "pre-activation and activation",
    "delta": "delta",
    "gradient": "gradient of a weight",
    "back": "the step back",
}
NAMES = {"layers": "matrix", "back": "delta"}  # what is written next to the lit thing; else the field of its own name
FORMULAS = {"layers": "layers", "weight": "from_to", "unit": "forward", "delta": "defined", "gradient": "product"}
ACROSS, MIDDLE, ROW, RADIUS = (60, 245, 430, 615), 160, 44, 13
COST = (745, MIDDLE)
BOLD = 1.15  # how much wider than `text_width` says a bold text may be


def written(text, field, layer, i, j):
    """Return a name or formula of a text for one layer; i and j count from 0."""
    return filled(text, getattr(TEXTS[text], field), layer, i, j)


def filled(text, template, layer, i, j):
    """Return a template of a text with the numbers of one layer and one weight put in."""
    if isinstance(template, tuple):
        template = template[layer - 1 if len(template) == len(SIZES) - 1 else layer]
    l, before = layer, SIZES[layer - 1]
    shape = (before, SIZES[l]) if TEXTS[text].source_first else (SIZES[l], before)
    places = {"p": l - 1, "l": l, "n": l + 1, "P": l, "T": l + 1, "N": l + 2}
    places |= {"i": i + 1, "j": j + 1, "i0": i, "j0": j, "pl": 2 * l - 2, "ps": 2 * l - 1, "nl": 2 * l}
    places |= {"width": SIZES[l], "before": before, "shape": f"{shape[0]} × {shape[1]}"}
    return re.sub(r"<(\w+)>", lambda match: str(places[match[1]]), template)


def rule(text, thing, layer, i, j):
    """Return how a number of a text becomes ours, in words."""
    if text == "ours":
        return "These are our own names and numbers."
    words = filled(text, TEXTS[text].rules[thing], layer, i, j)
    if thing not in ("delta", "gradient", "back"):
        return words
    symbol, factor = TEXTS[text].factors["gradient" if thing == "gradient" else "delta"]
    if factor == 1:
        return f"The same number; {words}."
    here = f"{factor:.0f}" if factor > 1 else f"1/{1 / factor:.0f}"
    return f"ours = {symbol} × {text}{'' if here == symbol else f', here {here} × {text}'}; {words}."


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
    if layer >= len(SIZES):
        raise ValueError(f"layer={layer}, expected 1 to {len(SIZES) - 1}: the layers with weights, as we count")
    i, j = min(i, SIZES[layer]) - 1, min(j, SIZES[layer - 1]) - 1
    place = (layer, i, j)
    picture = Picture(800, 470)
    picture.text(f"{text}: {THINGS[thing]}, our layer {layer}", 20, 22, 15, bold=True, name="title")
    picture.text(f"{N} samples; z, a and δ are those of the first", 780, 22, 12, GREY, "end")
    chosen = f"ours: i = {i + 1}, j = {j + 1}"  # said of every thing, also of those that have no i or j
    picture.text(chosen, 780, 42, 12, GREY, "end")
    _columns(picture, text, thing, layer)
    lit = _roads(thing, *place)
    _graph(picture, text, thing, lit, layer, i)
    _label(picture, text, thing, *place)
    lines = _table(picture, text, thing, *place)
    state = f"{THINGS[thing]}, our layer {layer}, {chosen}."
    picture.describe(f"The network 4-3-5-2 as {text} writes it, {state} {' '.join(lines)}")
    return picture


def four_digits(value):
    """Return a number with four digits that count, or four behind the point if these are more."""
    return number(value, max(4, 3 - math.floor(math.log10(abs(value)))))


def _at(layer, k):
    return ACROSS[layer], MIDDLE + ROW * (k - (SIZES[layer] - 1) / 2)


def _roads(thing, layer, i, j):
    """Return the lines that are lit, as ((layer, neuron), (layer, neuron)); the cost is (4, 0)."""
    if thing == "layers":
        return [((layer - 1, m), (layer, k)) for k in range(SIZES[layer]) for m in range(SIZES[layer - 1])]
    if thing == "unit":
        return [((layer - 1, m), (layer, i)) for m in range(SIZES[layer - 1])]
    if thing in ("weight", "gradient"):
        return [((layer - 1, j), (layer, i))]
    if thing == "back":
        following = SIZES[layer + 1] if layer < len(SIZES) - 1 else 1
        return [((layer + 1, k), (layer, i)) for k in range(following)]
    return []


def _columns(picture, text, thing, layer):
    """Write the numbers and widths of the layers, and between them the weights, as the text names them."""
    for l, x in enumerate(ACROSS):
        strong = thing == "layers" and l == layer
        colour = FORWARD if strong else BLACK
        width = written(text, "widths", l, 0, 0)
        words = width if width in (str(SIZES[l]), "not named") else f"{width} = {SIZES[l]}"
        picture.text(words, x, 44, 12, colour, "middle", bold=strong, name=f"width{l}")
        picture.text(TEXTS[text].columns[l], x, 284, 13, colour, "middle", bold=True, name=f"column{l}")
        picture.text(f"ours: {l}", x, 301, 11, GREY, "middle")
    for l in range(1, len(SIZES)):
        strong, x = thing == "layers" and l == layer, (ACROSS[l - 1] + ACROSS[l]) / 2
        colour, order = FORWARD if strong else BLACK, -1 if TEXTS[text].source_first else 1
        shape = " × ".join(str(n) for n in (SIZES[l], SIZES[l - 1])[::order])
        picture.text(written(text, "matrix", l, 0, 0), x, 284, 12, colour, "middle", bold=strong, name=f"matrix{l}")
        picture.text(shape, x, 301, 11, colour, "middle", bold=strong, name=f"shape{l}")


def _graph(picture, text, thing, lit, layer, i):
    backward = thing in ("delta", "gradient", "back")
    colour = BACKWARD if backward else FORWARD
    neurons = [(l, k) for l, n in enumerate(SIZES) for k in range(n)]
    for l, k in neurons:
        for m in range(SIZES[l - 1]) if l else ():
            picture.line([_at(l - 1, m), _at(l, k)], LIGHT, 0.8)
    for k in range(SIZES[-1]):
        picture.line([_at(len(SIZES) - 1, k), COST], LIGHT, 0.8)
    for start, end in lit:
        ends = np.array([COST if l == len(SIZES) else _at(l, k) for l, k in (start, end)])
        along = (ends[1] - ends[0]) / np.linalg.norm(ends[1] - ends[0])
        width = {"layers": 1.2, "weight": 4, "gradient": 4}.get(thing, 2.5)
        draw = picture.arrow if thing in ("unit", "back") else picture.line
        points = (ends[0] + RADIUS * along, ends[1] - (RADIUS + 3) * along)
        draw(*(points if draw == picture.arrow else (points,)), colour, width, "7 4" if backward else "")
    enters = {start for start, _ in lit} if thing != "layers" else set()
    strong = {(layer, k) for k in range(SIZES[layer])} if thing == "layers" else {(layer, i)}
    for l, k in neurons:
        x, y = _at(l, k)
        own = (l, k) in strong
        blue = thing == "gradient" and l == layer - 1
        fill = (BACKWARD_TINT if backward else FORWARD_TINT) if own and thing != "weight" else "white"
        ring = FORWARD if blue else colour
        line = 3 if own else 2 if (l, k) in enters else 1
        picture.circle(x, y, RADIUS, fill, BLACK if line == 1 else ring, line)
        picture.text(str(k + (not TEXTS[text].from_zero)), x, y + 4, 11, BLACK, "middle", bold=own)
    lit_cost = thing == "back" and layer == len(SIZES) - 1
    picture.box(COST[0] - 22, COST[1] - 14, 44, 28, "white", BACKWARD if lit_cost else BLACK, 2.5 if lit_cost else 1)
    picture.text(TEXTS[text].cost_name, COST[0], COST[1] + 5, 13, BLACK, "middle", bold=lit_cost, name="cost name")


def _label(picture, text, thing, layer, i, j):
    """Write the name of the lit thing next to it, the text's and ours."""
    field = NAMES.get(thing, thing)
    if thing == "layers":
        return
    colour = BACKWARD if thing in ("delta", "gradient", "back") else FORWARD
    names = [written(text, field, layer, i, j), f"ours: {written('ours', field, layer, i, j)}"]
    names = names[: 1 if text == "ours" else 2]
    (x, y), (u, v) = _at(layer, i), _at(layer - 1, j)
    if thing in ("weight", "gradient"):
        x, y = (x + u) / 2, (y + v) / 2
    elif thing == "unit" and layer < len(SIZES) - 1:
        x = (ACROSS[layer] + ACROSS[layer + 1]) / 2
    elif thing == "unit":
        x, y = x + 40, y + (36 if i else -36)
    else:
        x = (x + u) / 2
    top = y - 17 * len(names) / 2
    sizes = [min(13, 13 * 148 / (BOLD * text_width(names[0], 13))), 11]
    width = max(BOLD * text_width(name, size) for name, size in zip(names, sizes, strict=False)) + 8
    picture.box(x - width / 2, top - 2, width, 17 * len(names) + 5, "white", colour, 0.8, 0.95)
    for row, (name, size) in enumerate(zip(names, sizes, strict=False)):
        shade, role = (GREY, "our label") if row else (colour, "label")
        picture.text(name, x, top + 13 + 17 * row, size, shade, "middle", bold=not row, name=role)


def _table(picture, text, thing, layer, i, j):
    """Write formulas, numbers, rule and cost below the network; return them as sentences."""
    colour = BACKWARD if thing in ("delta", "gradient", "back") else FORWARD
    place, sentences = (layer, i, j), []
    picture.line([(20, 313), (780, 313)], LIGHT, 1)
    for y, name, who in ((336, text, "theirs"), (363, "ours", "ours")):
        formula = written(name, FORMULAS.get(thing, thing), *place)
        # Of what has no name in the text the number is left out: of z and a the first, of a weight the only one.
        found = values(name, thing, *place)[1 if UNNAMED in formula else 0 :]
        numbers = ", ".join(four_digits(value) for value in found) or "none"
        if thing == "layers":
            numbers = TEXTS[name].columns[layer].partition(" = ")[0]
        picture.text(name, 20, y, 13, GREY if who == "ours" else BLACK, bold=who == "theirs")
        picture.text(formula, 118, y, 14, colour, name=f"{who} formula", most=645 - BOLD * text_width(numbers, 14))
        picture.text(numbers, 780, y, 14, BLACK, "end", bold=True, name=who)
        sentences.append(f"{name}: {formula}: {numbers}.")
    picture.line([(20, 375), (780, 375)], LIGHT, 1)
    picture.text(rule(text, thing, *place), 20, 398, 14, bold=True, name="rule", most=760 / BOLD)
    picture.text(TEXTS[text].notes[thing], 20, 422, 12, name="note", most=760)
    theirs, ours = costs(text)
    which = "C of this sample" if TEXTS[text].single else "C"
    words = f"cost: {TEXTS[text].cost_formula} = {four_digits(theirs)}"
    picture.text(words, 20, 453, 13, name="their cost", most=520)
    picture.text(f"ours: {which} = {four_digits(ours)}", 780, 453, 13, GREY, "end", name="our cost")
    return [*sentences, rule(text, thing, *place)]


def rosetta_figure():
    """Return the figure: choose a text and a thing, and see the same thing change its name."""
    return Interactive(
        rosetta_picture,
        text=choice("the text", list(TEXTS), "S2"),
        thing=choice("look at", [(words, thing) for thing, words in THINGS.items()], "weight"),
        layer=slider("layer (ours)", 1, 3, 2, 1, "260px"),
        i=slider("to neuron i (ours)", 1, max(SIZES[1:]), 4, 1),
        j=slider("from neuron j (ours)", 1, max(SIZES[:-1]), 2, 1),
    )
