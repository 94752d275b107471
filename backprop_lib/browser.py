"""Python in a browser: what is different there. The site runs the notebooks so, with nothing installed."""

import sys
from functools import partial

import numpy as np


def in_browser():
    """Return whether this Python runs in a browser: it has no threads, and computes many times more slowly."""
    return sys.platform == "emscripten"


without_blas = partial(np.einsum, "ij,jk->ik")
# The product of two matrices. In a browser numpy has no BLAS, and there its einsum is twice as fast as its matmul.
product = without_blas if in_browser() else np.matmul


def from_site(name):
    """Return the bytes of a file that lies on the site, in the folder beside that of Python.

    Raises
    ------
    OSError
        If the site does not hand it out, or cannot be reached.
    """
    import js
    import pyodide_js

    address = f"{pyodide_js._api.config.indexURL}../{name}"
    request = js.XMLHttpRequest.new()
    request.open("GET", address, False)  # False: wait for the answer
    request.responseType = "arraybuffer"
    try:
        request.send()
    except Exception:  # whatever the browser says when nothing answers
        raise OSError(None, "the site cannot be reached", address) from None
    if request.status != 200:
        raise OSError(None, f"the site answers {request.status}", address)
    return request.response.to_bytes()
