"""How `jupyter nbconvert --config=jupyter_nbconvert_config.py` executes and stores a notebook, and exports it."""

import sys
from pathlib import Path

from nbconvert.preprocessors import CoalesceStreamsPreprocessor, Preprocessor

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the package `website` is not installed
from website.exports import configure

c = configure(get_config())  # noqa: F821


def kept(metadata):
    """Return a cell's tags, the source texts' items in it, its place on slides, whether its code is collapsed."""
    found = {key: metadata[key] for key in ("tags", "sources", "slideshow") if key in metadata}
    if metadata.get("jupyter", {}).get("source_hidden"):
        found["jupyter"] = {"source_hidden": True}
    return found


def is_asleep(output):
    """Return whether an output is what a figure leaves in a notebook that a reader saves."""
    return "moving-figure-asleep" in output.get("data", {}).get("text/html", "")


class Minimal(Preprocessor):
    """Keep what a notebook says, and nothing about where it ran."""

    def preprocess(self, notebook, resources):
        """Clear the metadata, but for the kernel's name and what is `kept` of those of the cells."""
        notebook.metadata = {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python", "nbconvert_exporter": "python"},
        }
        for cell in notebook.cells:
            cell.metadata = kept(cell.metadata)
            if "nbval-ignore-output" in cell.metadata.get("tags", []):
                cell.outputs = []  # a progress bar
            # Of a figure that moves the still twin is kept, and nothing that would stand in its place.
            if "outputs" in cell:
                cell.outputs = [output for output in cell.outputs if not is_asleep(output)]
            for output in cell.get("outputs", []):
                output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
        return notebook, resources


# Whoever exports a notebook gets what is stored; only the notebook itself is executed.
c.NotebookExporter.ExecutePreprocessor.enabled = True
c.ExecutePreprocessor.record_timing = False
c.ExecutePreprocessor.store_widget_state = False
# A stream that came in pieces, as on a busy machine, is stored in one.
c.CoalesceStreamsPreprocessor.enabled = True
c.NotebookExporter.preprocessors = [CoalesceStreamsPreprocessor, Minimal]  # after the execution
