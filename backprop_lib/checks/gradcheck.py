"""Derivatives without calculus: functions, points, steps, and functions that the complex step cannot see through."""

import numpy as np

from backprop_lib.checks.arrays import LARGEST, as_array, check_same_shape, place
from backprop_lib.checks.general import check_positive, shown

# How far from x a function is looked at, one after the other: there may be a kink at one of them, but not at all.
DISTANCES = (1e-4, 1e-5, 1e-6, 1e-7, 1e-8)


def check_real_point(x):
    """Return x if it is an array of finite real numbers."""
    point = as_array("x", x)
    if point.dtype.kind not in "iuf":
        raise ValueError(f"x has dtype {point.dtype}, expected real numbers")
    if not np.isfinite(point).all():
        raise ValueError("x holds NaN or infinity, expected finite numbers")
    return x


def check_step(x, h):
    """Return h as a float that is positive, moves every entry of x, and keeps x + h a finite number."""
    h = check_positive("h", h)
    point = np.asarray(x, dtype=np.float64)
    largest = np.abs(point).max(initial=0)
    if largest + h > LARGEST["d"]:
        raise ValueError(
            f"h={h} and x, which goes up to {largest:g}, are too large, expected x + h below {LARGEST['d']:.1e}"
        )
    lost = (point + h == point) | (point - h == point)
    if np.any(lost):
        raise ValueError(
            f"h={h} is lost in rounding beside the entry {np.asarray(x)[lost].flat[0]} of x, expected a step that "
            "moves it"
        )
    return h


def check_complex_step(h):
    """Return h as a positive float, so small that h^2 vanishes beside 1, and not so small that digits get lost."""
    h = check_positive("h", h)
    if not 1e-290 <= h <= 1e-8:
        raise ValueError(
            f"h={h}, expected a step from 1e-290 to 1e-8: h^2 has to vanish beside 1, and h itself must not"
        )
    return h


def _check_number(value, kinds, expected):
    array = as_array("what f returned", value)
    if array.shape != ():
        raise ValueError(f"f returned an array of shape {array.shape}, expected one number")
    if array.dtype.kind not in kinds:
        raise ValueError(f"f returned {shown(value)}, expected {expected}")
    if not np.isfinite(array):
        raise ValueError(f"f returned {array} near x, expected a finite number")


def check_real_value(value):
    """Raise unless f returned one finite real number, with enough digits for a difference."""
    _check_number(value, "biuf", "a real number")
    if getattr(value, "dtype", np.dtype(float)) in (np.float32, np.float16):
        raise ValueError(
            f"f returned {value!r}, expected a number of double precision: the difference of two values that agree in "
            "all but their last digits would be noise; compute f in float64"
        )


def check_complex_value(value):
    """Raise unless f returned one finite complex number."""
    array = as_array("what f returned", value)
    if array.ndim == 0 and array.dtype.kind in "biuf":
        raise ValueError(
            f"f returned the real number {value} for a complex argument: either f does not depend on x, or a step in "
            "it (abs, max, .real, a cast to float) drops the imaginary part, which carries the derivative"
        )
    _check_number(value, "c", "a complex number")


def check_analytic(f, x, h):
    """Raise if the complex step does not give the derivative of f, because some step in f is not analytic.

    Along one direction, through a point near x, the complex step is compared with a central difference of real numbers.
    Where f is analytic, the two agree. At a kink, such as that of ReLU, they may not, so that several points are tried
    before anything is said.
    """
    x = np.asarray(x, dtype=np.float64)
    direction = np.random.default_rng(0).uniform(0.5, 1.0, x.shape) * (1 + np.abs(x))
    disagreement = None
    with np.errstate(all="ignore"):
        for distance in DISTANCES:
            near, by = x + distance * direction, 0.1 * distance
            tilted = f(near + 1j * h * direction)
            check_complex_value(tilted)
            right, left = (complex(f(near + sign * by * direction + 0j)) for sign in (1, -1))
            slope, seen = (right - left).real / (2 * by), float(np.imag(tilted) / h)
            # Numbers of the size 1 may have cancelled on the way to a small f.
            rounding = 1e3 * np.finfo(np.asarray(tilted).dtype).eps * max(abs(right), abs(left), 1.0) / by
            size = max(abs(slope), abs(seen))
            if not size > 10 * rounding or right.imag or left.imag:
                continue  # too small to be told from rounding, or outside of what f is made for
            if abs(slope - seen) < 1e-3 * size + rounding:
                return
            disagreement = f"along one direction the complex step gives {seen:.6g}, a central difference {slope:.6g}"
    if disagreement:
        raise ValueError(
            f"f is not analytic near x: {disagreement}, expected the same. A step in f (abs, a norm, np.vdot, conj, "
            ".real) drops the imaginary part or turns it round: write x @ x for np.vdot(x, x), x**2 for abs(x)**2, or "
            "use numerical_gradient"
        )


def check_comparable(a, b):
    """Raise unless a and b are arrays of real numbers of the same shape; NaN may be among them, infinity not."""
    arrays = {argument: as_array(argument, values) for argument, values in (("a", a), ("b", b))}
    check_same_shape(**arrays)
    for argument, array in arrays.items():
        if array.dtype.kind not in "biuf":
            raise ValueError(f"{argument} has dtype {array.dtype}, expected real numbers")
        wrong = np.abs(array.astype(np.float64)) > LARGEST["d"]
        if wrong.any():
            raise ValueError(f"{argument} holds {place(array, wrong)}, expected finite numbers of at most 4.5e+307")
