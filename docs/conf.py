"""How Sphinx writes the book; `website/book.py` prepares what it reads."""

from docutils.nodes import Text, math_block
from sphinx.transforms.post_transforms import SphinxPostTransform

project = "Backpropagation, step by step"
extensions = ["myst_nb"]
exclude_patterns = ["_static/**"]

# Notebooks are shown with the outputs that are stored in them.
nb_execution_mode = "off"
nb_render_markdown_format = "myst"
nb_code_prompt_show = "Show the code"
nb_code_prompt_hide = "Hide the code"
myst_enable_extensions = ["dollarmath"]
suppress_warnings = ["myst.header"]  # a page may begin with a heading of the second level

# All that a page needs lies beside it: nothing is asked of another host.
mathjax_path = "mathjax/tex-svg-full.js"
mathjax3_config = {"options": {"enableMenu": False}}

html_theme = "sphinx_book_theme"
html_title = project
html_favicon = "favicon.svg"
html_context = {"default_mode": "auto"}  # light or dark, as the reader's system
html_static_path = ["_static"]
html_css_files = ["page.css"]
html_js_files = [("page.js", {"defer": "defer"}), ("figures.js", {"type": "module"})]
html_copy_source = False
html_show_sphinx = html_show_copyright = False
html_theme_options = {
    "use_download_button": False,
    "show_toc_level": 2,
    "max_navbar_depth": 1,
    "footer_content_items": [],
    "navbar_start": [],
    "navbar_center": [],
    "navbar_end": [],
    "navbar_persistent": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}


class WholeFormulas(SphinxPostTransform):
    r"""Set a displayed formula as it stands: Sphinx would put one with ``\\`` into `split`, where no tag may be."""

    default_priority = 500

    def run(self):
        """Change all formulas of a page."""
        for formula in list(self.document.findall(math_block)):
            formula.children = [Text(rf"\[{formula.astext()}\]")]
            formula["no-wrap"] = True


def setup(app):
    """Add what this file defines."""
    app.add_post_transform(WholeFormulas)
