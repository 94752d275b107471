"""One wrong line, a step back without its transpose, in networks of several widths: right, wrong, or stopped."""

from functools import lru_cache

from backprop_lib.activations import sigmoid_prime
from backprop_lib.plots.colours import BACKWARD, BLACK, GREY, SILVER
from backprop_lib.sources.referee import case, judge
from backprop_lib.widgets.controls import slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture

FIXED = (1, 1, 1, 1), (3, 3, 3, 3), (4, 3, 5, 2)
YOURS = 5, 4, 3, 2
WIDEST, SAMPLES = 6, 6
PANEL, LAYER, NEURON = 200, 44, 26  # pixels between networks, layers and neurons


@lru_cache(maxsize=WIDEST**4)
def fate(sizes):
    """Return in words what becomes of the step from layer 3 to layer 2 without its transpose."""
    here = case(list(sizes), N=SAMPLES)
    return judge(lambda: sigmoid_prime(here.Z[2]) * (here.W[3] @ here.Delta(3)), here.Delta(2))


def widths_picture(n0, n1, n2, n3):
    """Return three networks and one of the reader's, with what becomes of the line in each.

    Parameters
    ----------
    n0, n1, n2, n3 : int
        Widths of the layers of the reader's network.
    """
    yours = n0, n1, n2, n3
    picture = Picture(800, 250)
    for panel, sizes in enumerate((*FIXED, yours)):
        _draw(picture, sizes, PANEL * panel + 34)
        middle = PANEL * panel + 34 + 1.5 * LAYER
        own = panel == len(FIXED)
        picture.text(f"{'yours: ' if own else ''}{_name(sizes)}", middle, 20, 14, BLACK, "middle", bold=own)
        picture.text(f"W: {sizes[3]} × {sizes[2]},  Δ: {sizes[3]} × {SAMPLES}", middle, 204, 12, GREY, "middle")
        picture.text(fate(sizes), middle, 228, 13, BLACK, "middle", bold=True, name=f"fate{panel}")
    said = "; ".join(f"in {_name(sizes)} it {fate(sizes)}" for sizes in FIXED)
    picture.describe(
        f"""A step back from layer 3 to layer 2 without its transpose, in four networks: {said}. In yours,
        {_name(yours)}, it {fate(yours)}."""
    )
    return picture


def widths_figure():
    """Return the figure: four sliders set the widths of the reader's network."""
    names = "inputs", "layer 1", "layer 2", "layer 3"
    sliders = [slider(name, 1, WIDEST, n, 1, width="200px") for name, n in zip(names, YOURS, strict=True)]
    return Interactive(widths_picture, **{f"n{l}": control for l, control in enumerate(sliders)})


def _name(sizes):
    return "-".join(map(str, sizes))


def _draw(picture, sizes, left):
    places = [[(left + LAYER * l, 108 + NEURON * (i - (n - 1) / 2)) for i in range(n)] for l, n in enumerate(sizes)]
    for l in range(1, len(sizes)):
        colour = BACKWARD if l == 3 else SILVER  # the weights of the step
        for source in places[l - 1]:
            for target in places[l]:
                picture.line([source, target], colour, 1.2 if l == 3 else 0.8)
    for layer in places:
        for x, y in layer:
            picture.circle(x, y, 8)
