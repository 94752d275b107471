"""Controls with a label: sliders, lists, a stepper with buttons, a board for many numbers, and a button for a run."""

import asyncio

import ipywidgets
import traitlets

WIDE = {"description_width": "initial"}  # a label is never cut off
SLIDER = "moving-figure-slider"  # the class by which accessible.js finds sliders
PAUSE = 0.05  # seconds between two slices of a run


def slider(label, low, high, value, step, width="300px", **options):
    """Return a slider: for whole numbers if all its numbers are, else for decimal ones."""
    whole = all(isinstance(number, int) for number in (low, high, value, step))
    if not whole:
        options = {"readout_format": ".2f", **options}
    kind = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
    place = {"style": WIDE, "layout": {"width": width}}
    return kind(value=value, min=low, max=high, step=step, description=label, **place, **options).add_class(SLIDER)


def scale(label, options, value):
    """Return a slider over numbers that are not evenly spaced."""
    place = {"style": WIDE, "layout": {"width": "300px"}}
    return ipywidgets.SelectionSlider(options=options, value=value, description=label, **place).add_class(SLIDER)


def choice(label, options, value):
    """Return a row of buttons, one for each of a few options."""
    style = {**WIDE, "button_width": "auto"}
    return ipywidgets.ToggleButtons(options=options, value=value, description=label, style=style)


def drop_down(label, options, value):
    """Return a list to pull down, for more options than a row of buttons has room for: pairs of label and value."""
    return ipywidgets.Dropdown(options=options, value=value, description=label, style=WIDE, layout={"width": "auto"})


def switch(label):
    """Return a box to tick."""
    return ipywidgets.Checkbox(value=False, description=label, indent=False, layout={"width": "auto"})


class Stepper(ipywidgets.HBox):
    """A slider with a button on each side, to walk through something step by step; `value` is the step."""

    value = traitlets.Int()

    def __init__(self, label, last, value=0):
        value = min(value, last)
        self.slider = slider(label, 0, last, value, 1)
        # Not "back" and "forward": a step of the backward pass comes next, too.
        self.previous, self.next = (
            ipywidgets.Button(description=words, layout={"width": "100px"}, tooltip=f"{label}: {words.strip('◀▶ ')}")
            for words in ("◀ previous", "next ▶")
        )
        super().__init__([self.previous, self.slider, self.next], value=value)
        traitlets.link((self, "value"), (self.slider, "value"))
        # A slider does not leave its range, so the buttons need not know where it ends.
        self.previous.on_click(lambda _: self._move(-1))
        self.next.on_click(lambda _: self._move(1))

    def _move(self, by):
        self.slider.value = min(max(self.slider.value + by, self.slider.min), self.slider.max)


class NumberBoard(ipywidgets.Box):
    """Sliders for a few numbers, or a slider and a list that says which number it moves; `value` has them by name.

    Parameters
    ----------
    ranges : dict
        name -> (lowest, highest, value).
    labels : dict, optional
        name -> what is written for it, by default the name.
    """

    FEW = 8

    value = traitlets.Dict()

    def __init__(self, ranges, labels=None):
        self.ranges, self.labels = ranges, labels or {name: name for name in ranges}
        start = {name: value for name, (_, _, value) in ranges.items()}
        super().__init__(value=start, layout={"flex_flow": "row wrap", "width": "100%"})
        if len(ranges) <= self.FEW:
            self.children = [self._slider(name, self.labels[name]) for name in ranges]
        else:
            options = [(self.labels[name], name) for name in ranges]
            self.which = drop_down("move the number", options, next(iter(ranges)))
            self.which.observe(self._choose, "value")
            self.children = [self.which, self._slider(self.which.value, "to")]

    def _slider(self, name, label):
        low, high, _ = self.ranges[name]
        fine = 0.01 if high - low <= 1 else 0.05
        made = slider(label, low, high, self.value[name], fine, "260px", readout_format=".3f")
        made.observe(lambda change: self._set(name, change["new"]), "value")
        return made

    def _set(self, name, number):
        self.value = {**self.value, name: number}

    def _choose(self, change):
        # A new slider, since on one that gets another range the keys Home and End still go to the ends of the old one.
        _, old = self.children
        self.children = [self.which, self._slider(change["new"], "to")]
        for widget in (old, old.layout, old.style):  # which stay in the kernel and in the page until they are closed
            widget.close()


class StartStop(ipywidgets.Button):
    """A button that starts a run and stops it; `value` is how far it has come, and stays when it stops.

    The run goes on in slices. Between two of them the kernel answers whoever asks: the button, another control, another
    cell. They are a task of the kernel's own loop and no thread, so it is the same in a browser without a server.

    Parameters
    ----------
    label : str
        What is started.
    further : callable
        further(value) takes a slice, and returns the next value, or None at the end of the run.
    value
        Before the first slice. Values are not changed, each slice makes a new one.
    """

    value = traitlets.Any()

    def __init__(self, label, further, value):
        super().__init__(description=f"▶ {label}", value=value, layout={"width": "auto"})
        self.label, self.further, self.task = label, further, None
        self.on_click(lambda _: self.stop() if self.task else self.start())

    def start(self):
        """Take the first slice at once, and the others later."""
        if self._advance():
            self.task = asyncio.get_running_loop().create_task(self._run())
            self.description = "■ stop"

    def stop(self, why=""):
        """Take no more slices."""
        if self.task:
            self.task.cancel()  # it is waiting: a slice is never cut
        self.task, self.description = None, f"▶ {self.label}{why}"

    async def _run(self):
        await asyncio.sleep(PAUSE)
        while self._advance():
            await asyncio.sleep(PAUSE)

    def _advance(self):
        """Take a slice, or stop if there is none; return whether there was one."""
        try:
            value = self.further(self.value)
        except Exception as error:  # perhaps of a function of the reader's own; of a task nobody else would say it
            self.stop(f" (stopped: {error})")
            return False
        if value is None:
            self.stop()
            return False
        self.value = value
        return True
