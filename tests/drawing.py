"""Random arguments. A draw is a function from a source of chance, a `random.Random`, to a value.

Hypothesis would do the same and find the smallest example as well, but takes ten times as long to think of one.
"""

import struct


def just(value):
    return lambda rng: value


def sampled_from(values):
    values = list(values)
    return lambda rng: rng.choice(values)


def one_of(*draws):
    return lambda rng: rng.choice(draws)(rng)


def integers(low, high):
    return lambda rng: rng.randint(low, high)


def builds(function, *draws):
    """Draw what a function makes of values that are drawn."""
    return lambda rng: function(*(draw(rng) for draw in draws))


def tuples(*draws):
    return lambda rng: tuple(draw(rng) for draw in draws)


def lists(draw, least, most):
    """Draw a list of `least` to `most` values."""
    return lambda rng: [draw(rng) for _ in range(rng.randint(least, most))]


def texts(letters, most):
    return lambda rng: "".join(rng.choices(letters, k=rng.randint(0, most)))


def floats(low, high):
    """Draw a number between two bounds, now and then one of the bounds."""
    return lambda rng: rng.choice([low, high, *(rng.uniform(low, high) for _ in range(8))])


def sizes(low, high):
    """Draw a positive number between two bounds, each order of magnitude as often as the others."""
    return lambda rng: low * (high / low) ** rng.random()


def any_float(rng):
    """Draw 64 bits: a number of any size, seldom an infinity or a NaN."""
    return struct.unpack("d", rng.randbytes(8))[0]
