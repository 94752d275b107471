"""Figure of sitting 02b: the derivatives of a chain as products, one below the other."""

from backprop_lib.plots.colours import BACKWARD, BACKWARD_TINT, GREY, LIGHT
from backprop_lib.widgets.controls import slider, switch
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture

MOST = 6
WIDTH, HEIGHT = 50, 30  # of a factor
LEFT, TOP = 105, 50


def factors(L, l):
    """Return the factors of the derivative by the weight of layer l in a chain of L neurons, from the cost on."""
    links = [factor for m in range(L, l, -1) for factor in (f"μ′(z^{{({m})}})", f"w^{{({m})}}")]
    return [f"2(a^{{({L})}}−y)", *links, f"μ′(z^{{({l})}})", f"a^{{({l - 1})}}"]  # (2.8)


def is_new(L, l, place):
    """Return whether the factor at a place, counted from the cost, stands in no line above that of layer l."""
    return l == L or place >= 2 * (L - l)


def staircase_picture(L, marked):
    """Return the products (2.8) of a chain of L neurons, the output layer first.

    Parameters
    ----------
    L : int
    marked : bool
        Whether factors that stand in the line above are drawn pale.
    """
    lines = {l: factors(L, l) for l in range(L, 0, -1)}
    written = sum(map(len, lines.values()))
    new = sum(is_new(L, l, place) for l, line in lines.items() for place in range(len(line)))
    picture = Picture(800, TOP + 40 * MOST)
    for row, (l, line) in enumerate(lines.items()):
        y = TOP + 40 * row
        picture.text(f"∂C/∂w^{{({l})}} =", LEFT - 8, y + 20, 14, BACKWARD, "end", name=f"line{l}")
        for place, factor in enumerate(line):
            strong = not marked or is_new(L, l, place)
            x = LEFT + (WIDTH + 3) * place
            picture.box(x, y, WIDTH, HEIGHT, BACKWARD_TINT if strong else "white", BACKWARD if strong else LIGHT)
            shade = BACKWARD if strong else GREY
            picture.text(factor, x + WIDTH / 2, y + 20, 12, shade, "middle", strong and marked, most=WIDTH - 6)
    words = f"{L} line{'s' if L > 1 else ''}, {written} factors"
    if marked:
        words += f"; {new} of them do not stand in the line above"
    picture.text(f"{words}.", 15, 28, 14, bold=True, name="count")
    picture.describe(
        f"The derivatives by the weights of a chain of {L} neurons as products below each other, the last layer first. "
        f"A line has all factors of the line above but the last, and three more. {words}."
    )
    return picture


def staircase_figure():
    """Return the figure: choose the length of the chain, and whether factors that repeat are drawn pale."""
    return Interactive(
        staircase_picture, L=slider("number of layers L", 1, MOST, 3, 1), marked=switch("draw pale what repeats")
    )
