"""``python -m website build`` writes the site into `_site/`; ``serve`` shows it on this machine."""

import argparse
import http.server
import shutil
from functools import partial
from pathlib import Path

from website import SITE, book, frames, outcomes, slides
from website.fetched import UnavailableError
from website.pages import LIVE


def build(arguments):
    """Write the site: what runs in the browser, the book, its figures, and the decks."""
    output = arguments.output
    shutil.rmtree(output, ignore_errors=True)
    live = not arguments.without_live and runs(output / "live")
    book.build(output, live)
    frames.write(output, live=f"../{LIVE}" if live else None)
    slides.write(output)
    print(f"The site is in {output}")


def runs(output):
    """Write what runs in the browser, and say whether it could be had."""
    from website import live  # imported here, since the book alone does not need it

    try:
        live.build(output)
    except UnavailableError as error:
        print(f"Left out: what runs in the browser. {error}")
        return False
    return True


def serve(arguments):
    """Serve the site to this machine alone, until Ctrl+C."""
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=SITE)
    with http.server.ThreadingHTTPServer(("127.0.0.1", arguments.port), handler) as server:
        print(f"http://127.0.0.1:{server.server_port}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


parser = argparse.ArgumentParser(prog="python -m website", description=__doc__)
commands = parser.add_subparsers(required=True)
building = commands.add_parser("build", help="write the site into _site/")
building.add_argument("--output", type=Path, default=SITE, help="another folder; it is emptied before")
building.add_argument("--without-live", action="store_true", help="the book alone, without what runs in the browser")
building.set_defaults(run=build)
serving = commands.add_parser("serve", help="show it on this machine")
serving.add_argument("--port", type=int, default=8000)
serving.set_defaults(run=serve)
running = commands.add_parser("outcomes", help="run all experiments, and write outcomes.json")
running.set_defaults(run=lambda arguments: outcomes.write())

if __name__ == "__main__":
    arguments = parser.parse_args()
    arguments.run(arguments)
