"""A JupyterHub for a class on one machine; README.md beside this file says how it is set up, and what it is not for.

Everything runs under the account that starts the hub. What belongs to the class lies in one folder, ~/class or what
BACKPROP_CLASS names: who learns and who teaches, the learners' homes, and the records of their exercises.
"""

import asyncio
import os
import re
import sys
from pathlib import Path

SERIES = Path(__file__).resolve().parent.parent  # a clone of the repository, from which the learners get theirs
CLASS = Path(os.environ.get("BACKPROP_CLASS", "~/class")).expanduser().resolve()
PROGRAMS = Path(sys.executable).parent  # also where a service with no virtual environment of its own starts the hub
THREADS = "1"  # of a matrix product: with more, thirty kernels on a few cores wait for one another
MEMORY = 1024**3  # bytes that a process may allocate; a kernel needs less than a third of them
# nbgitpuller merges line by line, which breaks a notebook that has changed on both sides.
WHOLE_NOTEBOOKS = {
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "core.attributesFile",
    "GIT_CONFIG_VALUE_0": str(SERIES / "classroom" / "gitattributes"),
}
KILLED = 10  # seconds until it is noticed that a server was killed, and it can be started again
IDLE_SERVER, IDLE_KERNEL = 3600, 1800  # seconds after which it is ended, if nobody has its page open
NAME = r"[a-z][a-z0-9._-]*"  # names become names of files


def names(file):
    """Return the names in a file of the class's folder, one on each line."""
    path = CLASS / file
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing, expected a file with a name on each line: see classroom/README.md")
    found = path.read_text(encoding="utf-8").split()
    if wrong := [name for name in found if not re.fullmatch(NAME, name)]:
        raise ValueError(
            f"{path} has the names {', '.join(wrong)}, expected small letters a to z, digits, and . _ - after the first"
        )
    return set(found)


def folder(*parts):
    """Return a folder of the class, which nobody else on the machine can read."""
    CLASS.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = CLASS
    for part in parts:  # one by one: what `parents` makes on the way can be read by everyone
        path /= part
        path.mkdir(mode=0o700, exist_ok=True)
    return path


def record(spawner):
    """Return the file with what a learner has done: named after the learner, beside those of the others."""
    return str(folder("records") / f"{spawner.user.name}.json")


def sockets(spawner):
    """Return the folder in which a learner's server and kernels talk: a short name, as that of a socket has to be."""
    return str(folder("run", spawner.user.name))


async def bring_series(spawner):
    """Bring the learner's copy of the series up to date; a notebook that the learner has changed stays as it is.

    A server starts all the same where that fails: a lesson must not wait for it.
    """
    copy = folder("homes", spawner.user.name) / "series"
    command = [PROGRAMS / "gitpuller", SERIES, "", copy]  # "": the branch that is checked out there
    pipes = {"stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.STDOUT}
    puller = await asyncio.create_subprocess_exec(*map(str, command), env=os.environ | WHOLE_NOTEBOOKS, **pipes)
    said, _ = await puller.communicate()
    if puller.returncode:
        spawner.log.error("The series of %s is not up to date:\n%s", spawner.user.name, said.decode(errors="replace"))


c = get_config()  # noqa: F821 - JupyterHub gives it

# Who comes in: the names in two files, each with the password that its owner chooses at the first login.
c.JupyterHub.authenticator_class = "firstuse"
c.FirstUseAuthenticator.dbm_path = str(folder("hub") / "passwords.dbm")
c.Authenticator.admin_users = names("teachers.txt")
c.Authenticator.allowed_users = names("learners.txt") | names("teachers.txt")
c.Authenticator.username_pattern = NAME

# A process for each: it starts with the first notebook, and knows its learner's home and record.
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(folder("homes") / "{username}")
c.Spawner.pre_spawn_hook = bring_series
c.Spawner.default_url = "/lab/tree/series/notebooks/00a_descent.ipynb"
c.Spawner.cmd = ["prlimit", f"--data={MEMORY}", sys.executable, str(SERIES / "classroom" / "server.py")]
c.Spawner.poll_interval = KILLED
c.Spawner.args = [
    f"--MappingKernelManager.cull_idle_timeout={IDLE_KERNEL}",
    "--KernelManager.transport=ipc",  # of thirty kernels that start in the same second, two could get the same TCP port
]
c.Spawner.environment = {
    "BACKPROP_EXERCISES": record,
    "JUPYTER_RUNTIME_DIR": sockets,
    "MPLCONFIGDIR": str(folder("matplotlib")),  # its list of fonts takes seconds to make: once for all
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), THREADS),
}
# When all come at once, the last server is up after a minute or more, and nobody is sent away.
c.Spawner.start_timeout = c.Spawner.http_timeout = 300

# The hub, its proxy, and a service that ends servers which nobody uses.
c.JupyterHub.bind_url = "http://:8000"
c.JupyterHub.db_url = f"sqlite:///{folder('hub') / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(folder("hub") / "cookie_secret")
c.ConfigurableHTTPProxy.command = [str(PROGRAMS / "configurable-http-proxy")]
c.ConfigurableHTTPProxy.pid_file = str(folder("hub") / "proxy.pid")
c.JupyterHub.cleanup_servers = False  # a hub that is started afresh finds the learners where they were
c.JupyterHub.services = [
    {"name": "idle-culler", "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={IDLE_SERVER}"]}
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "services": ["idle-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
