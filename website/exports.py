"""How ``jupyter nbconvert`` writes pages, slides and scripts that need nothing from elsewhere."""

from pathlib import Path

from website.deck import Deck

HERE = Path(__file__).parent
VENDOR = HERE / "vendor"
TEMPLATES = HERE / "templates"


def configure(c):
    """Set what the exporters of pages and of slides take: the templates, and what lies in `vendor`."""
    c.HTMLExporter.extra_template_basedirs = [str(TEMPLATES)]
    c.HTMLExporter.extra_template_paths = [str(VENDOR)]
    c.HTMLExporter.template_name = "page"
    c.SlidesExporter.template_name = "deck"
    c.SlidesExporter.preprocessors = [Deck]
    c.SlidesExporter.exclude_input_prompt = True
    c.SlidesExporter.exclude_output_prompt = True
    c.SlidesExporter.exclude_anchor_links = True
    return c
