"""The figure of stage 05: draw a digit, see what the network reads, and what would make it read another one."""

from functools import partial
from typing import NamedTuple

import numpy as np

from backprop_lib.data import as_columns, one_hot
from backprop_lib.data.preparation import LINE, MIDDLE, SIDE, placed, rasterise, scaled, unprepared
from backprop_lib.endings import CROSS_ENTROPY
from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD, GREY
from backprop_lib.widgets.controls import choice, slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Picture, fixed, number, text_width

PIXEL = 4  # side of a pixel of the network's images
FRAME = PIXEL * SIDE
STEP, STEPS_TOP, LOWER_TOP = 200, 34, 230
RARE = 0.1  # share of the digits that are as unlike: below it a drawing is called unlike all training images
LEFT, RIGHT = 30, 425
BAR_LEFT, BAR_LENGTH, BAR_ROW = 52, 170, 20
PLACES = (
    *("at the upper left", "at the top", "at the upper right"),
    *("at the left", "in the middle", "at the right"),
    *("at the lower left", "at the bottom", "at the lower right"),
)


def pixel_gradient(net, X, Y):
    """Return the gradient of each sample's cost with respect to its input, by backpropagation.

    The input acts through Z^(1) = W^(1) X + b^(1) alone, so the derivatives come back through W^(1):

        dC_s/dx = (W^(1))^T delta^(1).

    Parameters
    ----------
    net : Network
    X : array of shape (n_0, N)
    Y : array of shape (n_L, N)

    Returns
    -------
    array of shape (n_0, N)
        Column s is the derivative of C_s by the column s of X.
    """
    Delta = net.backward(net.forward(X), Y).Delta
    return net.W[1].T @ Delta[1]


def push_pixels(X, gradient, push):
    """Return images moved against a gradient, kept between 0 and 1.

    Parameters
    ----------
    X, gradient : arrays of shape (n_0, N)
    push : float
        How far the pixel with the steepest slope moves; the others move in proportion. (A learning rate of
        ``push / abs(gradient).max()``: the gradient itself may be very small or very large.)

    Returns
    -------
    array of shape (n_0, N)
    """
    steepest = np.abs(gradient).max()
    return np.clip(X - push * gradient / steepest, 0, 1) if steepest > 0 else X


class Drawing(NamedTuple):
    """A drawing on its way into a network: without preparation, with scaled strokes, and prepared."""

    raw: np.ndarray  # the whole pad in 28 x 28
    scaled: np.ndarray  # 112 x 112
    prepared: np.ndarray  # 28 x 28


def drawn(strokes):
    """Return the steps of a drawing as `Drawing`."""
    ink = rasterise(scaled(strokes), pen=LINE)
    return Drawing(unprepared(rasterise(strokes)), ink, placed(ink))


class Reading(NamedTuple):
    """What a network reads in a drawing, and what changes when its pixels are pushed towards a wanted digit."""

    prepared: np.ndarray  # probabilities of the ten digits
    unprepared: np.ndarray  # the same, without preparation
    gradient: np.ndarray  # of the cost of the wanted digit by the pixels, of shape (784, 1)
    pushed: np.ndarray  # the pushed pixels, of the same shape
    answer: np.ndarray  # probabilities once they are pushed
    costs: tuple  # of the wanted digit, before and after


def read_digit(net, drawing, wanted, push):
    """Return the numbers of a `Drawing` as `Reading`."""
    images = np.stack([drawing.prepared, drawing.raw])
    X, y = as_columns(images, net.dtype), one_hot([wanted], dtype=net.dtype)
    prepared, raw = net.forward(X).A[net.L].T
    x = X[:, :1]
    gradient = pixel_gradient(net, x, y)  # (5.19)
    pushed = push_pixels(x, gradient, push)
    before, after = net.forward(x), net.forward(pushed)
    costs = net.mean_cost(before, y), net.mean_cost(after, y)  # (5.10)
    return Reading(prepared, raw, gradient, pushed, after.A[net.L][:, 0], costs)


def digit_picture(net, strokes, wanted, push, likeness=None):
    """Return a drawing on its way into a network, what is read, and what would make it another digit.

    Parameters
    ----------
    net : Network
        With 784 inputs, ten outputs and cross-entropy.
    strokes : list of lists of points [x, y]
        The drawing, as in `DrawingPad.value`.
    wanted : int
        The digit that the pixels are pushed towards, 0 to 9.
    push : float
        How far, from 0 to 1; see `push_pixels`.
    likeness : Likeness, optional
        Finds the training image that is most alike, and says whether there is none like it.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        For a network that does not read digits.
    """
    _check_reader(net)
    picture, drawing = Picture(800, 500), drawn(strokes)
    _draw_steps(picture, drawing)
    picture.text("how likely is each digit?", LEFT, LOWER_TOP, 14, bold=True)
    picture.text(f"what would make it more of {_a(wanted)}?", RIGHT, LOWER_TOP, 14, bold=True, name="wanted")
    if not any(strokes):
        picture.text("Draw something: the pad is empty.", LEFT, LOWER_TOP + 22, 13, name="answer")
        _draw_push(picture, [np.zeros(SIDE * SIDE)] * 3, push)
        picture.describe(
            f"""The pad is empty: draw something. Then the picture shows how the drawing is prepared for the network,
            how likely the network finds each digit, and what would make the drawing more of {_a(wanted)}."""
        )
        return picture

    found = read_digit(net, drawing, wanted, push)
    unlike = _draw_likeness(picture, likeness, drawing.prepared) if likeness else ""
    steepest = np.abs(found.gradient).max()
    # Two pictures in grey rather than one in two colours: the sign can be read in print, and by every eye.
    shares = found.gradient / (steepest or 1)
    _draw_push(picture, [np.clip(-shares, 0, 1), np.clip(shares, 0, 1), found.pushed], push)
    _draw_bars(picture, found)
    reads = f"The network reads {_answer(found.prepared)}."
    would = f"Without preparation it would read {_answer(found.unprepared)}."
    probabilities = f"{_probability(found.prepared[wanted])} → {_probability(found.answer[wanted])}"
    change = {
        "probability": f"probability of {_a(wanted)}: {probabilities}",
        "cost": f"cost −ln a_{{{wanted}}}: {' → '.join(number(cost, 3) for cost in found.costs)}",
    }
    pushed = f"Pushed, it reads {_answer(found.answer)}."
    picture.text(reads, LEFT, LOWER_TOP + 22, 13, FORWARD, bold=True, name="answer")
    picture.text(would, LEFT, LOWER_TOP + 41, 12, name="unprepared answer")
    scale = f"black, in the first two: |∂C/∂x| = {number(steepest, 3)}"
    picture.text(scale, RIGHT, LOWER_TOP + 166, 11, BACKWARD, name="scale")
    below = picture.rows(change, RIGHT, LOWER_TOP + 197, 24, size=13, bold=True)
    picture.text(pushed, RIGHT, below, 13, name="pushed answer")
    picture.describe(
        f"""{reads} {unlike} {would} Probabilities of the digits 0 to 9: {_listed(found.prepared)}; without preparation
        {_listed(found.unprepared)}. To be more of {_a(wanted)} the drawing needs more ink, mostly
        {_where(-found.gradient)}, and less ink, mostly {_where(found.gradient)}. Pushed by {push:.2f}:
        {"; ".join(change.values())}. {pushed}"""
    )
    return picture


def digit_figure(net, pad, likeness=None):
    """Return the figure: draw a digit, choose which other digit it is to become, and push the pixels.

    Parameters
    ----------
    net : Network
        With 784 inputs, ten outputs and cross-entropy.
    pad : DrawingPad
        It serves one figure, the latest, and keeps its drawing from one to the next.
    likeness : Likeness, optional
        Finds the training image that is most alike, and says whether there is none like it.
    """
    pad.unobserve_all("value")
    alt = """A drawing on its way into the network: scaled, drawn, centred by mass; the ten probabilities as
        bars, with and without this preparation; and where more or less ink would make it more of another digit."""
    return Interactive(
        partial(digit_picture, net, likeness=likeness),
        alt=alt,
        strokes=pad,
        wanted=choice("make it more of a", list(range(10)), 8),
        push=slider("push the pixels", 0.0, 1.0, 0.5, 0.05),
    )


def _check_reader(net):
    ends = (net.sizes[0], net.sizes[-1])
    if ends != (SIDE * SIDE, 10) or net.ending.cost is not CROSS_ENTROPY:
        raise ValueError(
            f"net has the widths {net.sizes} and cost={net.ending.cost.name!r}, expected {SIDE * SIDE} inputs, 10 "
            "outputs and cost='cross_entropy': the figure shows what a network reads in a drawn digit"
        )


def _draw_steps(picture, drawing):
    """Draw what happens to the strokes before the network sees them."""
    steps = [
        ("no preparation", "the whole pad in 28 × 28", drawing.raw, PIXEL),
        ("1: scale the strokes", "to the size of MNIST's", drawing.scaled, 1),
        ("2: centre", "by the centre of mass", drawing.prepared, PIXEL),
    ]
    picture.text("from the pad to the network", LEFT, 20, 14, bold=True)
    for column, (title, words, image, scale) in enumerate(steps):
        left = LEFT + STEP * column
        _draw_image(picture, image, left, STEPS_TOP, scale)
        _write_below(picture, left, title, words)
        if column:
            picture.arrow((left - 68, STEPS_TOP + FRAME / 2), (left - 20, STEPS_TOP + FRAME / 2), GREY)
    # Marks outside of the last frame, in line with the middle of pixel (14, 14).
    x, y = left + PIXEL * (MIDDLE + 0.5), STEPS_TOP + PIXEL * (MIDDLE + 0.5)
    picture.line([(x, STEPS_TOP - 7), (x, STEPS_TOP - 1)], BLACK, 2)
    picture.line([(left + FRAME + 1, y), (left + FRAME + 7, y)], BLACK, 2)


def _draw_likeness(picture, likeness, image):
    """Draw the training image that is most alike, and return in words how alike it is."""
    index, share = likeness.nearest(image)
    left, of_hundred = LEFT + 3 * STEP, round(100 * share)
    _draw_image(picture, likeness.images[index], left, STEPS_TOP)
    words = f"{of_hundred} of 100 digits are as unlike"
    _write_below(picture, left, "most alike", words, "most alike")
    if share > RARE:
        return f"Of 100 digits, {of_hundred} are as unlike the most similar training image as this drawing."
    warning = "The network has learned from nothing like this, and it has no answer for “none of them”."
    picture.text(warning, LEFT, STEPS_TOP + FRAME + 58, 13, BLACK, bold=True, name="warning")
    return f"{warning} Of 100 digits, {of_hundred} are as unlike the most similar training image."


def _write_below(picture, left, title, words, name=None):
    picture.text(title, left, STEPS_TOP + FRAME + 18, 12, bold=True)
    picture.text(words, left, STEPS_TOP + FRAME + 34, 11, name=name)


def _draw_image(picture, ink, left, top, scale=PIXEL):
    """Draw an image in the middle of its frame, dark ink on white."""
    if ink.size:
        height, width = (scale * n for n in ink.shape)
        rgb = np.repeat(255 - ink[:, :, None], 3, axis=2)
        picture.pixels(rgb, left + (FRAME - width) / 2, top + (FRAME - height) / 2, width, height)
    picture.box(left, top, FRAME, FRAME, colour=GREY)


def _draw_bars(picture, found):
    """Draw both lists of probabilities as bars."""
    top = LOWER_TOP + 67
    picture.line([(BAR_LEFT, top), (BAR_LEFT, top + 10 * BAR_ROW - 4)], width=1)
    place = {"y": top + 13, "step": BAR_ROW, "anchor": "end"}
    picture.rows({f"digit{digit}": f"{digit}" for digit in range(10)}, BAR_LEFT - 10, size=12, bold=True, **place)
    for name, title, probabilities, right, style, fill, upper, height in (
        ("p", "prepared", found.prepared, 300, {"colour": FORWARD, "bold": True}, FORWARD, 0, 9),
        ("unprepared p", "not prepared", found.unprepared, 400, {}, "white", 9, 7),
    ):
        picture.text(title, right, top - 6, 11, anchor="end")
        picture.box(right - text_width(title, 11) - 18, top - 14, 12, 8, fill, BLACK)
        texts = {f"{name}{digit}": _probability(p) for digit, p in enumerate(probabilities)}
        picture.rows(texts, right, size=11, **style, **place)
        for digit, p in enumerate(probabilities):
            picture.box(BAR_LEFT, top + BAR_ROW * digit + upper, BAR_LENGTH * p, height, fill, BLACK)


def _draw_push(picture, columns, push):
    """Draw the ink to add, the ink to take away, and the pushed image, each a column of numbers from 0 to 1."""
    captions = ("ink to add", "ink to take away", f"pushed by {push:.2f}")
    for place, (column, caption) in enumerate(zip(columns, captions, strict=True)):
        left, top = RIGHT + 125 * place, LOWER_TOP + 14
        _draw_image(picture, np.rint(255 * column.reshape(SIDE, SIDE)).astype(np.uint8), left, top)
        picture.text(caption, left, top + FRAME + 18, 12, name="push" if place == 2 else None)


def _a(digit):
    return f"an {digit}" if digit == 8 else f"a {digit}"


def _listed(probabilities):
    return ", ".join(map(_probability, probabilities))


def _answer(probabilities):
    digit = int(probabilities.argmax())
    return f"{_a(digit)} ({_probability(probabilities[digit])})"


def _probability(p):
    return fixed(p, 3)


def _where(weights):
    """Return in words in which ninth of the image the positive weights have the largest sum."""
    positive = np.clip(weights, 0, None).reshape(SIDE, SIDE)
    cuts = [0, 9, 19]
    ninths = np.add.reduceat(np.add.reduceat(positive, cuts, axis=0), cuts, axis=1)
    return PLACES[int(ninths.argmax())] if ninths.any() else "nowhere"
