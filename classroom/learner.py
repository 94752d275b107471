"""A learner as the hub sees one: what a browser sends for a login, a notebook, a slider and an answer.

Nothing is drawn. A message that a browser would wait for is waited for here, and what it would show as an error is one.
"""

import json
import queue
import threading
import time
import uuid

import nbformat
import requests
import websocket

PATIENCE = 600  # seconds for anything at all: the machine may be busy, and what is lost must not be waited for forever


class Learner:
    """A learner with a browser of their own.

    Parameters
    ----------
    hub : str
        Address of the hub, such as "http://127.0.0.1:8000".
    name, password : str
    """

    def __init__(self, hub, name, password):
        self.hub, self.name, self.password = hub, name, password
        self.base = f"{hub}/user/{name}"
        self.browser = requests.Session()

    def log_in(self):
        """Log in with the password, which the first login sets."""
        self.browser.get(f"{self.hub}/hub/login", timeout=PATIENCE).raise_for_status()
        form = {"username": self.name, "password": self.password, "_xsrf": self._xsrf("/hub/")}
        self.browser.post(f"{self.hub}/hub/login", data=form, timeout=PATIENCE).raise_for_status()

    def start_server(self):
        """Start the learner's server, or find it running, and wait until it answers."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            # Each of these leads to the server once it is up, and has it started by the hub where it is not.
            self.browser.get(f"{self.hub}/hub/spawn/{self.name}", timeout=PATIENCE)
            page = self.browser.get(f"{self.base}/lab", timeout=PATIENCE)
            if page.ok and page.url.startswith(f"{self.base}/lab"):
                return
            time.sleep(1)
        raise TimeoutError(f"the server of {self.name} did not start in {PATIENCE} seconds")

    def open(self, notebook):
        """Open a notebook of the series, and return it as a `Book`."""
        path = f"series/notebooks/{notebook}.ipynb"
        content = self._api("GET", f"contents/{path}")["content"]
        wanted = {"path": path, "name": notebook, "type": "notebook", "kernel": {"name": "python3"}}
        kernel = self._api("POST", "sessions", wanted)["kernel"]["id"]
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._cookies(f"/user/{self.name}/"))
        socket = websocket.create_connection(
            f"{self.base.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels?session_id={uuid.uuid4().hex}",
            cookie=cookies,
            timeout=PATIENCE,
        )
        return Book(nbformat.from_dict(content), socket, lambda: self._api("DELETE", f"kernels/{kernel}"))

    def _api(self, method, path, body=None):
        answer = self.browser.request(
            method,
            f"{self.base}/api/{path}",
            json=body,
            headers={"X-XSRFToken": self._xsrf(f"/user/{self.name}/")},
            timeout=PATIENCE,
        )
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def _cookies(self, path):
        return [cookie for cookie in self.browser.cookies if path.startswith(cookie.path)]

    def _xsrf(self, path):
        tokens = [cookie for cookie in self._cookies(path) if cookie.name == "_xsrf"]
        return max(tokens, key=lambda cookie: len(cookie.path)).value


class Book:
    """An open notebook: its kernel, and the figures that the kernel has sent.

    Attributes
    ----------
    errors : list of str
        What a page would show in red.
    """

    def __init__(self, notebook, socket, end):
        self.notebook, self.socket, self._end = notebook, socket, end
        self.models, self.errors, self._session = {}, [], uuid.uuid4().hex
        self._come = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def run_all(self):
        """Send all cells at once, as a browser does, and return the seconds until the last one is done."""
        start = time.perf_counter()
        sent = {self._execute(cell.source) for cell in self.notebook.cells if cell.cell_type == "code"}
        self._receive(sent)
        return time.perf_counter() - start

    def run(self, source):
        """Run one cell, and return what it prints or shows as text."""
        return self._receive({self._execute(source)})

    def figure(self):
        """Return the ids of a slider and of its picture: those of the first figure that has a slider."""
        for name, model in self.models.items():
            if "moving-figure" in model.get("_dom_classes", ()):
                _, controls, picture, *_ = self._children(name)
                for slider in self._sliders(controls):
                    return slider, picture
        raise LookupError(f"no figure with a slider among {len(self.models)} models")

    def _sliders(self, name):
        if self.models[name]["_model_name"] in ("FloatSliderModel", "IntSliderModel"):
            yield name
        for child in self._children(name):
            yield from self._sliders(child)

    def _children(self, name):
        return [child.removeprefix("IPY_MODEL_") for child in self.models[name].get("children", ())]

    def slide(self, slider, picture, value):
        """Move a slider, and return the seconds until its picture has come."""
        start = time.perf_counter()
        content = {"comm_id": slider, "data": {"method": "update", "state": {"value": value}, "buffer_paths": []}}
        self._send("comm_msg", content)
        while self._next(picture) != picture:
            pass
        return time.perf_counter() - start

    def close(self):
        """Close the page, and end the kernel."""
        self.socket.close()
        self._end()

    def _execute(self, source):
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True}
        return self._send("execute_request", content)

    def _send(self, kind, content):
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "session": self._session,
            "username": "",
            "version": "5.3",
            "date": "",
        }
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        self.socket.send(json.dumps(message))
        return header["msg_id"]

    def _receive(self, sent):
        """Wait until the cells that were sent are done, and return their text."""
        replied, idle, text = set(), set(), []
        while not (sent <= replied and sent <= idle):
            message = self._message()
            kind, content, parent = message["msg_type"], message["content"], message["parent_header"].get("msg_id")
            if kind == "execute_reply":
                replied.add(parent)
            elif kind == "status" and content["execution_state"] == "idle":
                idle.add(parent)
            elif kind == "stream":
                text.append(content["text"])
            elif kind in ("execute_result", "display_data"):
                text.append(content["data"].get("text/plain", ""))
        return "".join(text)

    def _next(self, wanted):
        """Return the id of the model whose picture has come with the next message, or None."""
        message = self._message()
        if message["msg_type"] == "comm_msg" and message["content"]["comm_id"] == wanted:
            data = message["content"]["data"]
            if data.get("method") == "update" and "value" in data["state"]:
                return wanted
        return None

    def _listen(self):
        """Take what comes, as a page does while its reader thinks; a page that answers no ping is taken for closed."""
        try:
            while True:
                kind, data = self.socket.recv_data()
                if kind == websocket.ABNF.OPCODE_CLOSE:
                    break
                self._come.put(_unpacked(data) if kind == websocket.ABNF.OPCODE_BINARY else json.loads(data))
        except (OSError, websocket.WebSocketException):
            pass
        self._come.put(None)

    def _message(self):
        """Return the next message; note what it says of models and errors."""
        message = self._come.get(timeout=PATIENCE)
        if message is None:
            raise ConnectionError("the connection to the server was lost")
        content = message["content"]
        if message["msg_type"] == "comm_open":
            self.models[content["comm_id"]] = content["data"].get("state", {})
        elif message["msg_type"] == "comm_msg" and content["data"].get("method") == "update":
            self.models.setdefault(content["comm_id"], {}).update(content["data"]["state"])
        elif message["msg_type"] == "error":
            self.errors.append(f"{content['ename']}: {content['evalue']}")
        elif message["msg_type"] == "execute_reply" and content["status"] == "aborted":
            self.errors.append("a cell was not run, since one before it had failed")
        return message


def _unpacked(data):
    """Return a message that came with buffers: their number, where each begins, and first of them the JSON."""
    count = int.from_bytes(data[:4], "big")
    starts = [int.from_bytes(data[4 * i : 4 * i + 4], "big") for i in range(1, count + 1)]
    return json.loads(data[starts[0] : starts[1] if count > 1 else None])
