"""A learner's server: what `jupyterhub-singleuser` starts, without a module that takes more than half of its time.

The module checks addresses in the letters of all languages, which nobody sends here, and compiles their grammar when it
is imported: 1.3 of 2.3 seconds of a processor, and 16 of 108 MiB, for each server. jsonschema, which imports it, does
without where it is missing.
"""

import sys

sys.modules["rfc3987_syntax"] = None

from jupyterhub.singleuser import main  # noqa: E402 - the line above comes first

main()
