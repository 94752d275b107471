"""Two rings of points, the task at the end of stage 04: no straight line parts them."""

import numpy as np


def two_rings(N, rng):
    """Return N points as columns, X of shape (2, N), and their targets: 1 in the inner ring, 0 in the outer one."""
    inner = np.arange(N) % 2 == 0
    radius = np.where(inner, 0.5, 1.2) + rng.normal(0, 0.1, N)
    angle = rng.uniform(0, 2 * np.pi, N)
    return radius * np.array([np.cos(angle), np.sin(angle)]), inner[None, :].astype(float)
