"""The site: the series as a book, made from the notebooks, `docs/` and the library. ``python -m website build``."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
SITE = ROOT / "_site"
