"""One way to begin a figure and one way to show it."""

import base64
import io

from IPython.display import display
from matplotlib.figure import Figure

DOTS_PER_INCH = 96  # one matplotlib inch is one CSS inch
SHARPNESS = 1.5  # picture pixels per CSS pixel


def figure(rows=1, columns=1, width=8.5, height=3.2, **options):
    """Return a new figure and its axes.

    The figure belongs to nobody but the caller: it is not registered with pyplot, so none is left open.

    Parameters
    ----------
    rows, columns : int
        Grid of axes.
    width, height : float
        In inches; 8.5 fills the text column of a notebook.
    **options
        For `matplotlib.figure.Figure.subplots`, such as ``sharey=True``.

    Returns
    -------
    figure : matplotlib.figure.Figure
    axes : matplotlib.axes.Axes, or an array of them
    """
    new = Figure(figsize=(width, height), layout="constrained")
    axes = new.subplots(rows, columns, squeeze=False, **options)
    for ax in axes.flat:
        ax.spines[["top", "right"]].set_visible(False)
        ax.tick_params(labelsize=9)
    return new, (axes[0, 0] if axes.size == 1 else axes.squeeze())


def show(fig, alt):
    """Show a figure in the notebook, as a PNG with a text that says what it shows.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
    alt : str
        What a reader who cannot see the figure needs to know. It becomes the output's plain text, which
        `pytest --nbval` compares, and the alternative text of the picture. Line breaks in it count as spaces.

    Raises
    ------
    ValueError
        If `alt` is empty.
    """
    alt = " ".join(alt.split())
    if not alt:
        raise ValueError("alt is empty, expected a sentence that says what the figure shows")
    width, height = (round(inches * DOTS_PER_INCH) for inches in fig.get_size_inches())
    png = io.BytesIO()
    fig.savefig(png, format="png", dpi=DOTS_PER_INCH * SHARPNESS, metadata={"Software": None})
    display(
        {"image/png": as_text(png.getvalue()), "text/plain": alt},
        metadata={"image/png": {"alt": alt, "width": width, "height": height}},
        raw=True,
    )


def as_text(png):
    """Return the bytes of a PNG as the text that a notebook holds: in a browser the kernel does not do it."""
    return base64.b64encode(png).decode()
