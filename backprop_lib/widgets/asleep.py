"""What stands in place of a moving figure in a notebook that was saved and reopened, until its cell is run again.

What is stored of a widget is its number in a kernel that is gone: JupyterLab waits for it, or shows an error, and
prefers both to the picture that is stored beside it. So the picture is stored once more, in the style of a page that
shows it until the figure is there.
"""

from xml.sax.saxutils import quoteattr

WORDS = "Run this cell to move the figure."


def asleep(name, png, alt, width, height):
    """Return HTML that is seen as long as no element of the class `name` is alive in the page.

    Parameters
    ----------
    name : str
        A class of the living figure, and of no other.
    png : str
        In base64.
    alt : str
    width, height : int
        Of the picture, in CSS pixels.
    """
    # Where JupyterLab does not trust a notebook it leaves out the style, and shows the stored picture itself.
    return f"""<style>
body:has(.moving-figure.{name}) .moving-figure-asleep.{name} {{ display: none; }}
.jp-OutputArea-child:has(.{name}) + .jp-OutputArea-child:not(:has(.moving-figure)) {{ display: none; }}
.moving-figure-asleep.{name}::after {{
  content: ""; display: block; width: {width}px; max-width: 100%; aspect-ratio: {width} / {height};
  background: url("data:image/png;base64,{png}") 0 0 / contain no-repeat; print-color-adjust: exact;
}}
</style>
<div class="moving-figure-asleep {name}" role="img" aria-label={quoteattr(f"{WORDS} {alt}")}>{WORDS}</div>"""
