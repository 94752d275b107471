"""Runs the cells of a notebook inside Pyodide, by the kernel of JupyterLite, and notes what they give."""

import json

import pyodide_kernel
from js import processorSeconds

shell = pyodide_kernel.ipython_shell
given = []  # the outputs of the cell that runs


def note_stream(name, text):
    """Note a text, together with the one before it if there is one."""
    if given and given[-1].get("name") == name:
        given[-1]["text"] += text
    else:
        given.append({"name": name, "text": text})


def note_data(data, *_):
    """Note what is displayed, but for its pictures."""
    given.append({"data": {kind: text for kind, text in data.items() if kind in ("text/plain", "text/markdown")}})


pyodide_kernel.stdout_stream.publish_stream_callback = note_stream
pyodide_kernel.stderr_stream.publish_stream_callback = note_stream
shell.display_pub.display_data_callback = note_data
shell.displayhook.publish_execution_result = lambda count, data, metadata: note_data(data)
shell.send_comm = lambda *_: None  # a figure moves on a page alone


async def run_notebook(text):
    """Run all cells of a notebook, in an empty namespace; return as JSON what they gave, and their processor time."""
    shell.reset(new_session=True)
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    outputs, seconds = [], []
    for cell in cells:
        given.clear()
        began = processorSeconds()
        answer = await shell.kernel.run("".join(cell["source"]))
        seconds.append(round(processorSeconds() - began, 2))
        if answer["status"] == "error":
            given.append({"error": f"{answer['ename']}: {answer['evalue']}"})
        outputs.append([dict(output) for output in given])
    return json.dumps({"outputs": outputs, "seconds": seconds})
