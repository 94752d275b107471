"""A hub of the test's own, with the real configuration, for a class that is made up; it answers this machine alone."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
import requests

CONFIG = Path(__file__).with_name("jupyterhub_config.py")


@contextlib.contextmanager
def own_hub(learners):
    """Start a hub for learners of these names; its address, its process and the folder of the class are given.

    What the hub says is in hub.log there. The folder stays, for whoever wants to read it.
    """
    folder = Path(tempfile.mkdtemp(prefix="backprop-class-"))
    (folder / "learners.txt").write_text("\n".join(learners), encoding="utf-8")
    (folder / "teachers.txt").write_text("teacher", encoding="utf-8")
    public, private, proxy = free_ports(3)
    lines = [
        f"load_subconfig({str(CONFIG)!r})",
        f"c.JupyterHub.bind_url = 'http://127.0.0.1:{public}'",
        f"c.JupyterHub.hub_port = {private}",
        f"c.ConfigurableHTTPProxy.api_url = 'http://127.0.0.1:{proxy}'",
        "c.JupyterHub.cleanup_servers = True",
    ]
    if hasattr(os, "getuid") and os.getuid() == 0:  # in a container, where there is nobody else
        lines.append("c.Spawner.args.append('--allow-root')")
    config, log = folder / "test_config.py", folder / "hub.log"
    config.write_text("\n".join(lines), encoding="utf-8")
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(config)],
            env=os.environ | {"BACKPROP_CLASS": str(folder)},
            cwd=folder,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl+C reaches the test alone, which ends the hub in good order
        )
        try:
            wait_for(process, f"http://127.0.0.1:{public}/hub/login", log)
            yield f"http://127.0.0.1:{public}", psutil.Process(process.pid), folder
        finally:
            end(psutil.Process(process.pid))


def wait_for(process, address, log):
    """Wait until the hub shows its login page."""
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(requests.ConnectionError):
            if requests.get(address, timeout=10).ok:
                return
        time.sleep(0.2)
    raise RuntimeError(f"the hub did not start; it said:\n{log.read_text()[-3000:]}")


def end(hub):
    """End the hub, which ends its servers, and then what is left of them."""
    family = [*hub.children(recursive=True), hub]
    hub.terminate()
    _, left = psutil.wait_procs(family, timeout=60)
    for process in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()


def free_ports(count):
    """Return ports of this machine that nobody uses."""
    with contextlib.ExitStack() as stack:
        return [stack.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1] for _ in range(count)]


class Memory(threading.Thread):
    """Watches the memory of a process and of all that it has started; what several of them share is counted once.

    Attributes
    ----------
    peak : int
        The largest sum so far, in bytes.
    """

    def __init__(self, process, every=5.0):
        super().__init__(daemon=True)
        self.process, self.every, self.peak, self.over = process, every, 0, threading.Event()

    def run(self):
        """Watch until `over` is set."""
        while not self.over.wait(self.every):
            total = 0
            for process in [self.process, *self.process.children(recursive=True)]:
                with contextlib.suppress(psutil.NoSuchProcess):
                    total += process.memory_full_info().pss
            self.peak = max(self.peak, total)
