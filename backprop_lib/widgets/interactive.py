"""A figure that moves: controls, and a picture that is a function of what they say."""

from pathlib import Path

import anywidget
import ipywidgets
from IPython.display import display

from backprop_lib.plots.figure import as_text
from backprop_lib.threads import one_thread
from backprop_lib.widgets.asleep import asleep
from backprop_lib.widgets.png import to_png
from backprop_lib.widgets.svg import to_svg


class Accessible(anywidget.AnyWidget):
    """It completes the controls of its figure for screen readers and keyboards, and says when nobody follows them."""

    _esm = Path(__file__).with_name("accessible.js")
    _css = Path(__file__).with_name("accessible.css")


class Links(anywidget.AnyWidget):
    """Below a picture: says what a symbol of it means, and lights it where it is drawn and where it is written."""

    _esm = Path(__file__).with_name("links.js")
    _css = Path(__file__).with_name("links.css")


class Interactive:
    """Controls above a picture.

    Parameters
    ----------
    picture : callable
        Called with the value of each control under the control's name; returns a `Picture`. It must be a pure function.
    alt : str, optional
        The text of the still twin, where the picture's own text hangs on a network that was trained on this machine:
        that of the twin is stored and compared.
    **controls
        ipywidgets controls by name, in the order in which they are shown.

    Attributes
    ----------
    controls : dict
        A program may move them too: ``figure.controls["alpha"].value = 0.5``.
    box : ipywidgets.VBox
        What is shown where a kernel runs.

    Notes
    -----
    The output of a cell carries the living figure and, for pages without a kernel, a PNG of its first state. Each
    reader shows the best it can. Before it stands what `asleep` says in a notebook that was saved and reopened.
    """

    def __init__(self, picture, alt=None, **controls):
        self.picture, self.controls, self.alt = picture, controls, alt and " ".join(alt.split())
        for control in controls.values():
            control.observe(self._show, "value")
        first = self.drawn()
        self.html = ipywidgets.HTML(to_svg(first))
        links = [Links()] if first.meanings else []
        row = ipywidgets.Box(list(controls.values()), layout={"flex_flow": "row wrap", "width": "100%"})
        row.add_class("moving-figure-controls")
        self.box = ipywidgets.VBox([Accessible(), row, self.html, *links])
        self.box.add_class("moving-figure")  # by which accessible.js finds it, and the row

    def state(self):
        """Return the values of the controls by name."""
        return {name: control.value for name, control in self.controls.items()}

    def drawn(self):
        """Return the picture of what the controls say, computed on one thread: beside other work, several wait long."""
        with one_thread():
            return self.picture(**self.state())

    def _show(self, change=None):
        self.html.value = to_svg(self.drawn())

    def _repr_mimebundle_(self, include=None, exclude=None):
        still = self.drawn()
        alt = self.alt or still.alt
        bundle = {**self.box._repr_mimebundle_(), "image/png": as_text(to_png(still)), "text/plain": alt}
        size = {"alt": alt, "width": round(still.width), "height": round(still.height)}
        return bundle, {"image/png": size}

    def _ipython_display_(self):
        data, metadata = self._repr_mimebundle_()
        name = f"figure-{self.box.model_id}"
        self.box.add_class(name)
        twin = metadata["image/png"]
        until_it_runs = asleep(name, data["image/png"], twin["alt"], twin["width"], twin["height"])
        display({"text/html": until_it_runs}, raw=True)
        display(data, metadata=metadata, raw=True)
