"""On how many threads training runs and moving figures compute: on one, unless the environment names a number.

On two cores that do nothing else, a second thread saves a quarter of the time of mini-batches, a third of that of full
batches. Beside other work the threads wait for one another, and it costs many times more than it could save: most
readers have other windows open, and a class shares a machine. `python -m benchmarks --only threads` measures both.
"""

import os
import sys
from contextlib import nullcontext

NAMED = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")  # numpy's BLAS reads them when it is loaded


def one_thread():
    """Return a context in which matrix products are computed on one thread, or as the environment says."""
    if sys.platform == "emscripten" or any(name in os.environ for name in NAMED):  # a browser has one anyway
        return nullcontext()
    from threadpoolctl import threadpool_limits  # imported here, so that the mathematics needs numpy alone

    return threadpool_limits(1, user_api="blas")
