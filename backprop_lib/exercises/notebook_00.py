"""Exercises of stage 00: gradient descent."""

import numpy as np

from backprop_lib.exercises.choice import Choice
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.counterexample import Counterexample
from backprop_lib.exercises.exercise import counted
from backprop_lib.exercises.number import Number
from backprop_lib.exercises.variants import VariedNumber

NAMES = {"np": np}


def _gradient_cases():
    rng = np.random.default_rng(1)
    cases = []
    for parameters, N in ((1, 3), (2, 1), (4, 4), (3, 5), (6, 7)):
        w, x, y = rng.normal(size=parameters), rng.uniform(-1.5, 1.5, N), rng.normal(size=N)
        cases.append((f"{counted(parameters, 'parameter')} and {counted(N, 'point')}", (w, x, y)))
    return cases


def _difference_cases():
    def cubic(t):
        return t**3 - 2 * t**2 + 5

    return [
        ("f = exp, x = 0.7, h = 0.2", (np.exp, 0.7, 0.2)),
        ("f = sin, x = -2.3, h = 0.03", (np.sin, -2.3, 0.03)),
        ("f(x) = x³ − 2x² + 5, x = 1.9, h = 0.1", (cubic, 1.9, 0.1)),
        ("f = tanh, x = 0.4, h = 1.5", (np.tanh, 0.4, 1.5)),
    ]


def _claims():
    """Return functions with what is claimed to be their gradients: right ones, and some that are wrong."""

    def bowl(scale=1.0):
        return lambda x: scale * (weights(x) * x**2).sum(), lambda x: 2 * scale * weights(x) * x

    def cubic(scale=1.0):
        return lambda x: scale * (weights(x) * x**3).sum(), lambda x: 3 * scale * weights(x) * x**2

    def weights(x):
        return np.arange(1.0, x.size + 1).reshape(x.shape)

    def flat(x):
        return 0 * x.sum() + 3.0

    vector, small = np.array([0.7, 1.2, 0.4, 0.9]), np.array([0.12, 0.3, 0.21])
    square, wide = np.linspace(0.5, 1.3, 9).reshape(3, 3), np.linspace(-0.8, 0.7, 8).reshape(2, 4)
    single, bottom = np.array([1.1]), np.zeros(3)
    (f, df), (g, dg), (huge, dhuge), (tiny, dtiny) = bowl(), cubic(), cubic(1e6), cubic(1e-9)
    return [
        ("a right gradient", (f, vector, df(vector))),
        ("a right gradient, and a small x", (g, small, dg(small))),
        ("a right gradient, and a matrix", (g, wide, dg(wide))),
        ("a right gradient, and a single parameter", (g, single, dg(single))),
        ("a right gradient, and very large numbers", (huge, vector, dhuge(vector))),
        ("a right gradient, and very small numbers", (tiny, vector, dtiny(vector))),
        ("a right gradient at the bottom of a bowl", (f, bottom, df(bottom))),
        ("a right gradient of a constant", (flat, vector, 0 * vector)),
        ("a lost factor 2", (f, vector, df(vector) / 2)),
        ("a lost factor 2, and very small numbers", (tiny, vector, dtiny(vector) / 2)),
        ("a factor 2 too many", (f, vector, df(vector) * 2)),
        ("another sign", (g, vector, -dg(vector))),
        ("two entries swapped", (g, vector, dg(vector)[[0, 2, 1, 3]])),
        ("a transposed gradient", (f, square, df(square).T)),
        ("one entry that is off by 5 %", (g, vector, dg(vector) * [1, 1, 1.05, 1])),
        ("one entry that is twice too large", (g, vector, dg(vector) * [1, 1, 2, 1])),
        ("a first entry that is too small", (g, vector, dg(vector) * [0.5, 1, 1, 1])),
        ("zeros where there is a slope", (g, vector, 0 * vector)),
    ]


def _descent_cases():
    def bowl(w):
        return np.array([2.0, 0.6]) * (w - np.array([1.0, -2.0]))

    def tilted(w):
        return np.array([[3.0, 1.0, 0.0], [1.0, 2.0, 0.5], [0.0, 0.5, 1.0]]) @ w - np.array([1.0, 0.2, -0.7])

    def rugged(w):
        return np.cos(w) + w**3

    return [
        ("two parameters and 1 step", (bowl, np.array([3.0, 1.5]), 0.3, 1)),
        ("three parameters and 2 steps", (tilted, np.array([0.5, -1.0, 2.0]), 0.2, 2)),
        ("one parameter and 7 steps", (rugged, np.array([1.2]), 0.15, 7)),
        ("three parameters and 20 steps", (tilted, np.array([-2.0, 0.3, 1.0]), 0.1, 20)),
    ]


def _in_turn(gradient, w, alpha):
    """Return what plays the part of the gradient if each parameter moves before the next derivative is taken."""
    moved = w.copy()
    for j in range(w.size):
        moved[j] -= alpha * gradient(moved)[j]
    return (w - moved) / alpha


def _whole_path(gradient, w, alpha, steps):
    """Return all places of a descent, from the start to the end."""
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - alpha * gradient(path[-1]))
    return np.array(path)


EXERCISES = [
    VariedNumber.from_text(
        "00-1",
        "∂C/∂w₂ of p(x) = 1.1 − 0.9 x + 0.3 x² for the points (−2, −0.5), (3, 1), (5, 3.5), mean cost",
        """
        w0, w1, w2 = 1.1, -0.9, 0.3
        x, y = np.array([-2.0, 3.0, 5.0]), np.array([-0.5, 1.0, 3.5])
        p = w0 + w1 * x + w2 * x**2  # (0.1)
        terms = 2 * (p - y) * x**2   # (0.5), (0.4)
        answer = terms.mean()        # (0.5)
        """,
        """
        factor 2 forgotten: 2 * (p - y) -> (p - y)
            Something small is missing: look at step 2 on the way to (0.5).
            The cost has a square in it. What is the derivative of u²?

        sum for mean: mean() -> sum()
            Is the cost (0.2) a sum over the points, or their mean?
            The 1/N of (0.5) is missing, and N is the number of points.

        x^j forgotten: (p - y) * x**2 -> (p - y)
            You have the outer derivative of the square. Where is the inner one, step 3?
            You left out ∂p/∂w₂, (0.4). Without it you have ∂C/∂w₀.

        index off by one: (p - y) * x**2 -> (p - y) * x
            This is a derivative of this cost, but by another parameter.
            You have ∂C/∂w₁. By (0.1) the count of the parameters begins at 0, so w₂ stands beside x².

        x^(j+1): (p - y) * x**2 -> (p - y) * x**3
            One power in your answer is too high. Which power of x stands beside w₂ in (0.1)?
            You multiplied by x³. By (0.4) the factor is what stands beside w₂, and that is x².

        derivative by x: (p - y) * x**2 -> (p - y) * 2 * x
            In step 3 you took a derivative. By which letter?
            You used 2x, the derivative of x² by x. The points are constants; (0.4) is a derivative by w₂.

        the square kept: (p - y) -> (p - y) ** 2
            What becomes of the power when you differentiate a square, step 2?
            You used 2u². The derivative of u² is 2u, with u = p(x) − y, (0.5).

        target forgotten: (p - y) -> p
            Your derivative would be the same for any other measurements. Can that be?
            y drops out of the inner derivative only. In the outer one, 2(p(x) − y), it stays, (0.5).

        last point only: terms.mean() -> terms[2]
            Two of the three points have no say in your answer.
            You have the last point alone; (0.5) averages over all of them.

        first term missing: terms.mean() -> (terms[1] + terms[2]) / 3
            One of the three points has no say in your answer.
            The term of the first point is missing in your sum, (0.5).

        middle term missing: terms.mean() -> (terms[0] + terms[2]) / 3
            One of the three points has no say in your answer.
            The term of the middle point is missing in your sum, (0.5).

        last term missing: terms.mean() -> (terms[0] + terms[1]) / 3
            One of the three points has no say in your answer.
            The term of the last point is missing in your sum, (0.5).

        mean of the factors: terms.mean() -> 2 * (p - y).mean() * (x**2).mean()
            Each point has its own error and its own x². When may they be averaged?
            You averaged the errors and the x² separately. (0.5) averages their products.

        sign lost: (p - y) -> (y - p)
            The size is right. In which direction does the cost grow?
            (0.5) has p(x) − y, in this order.

        minus of w1 lost: w0 + w1 * x -> w0 - w1 * x
            Compare your three values p(x) with (0.1), sign by sign.
            w₁ is negative, and stands in p(x) with its sign. You used +w₁.

        minus of x lost: p = w0 -> x = abs(x); p = w0
            One of the points lies to the left of 0. Which sign has its w₁x in (0.1)?
            You used the size of the first x, which is negative: so w₁x has the wrong sign there.

        minus squared: x**2 => x * abs(x)
            A square is never negative. What does Python make of the x² of (0.1) and (0.4) at the first point?
            Python takes the power before the sign: -2**2 is −4. Put brackets around a negative number.

        x and y swapped: p = w0 -> x, y = y, x; p = w0
            Of a point (x, y), which number goes into the polynomial (0.1)?
            You put the second number of each point into p, and subtracted the first.

        w2 squared as well: w2 * x**2 -> (w2 * x) ** 2
            The parabola is not the given one, (0.1). What is squared in its last term: x, or w₂x?
            You squared w₂ together with x. In (0.1) the power belongs to x alone.

        w0 left out: w0 + w1 -> w1
            The curve has three terms, (0.1). Are they all in your p(x)?
            The constant term w₀ is missing in your p(x).

        w1 x left out: + w1 * x ->
            The curve has three terms, (0.1). Are they all in your p(x)?
            The middle term w₁x is missing in your p(x).

        w2 x² left out: + w2 * x**2 ->
            The curve has three terms, (0.1). Are they all in your p(x)?
            The last term w₂x² is missing in your p(x).

        2 at p alone: 2 * (p - y) -> (2 * p - y)
            Look at the brackets of 2(p(x) − y), (0.5).
            You multiplied p(x) by 2 and then subtracted y. The 2 belongs to the whole error.

        first point only: terms.mean() -> terms[0]
            Two of the three points have no say in your answer.
            You have the first point alone; (0.5) averages over all of them.

        second point only: terms.mean() -> terms[1]
            Two of the three points have no say in your answer.
            You have the second point alone; (0.5) averages over all of them.

        last point left out: terms.mean() -> terms[:2].mean()
            One of the three points has no say in your answer.
            You averaged the first two points; (0.5) averages over all of them.

        middle point left out: terms.mean() -> terms[::2].mean()
            One of the three points has no say in your answer.
            You averaged the first point and the last; (0.5) averages over all of them.

        first point left out: terms.mean() -> terms[1:].mean()
            One of the three points has no say in your answer.
            You averaged the last two points; (0.5) averages over all of them.

        data averaged first: p = w0 -> x, y = x.mean(), y.mean(); p = w0
            What did you average: derivatives, or data?
            You computed one derivative at the mean point. Compute each point's derivative, then average, (0.5).
        """,
        """
        p(−2) = 4.1,  p(3) = 1.1,  p(5) = 4.1                          (0.1)
        errors p(x) − y:  4.6,  0.1,  0.6
        ∂p/∂w₂ = x²:  4,  9,  25                                       (0.4)
        ∂C/∂w₂ = (1/3) · 2 · (4.6 · 4 + 0.1 · 9 + 0.6 · 25)
               = (2/3) · 34.3 = 22.8667                                (0.5)
        """,
        paper="""
        A parabola p(x) = w₀ + w₁x + w₂x² has the parameters w₀ = {w0}, w₁ = {w1} and w₂ = {w2}. There are three points
        (x, y): ({x[0]}, {y[0]}), ({x[1]}, {y[1]}) and ({x[2]}, {y[2]}). The cost C is the mean of the squared errors.
        What is ∂C/∂w₂?
        """,
        using=NAMES,
        check="Move w₂ by 0.001 and compute the cost again, (0.3).",
        samples=3,
    ),
    Code.from_text(
        "00-2",
        "write polynomial_gradient(w, x, y): all ∂C/∂w_j, for any number of parameters and points",
        """
        def polynomial_gradient(w, x, y):
            p = sum(w[j] * x**j for j in range(len(w)))                            # (0.1)
            # 2 is the outer derivative of the square, x**j the inner one (0.4), and the mean is that of the cost (0.2).
            return np.array([(2 * (p - y) * x**j).mean() for j in range(len(w))])  # (0.5), one for each parameter
        """,
        """
        factor 2 forgotten: 2 * (p - y) -> (p - y)
            Something small is missing: look at step 2 on the way to (0.5).
            The cost is made of squares: the derivative of u² is 2u.

        sum for mean: mean() -> sum()
            With one point your gradient is right, with several it is too long.
            The cost (0.2) is a mean, so the 1/N stays in front of the sum in (0.5).

        nine points built in: mean() -> sum() / 9
            How many points are there, and by how many do you divide?
            You divide by the N = 9 of section 1. Here N is len(x), (0.5).

        x^j forgotten: (p - y) * x**j -> (p - y)
            All your derivatives are equal. Which factor should tell them apart?
            The inner derivative is missing: ∂p/∂w_j = x^j, (0.4).

        x^(j+1): (p - y) * x**j -> (p - y) * x ** (j + 1)
            Which power of x stands beside w₀ in (0.1)?
            You multiply by x^(j+1). The count begins at 0: w₀ stands beside x⁰ = 1, (0.4).

        derivative by x: (p - y) * x**j -> (p - y) * j * x ** (j - 1.0)
            In step 3 you took a derivative. By which letter?
            j x^(j−1) is the derivative of x^j by x. You need that of w_j x^j by w_j, (0.4).

        w_j beside x^j: (p - y) * x**j -> (p - y) * w[j] * x**j
            What is the derivative of w_j x^j by w_j: does w_j stay?
            You multiply by w_j x^j. By (0.4) only the factor beside w_j is left, x^j.

        the square kept: (p - y) -> (p - y) ** 2
            What becomes of the power when you differentiate a square, step 2?
            You use 2u². The derivative of u² is 2u, with u = p(x) − y, (0.5).

        target forgotten: (p - y) -> p
            Your gradient does not depend on y. Can that be?
            y drops out of the inner derivative only. In the outer one, 2(p(x) − y), it stays, (0.5).

        last point only: .mean() -> [-1]
            With several points only one of them has a say in your gradient. Look at the sum of (0.5).
            You keep the last point alone. Add up the terms of all points, then divide by N, (0.5).

        mean of the factors: (2 * (p - y) * x**j).mean() -> 2 * (p - y).mean() * (x**j).mean()
            ∂C/∂w₀ is right. And in the others: which error belongs to which x^j, (0.5)?
            You average the errors and the x^j separately. (0.5) averages their products.

        sign lost: (p - y) -> (y - p)
            All sizes are right. In which direction does the cost grow?
            (0.5) has p(x) − y, in this order.

        curve of degree 3 built in: w[j] * x**j for j in range(len(w)) -> w[j] * x**j for j in range(4)
            With four parameters all is well. And with two, or six?
            The curve you use stops at x³: polynomial(w, x) of section 1 has d = 3. Sum over len(w) terms, (0.1).

        four parameters built in: range(len(w)) => range(4)
            With four parameters all is well. And with two, or six?
            You use the d = 3 of section 1. Let j run over range(len(w)), in (0.1) and in (0.5).

        last parameter left out: mean() for j in range(len(w)) -> mean() for j in range(len(w) - 1)
            How many derivatives do you return, and how many parameters are there?
            A polynomial of degree d has d + 1 parameters: j runs from 0 to d, both included, (0.5).

        curve one power too high: w[j] * x**j -> w[j] * x ** (j + 1)
            Look at the curve itself: which power of x stands beside w₀ in (0.1)?
            Your p(x) begins with w₀ x. It begins with w₀ x⁰ = w₀, (0.1).

        w_0 left out of the curve: j in range(len(w))) -> j in range(1, len(w)))
            Change w₀ alone: does your gradient move? Look at the sum of (0.1).
            Your sum begins with w₁x. range(1, ...) leaves out j = 0.

        counted from 1: range(len(w)) => range(1, len(w))
            How many derivatives do you return, and where does the count begin, (0.1)?
            You let j begin at 1. It begins at 0: w₀ is a parameter, and stands in the curve.

        divided by the parameters: mean() -> sum() / len(w)
            What does the mean of (0.2) count: the points, or the parameters?
            You divide by len(w). N is the number of points, len(x), (0.5).

        whole-number division: (2 * (p - y) * x**j).mean() -> (2 * (p - y) * x**j).sum() // len(x)
            All your derivatives are whole numbers. Which division do you use for the 1/N?
            `//` cuts off what stands behind the point. The division of (0.5) is `/`.

        last point divided by N: .mean() -> [-1] / len(x)
            With one point your gradient is right. What is left of the earlier points at the end of your loop?
            You divide by N, but the sum of (0.5) holds the last point alone: is a `+=` missing?

        return inside the loop: mean() for j in range(len(w)) -> mean() for j in range(1)
            With one parameter your gradient is right. How often does your loop over j run?
            You return ∂C/∂w₀ alone. Is the `return` inside the loop? It belongs behind it, (0.5).

        total not set back: np.array([( -> np.cumsum([(
            ∂C/∂w₀ is right. Where does the sum of each further j begin, (0.5)?
            Your sum goes on from one j to the next. Set it back to 0 inside the loop over j.

        highest power first: mean() for j in range(len(w)) -> mean() for j in range(len(w))[::-1]
            Each number is there. In which order are they asked for, (0.5)?
            Your gradient begins with the highest power. It begins with ∂C/∂w₀.

        np.polyval: sum(w[j] * x**j for j in range(len(w))) -> np.polyval(w, x)
            Look at the curve itself: which parameter stands beside the highest power, (0.1)?
            You use w from the wrong end, as np.polyval does: there w[0] belongs to the highest power.

        unfinished curve: (p - y) * x**j -> (sum(w[i] * x**i for i in range(j + 1)) - y) * x**j
            The last entry is right. How much of the curve (0.1) is there when you compute the others?
            You build p(x) up in the loop in which you use it. First the whole p(x), (0.1), then the derivatives (0.5).

        2 at p alone: 2 * (p - y) -> (2 * p - y)
            Look at the brackets of 2(p(x) − y), (0.5).
            You multiply p(x) by 2 and then subtract y. The 2 belongs to the whole error.

        x and y swapped: p = sum -> x, y = y, x; p = sum
            Which of the two arrays goes into the polynomial (0.1)?
            You put y into p and subtract x. The measurements are y, the places are x.

        data averaged first: p = sum -> x, y = x.mean(keepdims=True), y.mean(keepdims=True); p = sum
            With one point your gradient is right. What do you average: derivatives, or data?
            You compute the derivatives at the mean point. Compute those of each point, then average, (0.5).
        """,
        using=NAMES,
        cases=_gradient_cases,
        parts=("the gradient",),
        samples=lambda arguments: len(arguments[1]),
        check="Compare with complex_step_gradient of the cost (0.2).",
    ),
    Code.from_text(
        "00-3",
        "write central_difference(f, x, h) for a function f of one number",
        """
        def central_difference(f, x, h):
            # Taylor to the right and to the left:  f(x ± h) = f(x) ± h f′(x) + h²/2 f″(x) ± h³/6 f‴(x) + ...
            # The difference is 2h f′(x) + h³/3 f‴(x) + ...: f and f″ have cancelled.
            # Divided by 2h it is f′(x), with the error h²/6 f‴(x).
            return (f(x + h) - f(x - h)) / (2 * h)  # (0.12)
        """,
        """
        one-sided, to the right: f(x - h)) / (2 * h) -> f(x)) / h
            This is a difference, but not a central one. Where does (0.12) evaluate f?
            You nudge to the right only, (0.3). (0.12) nudges both ways, so that the terms with f″ cancel.

        one-sided, to the left
            (f(x + h) - -> (f(x) -
            / (2 * h) -> / h
            This is a difference, but not a central one. Where does (0.12) evaluate f?
            You nudge to the left only. (0.12) nudges both ways, so that the terms with f″ cancel.

        divided by h: (2 * h) -> h
            How far apart are the two points of (0.12)?
            You divide by h, but from x − h to x + h it is twice as far.

        one-sided, divided by 2h: - f(x - h) -> - f(x)
            The distance below does not belong to the two points above.
            From x to x + h it is h; 2h below needs f(x + h) and f(x − h) above, (0.12).

        brackets below forgotten: (2 * h) -> 2 * h
            In which order does Python do / 2 * h?
            You divide by 2, then multiply by h: Python begins on the left. Put brackets around the 2h of (0.12).

        brackets above forgotten: (f(x + h) - f(x - h)) -> f(x + h) - f(x - h)
            What does Python divide first: the difference, or one of its two terms?
            Only f(x − h) is divided. Put brackets around the difference that stands above in (0.12).

        order turned round: f(x + h) - f(x - h) -> f(x - h) - f(x + h)
            Try it on a function that rises: which sign should come out?
            (0.12) subtracts the left value from the right one.

        added: - f(x - h) -> + f(x - h)
            Try it on a constant function: what should come out, and what does?
            You add the two values. In (0.12) one is subtracted from the other, so that f(x) cancels.

        not divided: / (2 * h) ->
            Try it on f(x) = x. Its slope is 1 everywhere.
            You have the rise alone. A slope is rise divided by distance, (0.12).

        averaged, not divided by h: (2 * h) -> 2
            Make h smaller on f(x) = x: your result should stay at 1.
            Below stands the distance of the two points, (0.12). You divide by its 2 and leave out its h.

        divided by h^2: (2 * h) -> h**2
            Make h smaller on f(x) = x: your result should stay at 1.
            The h² of (0.12) belongs to the error. Below stands the distance of the two points.

        half the step: (f(x + h) - f(x - h)) / (2 * h) -> (f(x + h / 2) - f(x - h / 2)) / h
            A good derivative, but its error is not the h²/6 f‴ of (0.12). How far do you nudge?
            You nudge by h/2 to each side. In (0.12) it is h to each side.

        half the step, divided by 2h: f(x + h) - f(x - h) -> f(x + h / 2) - f(x - h / 2)
            The distance below does not belong to the two points above.
            Your points are h apart, and you divide by 2h. In (0.12) each nudge is a whole h.

        second derivative: (f(x + h) - f(x - h)) / (2 * h) -> (f(x + h) - 2 * f(x) + f(x - h)) / h**2
            Try it on f(x) = x: the slope is 1. What do you get?
            You estimate f″: the terms with f′ cancel. In (0.12) those with f and f″ do.

        complex step: (f(x + h) - f(x - h)) / (2 * h) -> np.imag(f(x + 1j * h)) / h
            A fine derivative, but by another formula than the one asked for.
            You wrote the complex step, (0.13). The nudges of (0.12) are real, to the right and to the left.

        a step of its own: return (f -> h = 1e-5; return (f
            A fine derivative, finer than (0.12) with the h that was given.
            Your function sets its own h. Use the argument: the tests look at the error, too.

        f(x) + h for f(x + h): f(x + h) - f(x - h) -> f(x) + h - (f(x) - h)
            Your result is 1 for every function. Where does h go in (0.12): into f, or beside it?
            You add h to the value of f. It is the argument that is nudged: f(x + h).

        twice the step to one side: f(x + h) - f(x - h) -> f(x + 2 * h) - f(x)
            The two points have the right distance. Do they lie around x, (0.12)?
            You go 2h to the right and stay at x. (0.12) goes h to each side.

        twice the step: f(x + h) - f(x - h) -> f(x + 2 * h) - f(x - 2 * h)
            The distance below does not belong to the two points above.
            Your points are 4h apart, and you divide by 2h. In (0.12) each nudge is one h.

        whole-number division: / (2 * h) -> // (2 * h)
            Your derivatives are whole numbers. Which division do you use in (0.12)?
            `//` cuts off what stands behind the point. Use `/`.

        without its sign: (f(x + h) - f(x - h)) / (2 * h) -> np.abs((f(x + h) - f(x - h)) / (2 * h))
            Try it on a function that falls: which sign should come out?
            You take the size. A derivative has a sign, and the difference above in (0.12) gives it.
        """,
        using=NAMES,
        cases=_difference_cases,
        parts=("the derivative",),
        check="Try it on f(x) = x and on f(x) = x², where (0.12) makes no error at all.",
    ),
    Number.from_text(
        "00-4",
        "the complex step of f(x) = x³ at x = 1.3 with h = 0.4",
        """
        x, h = 1.3, 0.4
        nudged = (x + 1j * h) ** 3
        answer = nudged.imag / h  # (0.13)
        """,
        """
        the derivative itself: = 3 * x**2
            This is f′(1.3) by calculus. What does (0.13) give with a step as large as this?
            With h = 0.4 the complex step has an error. Expand (1.3 + 0.4i)³; take the imaginary part, (0.13).

        i² = +1, or a real step: = 3 * x**2 + h**2
            Your error has the size of that in (0.13). Which sign should it have?
            Either you nudged by a real h, as in (0.12), or you took i² = +1. With i² = −1 the last term has i³ = −i.

        i² = +1, and not divided: = 3 * x**2 * h + h**3
            Two things. What is i³? And which step of (0.13) comes after the imaginary part?
            i³ = i² · i = −i, so that h³ is subtracted. And the imaginary part is divided by h, (0.13).

        h for h²: = 3 * x**2 - h
            The error of (0.13) is like a power of h. Which one?
            h³ is subtracted in the imaginary part, and then all of it is divided by h: h² remains.

        h³ left out, and not divided: = 3 * x**2 * h
            Multiply out all of it: is there another term with an i? And which step of (0.13) comes after that?
            i³ = −i, so −h³ belongs to the imaginary part as well. And it is divided by h, (0.13).

        real part divided: imag -> real
            A complex number has two parts. In which of them sits the derivative, (0.13)?
            You divided the real part by h. The value sits there; the derivative sits in the imaginary part.

        not divided: / h ->
            You have found the right part of f(x + ih). One step is left, (0.13).
            The imaginary part is h f′(x) and a little more. Divide it by h.

        divided by 2h: / h -> / (2 * h)
            What stands below in (0.13), and what in (0.12)?
            2h is the distance of two points. The complex step uses one point, and divides by h.

        multiplied by h: / h -> * h
            The imaginary part is about h f′(x). How do you get f′(x) out of it?
            You multiplied by h. (0.13) divides by it.

        the real part: imag / h -> real
            A complex number has two parts. In which of them sits the derivative, (0.13)?
            The real part holds the value f(x) and a small error. Take the imaginary part, and divide it by h.

        the size: nudged.imag -> abs(nudged)
            Value and derivative should not mix. Which operation keeps them apart, (0.13)?
            You took the size of f(x + ih), which mixes both parts. Take the imaginary part.

        one-sided, real part: nudged.imag -> (nudged.real - x**3)
            Nothing is subtracted in (0.13). What did you subtract, and why?
            You subtracted f(x) and took the real part. The derivative sits in the imaginary part, alone.

        h^2 not divided by 6: = 3 * x**2 - 6 * h**2
            You know the error by (0.13). Which number stands below in it?
            You subtracted h² f‴. The error in (0.13) is h² f‴ / 6.

        last term not divided: = 3 * x**2 - h**3
            The imaginary part has two terms. What does the division of (0.13) do to the second one?
            You divided 3x²h by h and left h³ as it is. All of the imaginary part is divided.

        binomial factors forgotten: = x**2 - h**2
            Expand the cube once more: how often does x²h occur in (x + ih)³? Then (0.13).
            The factors 3 are missing: (x + ih)³ = x³ + 3x²(ih) + 3x(ih)² + (ih)³.

        middle terms forgotten: = -(h**2)
            Is the cube of a sum the sum of the cubes? Try it with real numbers, then use (0.13).
            You have the imaginary part of x³ + (ih)³ alone. The terms with a factor 3 are missing.

        square for cube: ** 3 -> ** 2
            Which power is f? Put x + ih into that one, (0.13).
            You took x². The function is x³.

        x and h swapped: nudged = -> x, h = h, x; nudged =
            Which of the two numbers is the place, and which the step, (0.13)?
            You put the i beside x. It belongs to the step: x + ih.

        h not imaginary: nudged.imag / h -> ((x + h) ** 3 - x**3) / h
            A fine difference, but by another formula than the one asked for, (0.13).
            You nudged by a real h, as in (0.3). The step of (0.13) is ih.
        """,
        """
        (1.3 + 0.4i)³ = 1.3³ + 3 · 1.3² · 0.4i + 3 · 1.3 · (0.4i)² + (0.4i)³
                      = 2.197 + 2.028i − 0.624 − 0.064i                with i² = −1, i³ = −i
                      = 1.573 + 1.964i
        Im f(x + ih) / h = 1.964 / 0.4 = 4.91                          (0.13)
        By calculus f′(1.3) = 3 · 1.3² = 5.07. The error is −0.16 = −h²/6 · f‴, with f‴ = 6, as (0.13) says.
        """,
        using=NAMES,
        check="In Python the i is written 1j: print (1.3 + 0.4j)**3.",
    ),
    Number.from_text(
        "00-5",
        "w₁ after one step: p(x) = 0.4 − 0.7 x, points (−1, 1.6), (2, 0.7), (4, −1.2), mean cost, α = 0.1",
        """
        w0, w1, alpha = 0.4, -0.7, 0.1
        x, y = np.array([-1.0, 2.0, 4.0]), np.array([1.6, 0.7, -1.2])
        error = w0 + w1 * x - y         # (0.1)
        by_w0 = (2 * error).mean()      # (0.5)
        by_w1 = (2 * error * x).mean()  # (0.5), (0.4)
        answer = w1 - alpha * by_w1     # (0.7)
        """,
        """
        uphill: w1 - alpha -> w1 + alpha
            Does the cost fall after your step?
            You added the gradient. Descent goes against it: w − α ∂C/∂w, (0.7).

        factor 2 forgotten: 2 * error * x -> error * x
            Your step is too short. Look at the derivative, (0.5).
            The 2 that comes from the square is missing in your derivative, (0.5).

        sum for mean: (2 * error * x).mean() -> (2 * error * x).sum()
            Your step is too long. Look at the derivative, (0.5).
            The 1/N of (0.5) is missing: the cost is a mean.

        factor 2 forgotten, sum for mean: (2 * error * x).mean() -> (error * x).sum()
            Your step has another length. Which two constants stand in (0.5)?
            Either the 2 of the square and the 1/N of the mean are both missing, or you divided by 2, not by 3, (0.5).

        w0 updated first: by_w1 = (2 * error -> by_w1 = (2 * (w0 - alpha * by_w0 + w1 * x - y)
            At which point have you computed ∂C/∂w₁: at the old w₀, or at the new one?
            All derivatives first, at the same point; then all parameters move at once, (0.7). You had moved w₀.

        dC/dw0 for w1: alpha * by_w1 -> alpha * by_w0
            You moved w₁ by the derivative of another parameter.
            You used ∂C/∂w₀. For w₁ each error is multiplied by its x, (0.4).

        learning rate forgotten: alpha * by_w1 -> by_w1
            Your step has another length. What stands in (0.7) beside the derivative?
            The derivative is multiplied by α, (0.7).

        divided by the learning rate: alpha * by_w1 -> by_w1 / alpha
            A smaller α should make a smaller step. Does it, in your formula?
            You divided by α. (0.7) multiplies by it.

        only the step: w1 - alpha -> -alpha
            By how much does w₁ move, and where does it end?
            You gave the step −α ∂C/∂w₁. The new w₁ is the old one plus that, (0.7).

        only the derivative: w1 - alpha * by_w1 -> by_w1
            This tells you where it is uphill. Where does w₁ end?
            You gave ∂C/∂w₁, (0.5). The descent step (0.7) is still to be made.

        minus of w1 lost: error = -> w1 = -w1; error =
            With which w₁ do you start? Look at (0.1).
            w₁ is negative at the start: the line falls. You used +w₁.

        minus of x lost: error = -> x = abs(x); error =
            One of the points lies to the left of 0. Which sign has its x in (0.1) and (0.4)?
            You used the size of the first x, which is negative.

        minus of x lost in the derivative: 2 * error * x -> 2 * error * abs(x)
            One of the points lies to the left of 0. Which sign has its x, where (0.5) multiplies by it?
            You multiplied the first error by the size of its x, which is negative, (0.4).

        minus of y lost: error = -> y = abs(y); error =
            One of the measurements lies below 0. Which sign has its y in your errors p(x) − y?
            You used the size of the last y, which is negative.

        x and y swapped: error = -> x, y = y, x; error =
            Of a point (x, y), which number goes into the line (0.1)?
            You put the second number of each point into p, and subtracted the first.

        w0 left out: w0 + w1 * x - y -> w1 * x - y
            The line has two terms, (0.1). Are they both in your p(x)?
            The constant term w₀ is missing in your p(x).

        target forgotten: w1 * x - y -> w1 * x
            Your step would be the same for any other measurements. Can that be?
            The error is p(x) − y, (0.5). You used p(x) alone.

        the square kept: 2 * error * x -> 2 * error**2 * x
            Look at the derivative, (0.5): what becomes of the power when you differentiate a square?
            You used 2u². The derivative of u² is 2u.

        first point only: (2 * error * x).mean() -> (2 * error * x)[0]
            Two of the three points have no say in your step.
            You have the first point alone; (0.5) averages over all of them.

        second point only: (2 * error * x).mean() -> (2 * error * x)[1]
            Two of the three points have no say in your step.
            You have the second point alone; (0.5) averages over all of them.

        last point only: (2 * error * x).mean() -> (2 * error * x)[2]
            Two of the three points have no say in your step.
            You have the last point alone; (0.5) averages over all of them.

        mean of the factors: (2 * error * x).mean() -> 2 * error.mean() * x.mean()
            Each point has its own error and its own x. When may they be averaged?
            You averaged the errors and the x separately. (0.5) averages their products.

        new w0: w1 - alpha * by_w1 -> w0 - alpha * by_w0
            A good step, but of which parameter?
            You gave the new w₀. The question is about w₁, which stands beside x, (0.1).
        """,
        """
        p(−1) = 1.1,  p(2) = −1,  p(4) = −2.4                          (0.1)
        errors p(x) − y:  −0.5,  −1.7,  −1.2
        ∂C/∂w₁ = (2/3) · (0.5 · 1 − 1.7 · 2 − 1.2 · 4) = −5.1333       (0.5)
        w₁ − α ∂C/∂w₁ = −0.7 + 0.1 · 5.1333 = −0.1867                  (0.7)
        """,
        using=NAMES,
        check="Compute the cost before and after your step: it should fall.",
        start=-0.7,
    ),
    Number.from_text(
        "00-6",
        "λ_max and the limit of the learning rate for p(x) = w₀ + w₁x and points at x = −6, −1, 0, 2, 5, mean cost",
        """
        x = np.array([-6.0, -1.0, 0.0, 2.0, 5.0])
        H00, H11 = 2 * (x**0).mean(), 2 * (x**2).mean()  # (0.10)
        largest = max(H00, H11)                          # (0.11)
        answer = largest, 2 / largest                    # (0.11)
        """,
        """
        1/lambda: 2 / largest -> 1 / largest
            With this rate the steepest direction arrives in one step. Is that the limit?
            You have α λ = 1. By (0.9) the factor 1 − α λ may go down to −1.

        flattest direction: max( -> min(
            Is there a direction in which the bowl is steeper, (0.10), (0.11)? Is any of your x² negative?
            Either you took the smallest λ, or your other one is too small, as with −2**2 = −4. (0.11) has the largest.

        limit of the flattest direction: 2 / largest -> 2 / min(H00, H11)
            λ_max is right. Which direction of the bowl sets the limit?
            You took the smallest λ for the limit. With your rate the steepest direction would jump away, (0.11).

        2 of the Hessian lost: 2 * (x**2) -> (x**2)
            Your bowl is too flat. Look at the constants in front of the second derivatives, (0.10).
            The 2 that comes from the square is missing in (0.10).

        2 of the Hessian lost, and 1/lambda: = (largest / 2, 2 / largest)
            The limit is right, and by luck: two slips cancel. Begin with λ_max, (0.10).
            The 2 of the square is missing in (0.10), and once more in the limit: (0.11) is not 1/λ_max.

        1/N of the Hessian lost: (x**2).mean() -> (x**2).sum()
            Your bowl is too steep. Look at the constants in front of the second derivatives, (0.10).
            The 1/N is missing in (0.10): the cost is a mean, and so are its derivatives.

        2 and 1/N of the Hessian lost: 2 * (x**2).mean() -> (x**2).sum()
            Your bowl is too steep. Look at the constants in front of the second derivatives, (0.10).
            Two constants are missing in (0.10): the 2 of the square and the 1/N of the mean.

        limit upside down: 2 / largest -> largest / 2
            λ_max is right. Does a steeper bowl allow a longer step, or a shorter one?
            You have λ_max / 2. In (0.11) λ_max stands below.

        the two swapped: largest, 2 / largest -> 2 / largest, largest
            You have both numbers. In which order are they asked for?
            λ_max comes first, then the limit (0.11).

        sum of both directions: max(H00, H11) -> H00 + H11
            Each direction of the bowl has a limit of its own, (0.9). What follows for both at once?
            You added the two λ. The steepest direction alone sets the limit, (0.11).

        farthest point only: (x**2).mean() -> (x**2).max()
            You used one point. The cost is made of all of them.
            The second derivative (0.10) is a mean of x² over all the points, not its largest value.

        mean of |x|: (x**2).mean() -> abs(x).mean()
            Look at the powers of x in the second derivative by w₁, (0.10).
            You averaged x without its square. For j = k = 1 the product in (0.10) is x².

        divided by four: (x**2).mean() -> (x**2).sum() / (len(x) - 1)
            How many points are there? Count again, also the one at 0, (0.10).
            You divided by 4. The point at x = 0 adds nothing to the sum, but it counts in N = 5.

        minus squared: (x**2).mean() -> (x * abs(x)).mean() ;; max(H00, H11) -> H11
            Can a mean of squares be negative, (0.10)?
            Python takes the power before the sign: -2**2 is −4. Put brackets around a negative number.

        root of the mean: (x**2).mean() -> (x**2).mean() ** 0.5
            Look at the powers of x in the second derivative by w₁, (0.10).
            You took the root of the mean square. (0.10) has the mean of x² itself.
        """,
        """
        H₀₀ = (2/5) · 5 = 2                                            (0.10), x⁰ = 1
        H₀₁ = H₁₀ = (2/5) · (−6 − 1 + 0 + 2 + 5) = 0
        H₁₁ = (2/5) · (36 + 1 + 0 + 4 + 25) = 26.4
        The mixed entries are 0, so w₀ and w₁ are the main directions, with λ = 2 and λ = 26.4. The steepest one
        sets the limit: λ_max = 26.4, and α < 2 / 26.4 = 0.0758.       (0.11)
        The measurements y do not matter: they move the bowl and do not bend it.
        """,
        using=NAMES,
        check="Try your rate in a descent (0.7), once a little smaller and once a little larger.",
    ),
    Code.from_text(
        "00-7",
        "write gradient_agrees(f, x, claimed): whether a claimed gradient of f at x is right, as True or False",
        """
        def gradient_agrees(f, x, claimed):
            h, estimate = 1e-5, np.zeros_like(x)
            for k in np.ndindex(x.shape):
                nudge = np.zeros_like(x)
                nudge[k] = h
                estimate[k] = (f(x + nudge) - f(x - nudge)) / (2 * h)  # (0.12)
            error = np.abs(estimate - claimed).max()                   # (0.14), above
            scale = max(np.abs(estimate).max(), np.abs(claimed).max())  # (0.14), below
            return bool(error <= 1e-5 * scale)                         # (0.14): written so that nothing is divided by 0
        """,
        """
        one-sided difference, and a loose tolerance: f(x - nudge)) / (2 * h) -> f(x)) / h ;; 1e-5 * -> 0.1 *
            You let a gradient pass that is off by 5 %. How exact is your estimate, and why do you need so much room?
            A one-sided difference has an error like h, (0.3), so you left room for it. Use (0.12), and much less room.

        loose tolerance: 1e-5 * -> 0.1 *
            You let a gradient pass that is off by 5 % in one entry.
            The central difference has about ten right digits, (0.12). Ask for four of them at least.

        one-sided difference: f(x - nudge)) / (2 * h) -> f(x)) / h
            Your check refuses gradients that are right. How exact is your estimate?
            You nudge to one side only, (0.3). The central difference (0.12) has an error like h², not like h.

        one-sided difference, and some room: f(x - nudge)) / (2 * h) -> f(x)) / h ;; 1e-5 * -> 1e-3 *
            At the bottom of a bowl the gradient is 0. What does your estimate say there?
            You nudge to one side only, (0.3), and climb. Where nudges to both sides cancel, (0.12) gives 0.

        sums or means compared: np.abs(estimate - claimed).max() -> abs((estimate - claimed).sum())
            Swap two entries of a right gradient. Does your check notice, (0.14)?
            You compare sums or means. (0.14) compares entry by entry, and takes the largest difference.

        absolute: 1e-5 * scale -> 1e-5
            Multiply the cost by a million, or divide it. Should the verdict change?
            You compare the difference with a fixed number. (0.14) measures it in units of the largest entry.

        np.allclose as it comes: bool(error <= 1e-5 * scale) -> np.allclose(estimate, claimed)
            Divide the cost by a thousand million. Does your check still notice a lost factor 2, (0.14)?
            np.allclose lets 1e-8 pass in any case, which is much beside tiny gradients: set atol=0, or write (0.14).

        h too small: 1e-5, np -> 1e-17, np
            Print your estimate, (0.12). Does the nudge move anything?
            Your h is so small that x + h is x: all differences are 0. The best h lies near 1e-5, (0.12).

        h too large: 1e-5, np -> 0.1, np
            Your check is right for parabolas. What does the error of (0.12) consist of?
            Your h is too large: the error of (0.12) is h²/6 f‴. The best h lies near 1e-5.

        divided by h: (2 * h) -> h
            Your check refuses what is right, and lets a doubled gradient pass. Look at (0.12).
            From x − h to x + h it is 2h. You divide by h, (0.12).

        returns the error: return bool(error <= 1e-5 * scale) -> return error
            A check has to decide. What does yours return, (0.14)?
            You return the difference. Return whether it is small beside the entries: True or False, (0.14).

        returns the relative error: return bool(error <= 1e-5 * scale) -> return error / max(scale, 1e-300)
            A check has to decide. What does yours return, (0.14)?
            You return the relative error. Return whether it is small: True or False, (0.14).

        absolute value forgotten: np.abs(estimate - claimed).max() -> (estimate - claimed).max()
            You let a doubled gradient pass. Which sign has its difference from the estimate, (0.14)?
            A claim that is too large makes a negative difference, which is always below the tolerance: |a − b|, (0.14).

        absolute value after the maximum: np.abs(estimate - claimed).max() -> np.abs((estimate - claimed).max())
            You let a gradient pass that is too large in a single entry, (0.14).
            Take the absolute values first, then the largest, (0.14). In your order a negative difference is lost.

        one right entry is enough: np.abs(estimate - claimed).max() -> np.abs(estimate - claimed).min()
            You let a gradient pass that is right in all entries but one, (0.14).
            One right entry is enough for your check, as with min or any. All must agree: max, or all, (0.14).

        first entry only: np.abs(estimate - claimed).max() -> np.abs(estimate - claimed).flat[0]
            Some entries of the gradient have no say in your verdict, (0.14).
            Your verdict falls at the first entry. Is a `return` inside the loop? All entries must agree, (0.14).

        turned round: error <= -> error >
            Your verdicts are all the wrong way round. What does a small error mean, (0.14)?
            You say True where the error is large. It agrees where the error is small, (0.14).

        divided by 0: error <= 1e-5 * scale -> error / scale <= 1e-5
            What if the gradient is 0 in each entry, and so is the claim, (0.14)?
            With zeros only, (0.14) is 0 divided by 0: NaN. Neither NaN nor 0 is below 0. Multiply, and use `<=`.

        equal to the last digit: error <= 1e-5 * scale -> error == 0
            Your check refuses gradients that are right. Is the estimate exact, (0.12)?
            You ask for all digits. The estimate (0.12) is rounded, and has an error like h²: leave a little room.

        rows nudged: np.ndindex(x.shape) -> range(len(x))
            For vectors your check is right. How many numbers do you nudge at once in a matrix, (0.12)?
            x[k] is a whole row of a matrix. np.ndindex(x.shape) gives the place of each single entry.

        all entries nudged at once: nudge[k] = h -> nudge[...] = h
            With a single parameter your check is right. How many do you nudge at a time, (0.12)?
            You nudge all entries together and get the sum of the gradient. One at a time, (0.12).

        always True: return bool(error <= 1e-5 * scale) -> return True
            Your check lets every gradient pass. Give it one that is wrong.
            It says True whatever is claimed. Compare the claim with the estimate (0.12) by (0.14).

        always False: return bool(error <= 1e-5 * scale) -> return False
            Your check refuses every gradient. Give it one that is right.
            It says False whatever is claimed. Compare the claim with the estimate (0.12) by (0.14).
        """,
        using=NAMES,
        cases=_claims,
        parts=("the verdict",),
        decides=True,
        check="Give it a gradient that is right, and spoil one entry of it.",
    ),
    Counterexample.from_text(
        "00-8",
        "a point at which (2w₀w₁, w₁²) is seen not to be the gradient of f(w₀, w₁) = w₀² w₁",
        (2.0, 1.0),
        """
        all zero: = (0.0, 0.0)
            What is left of any formula, right or wrong, at this point?
            At 0 both are 0, as most formulas are. A check there proves nothing: take other numbers.

        equal: = (1.0, 1.0)
            Exchange the two parameters in your point. Does it change, and would a mixed-up index show?
            The claim has one parameter where the other belongs. With equal numbers nobody can tell them apart.

        opposite: = (-1.0, 1.0)
            The two numbers differ. Do they still differ after what the formulas do to them?
            A square forgets the sign, so here the two parameters look equal once more. Take different sizes.
        """,
        """
        ∂f/∂w₀ = 2 w₀ w₁  and  ∂f/∂w₁ = w₀²: the second entry of the claim has w₁ in place of w₀.      (0.5)
        At (2, 1) the gradient is (4, 4), and the claim is (4, 1).
        The two differ wherever |w₀| and |w₁| do. Where the sizes are equal, or both are 0, the mistake is hidden. So a
        gradient is checked at a point of random numbers, at which nothing is equal to anything else.
        """,
        formulas=lambda w0, w1: ((2 * w0 * w1, w0**2), (2 * w0 * w1, w1**2)),
        hides={
            "all zero": lambda w0, w1: w0 == w1 == 0,
            "equal": lambda w0, w1: np.isclose(w0, w1, atol=0),
            "opposite": lambda w0, w1: np.isclose(w0, -w1, atol=0),
        },
        check="Differentiate f by w₁, and compare with the claim.",
    ),
    Code.from_text(
        "00-9",
        "write my_descent(gradient, w, alpha, steps): the parameters after some steps of gradient descent",
        """
        def my_descent(gradient, w, alpha, steps):
            for _ in range(steps):
                w = w - alpha * gradient(w)  # (0.7): the gradient at the place where w is now
            return w
        """,
        """
        uphill: w - alpha -> w + alpha
            Does your walk go up or down? Look at the sign in (0.7).
            You add the gradient, which leads uphill. (0.7) subtracts it.

        learning rate forgotten: alpha * gradient(w) -> gradient(w)
            The length of a step is off. What stands in front of the gradient in (0.7)?
            You subtract the whole gradient. In (0.7) it is multiplied by the learning rate.

        divided by the learning rate: alpha * gradient(w) -> gradient(w) / alpha
            A smaller learning rate should make smaller steps, (0.7). Does it make yours smaller?
            You divide by alpha. In (0.7) it multiplies the gradient.

        gradient of the start: for _ in range(steps) -> for slope in [gradient(w)] * steps ;; gradient(w)  # -> slope  #
            At which place is the gradient of the second step taken, (0.7)?
            You compute the gradient once, at the start. Each step needs the gradient at the place it starts from.

        always from the start: for _ in range(steps) -> for start in [w] * steps ;; = w - -> = start -
            From where does the second step set out, (0.7)?
            Each of your steps sets out from the first w. It should set out from where the step before ended.

        only one step: range(steps) -> range(1)
            How many steps are asked for, and how many do you take?
            You take one step (0.7). It belongs into a loop: is the `return` inside it?

        one step too few: range(steps) -> range(steps - 1)
            How many steps are asked for, and how many do you take?
            You take one step too few: `range(steps)` already counts `steps` of them.

        one step too many: range(steps) -> range(steps + 1)
            How many steps are asked for, and how many do you take?
            You take one step too many: `range(steps)` counts `steps` of them.

        only the next move: return w -> return -alpha * gradient(w)
            What is asked for: the move, or the place where it ends, (0.7)?
            You return a move. The new w is the old one and the move together.

        the gradient at the end: return w -> return gradient(w)
            What is asked for: a gradient, or parameters?
            You return the gradient at the end. The task asks for w, (0.7).

        the sign of the gradient: gradient(w)  # -> np.sign(gradient(w))  #
            How long is a step where the slope is small, (0.7)?
            All your moves have the length alpha. In (0.7) a move is in proportion to the derivative.

        unit length: gradient(w)  # -> gradient(w) / np.linalg.norm(gradient(w))  #
            How long is a step where the slope is small, (0.7)?
            You divide the gradient by its length. (0.7) takes it as it is: near the bottom the steps get shorter.

        alpha squared: alpha * -> alpha**2 *
            The length of a step is off. How often does the learning rate stand in (0.7)?
            You multiply by alpha twice.

        one parameter after the other: gradient(w)  # -> _in_turn(gradient, w, alpha)  #
            When do you compute the second derivative: before the first parameter has moved, or after?
            First all derivatives at the same place, then all parameters move, (0.7). Yours move one after the other.

        rate divided by the number of parameters: alpha * -> alpha / w.size *
            The length of a step is off. What stands in front of the gradient in (0.7)?
            You divide by the number of parameters. (0.7) has the learning rate alone.

        the whole path
            How many places do you return, and how many are asked for?
            You return the whole path. Its last place is asked for.
        """,
        using={**NAMES, "_in_turn": _in_turn},
        answers={"the whole path": _whole_path},
        cases=_descent_cases,
        parts=("w",),
        start=lambda arguments: [arguments[1]],
        check="Take one step by hand, and compare.",
    ),
    Number.from_text(
        "00a-r1",
        "a parameter at 2 with the derivative −3, after one step with α = 0.1",
        """
        w, slope, alpha = 2.0, -3.0, 0.1
        answer = w - alpha * slope  # (0.7)
        """,
        """
        uphill: w - alpha -> w + alpha
            The derivative is negative: more of the parameter, less cost. In which direction should it move, (0.7)?
            You went uphill. Minus times minus is plus: 2 − 0.1 · (−3).

        only the move: w - alpha -> -alpha
            You have the move, (0.7). Where does the parameter stand after it?
            The move is 0.3. Add it to the 2.

        learning rate forgotten: alpha * slope -> slope
            How long is the step, (0.7)?
            You subtracted the whole derivative. The learning rate 0.1 stands in front of it.

        the derivative as the new value: w - alpha * slope -> slope
            This is the derivative itself. What does the step (0.7) do with it?
            Subtract 0.1 times the derivative from the 2.

        the whole derivative added: w - alpha * slope -> w + slope
            How long is the step, and in which direction does it go, (0.7)?
            You added the derivative. (0.7) subtracts 0.1 times the derivative.

        the learning rate times the derivative: w - alpha * slope -> alpha * slope
            You have α times the derivative, (0.7). What is done with it?
            Subtract it from the 2. Minus times minus is plus.
        """,
        """
        w − α · derivative = 2 − 0.1 · (−3) = 2.3                      (0.7)
        The derivative is negative, so the parameter goes up.
        """,
        using=NAMES,
        check="Minus times minus is plus.",
        start=2.0,
    ),
    Number.from_text(
        "00-10",
        "λ_max and the limit of the rate, where each step multiplies the cost by 1.44 and α = 0.25",
        """
        alpha, growth = 0.25, 1.44
        factor = -np.sqrt(growth)           # of the distance, (0.9): it jumps across
        steepest = (1 - factor) / alpha     # (0.9), solved for λ
        answer = steepest, 2 / steepest     # (0.11)
        """,
        """
        the cost taken for the distance: -np.sqrt(growth) -> -growth
            What is multiplied by 1.44: the distance from the lowest point, or the cost?
            The cost goes with the square of the distance. So the 1 − αλ of (0.9) is not 1.44 in size, but its root.

        sign lost: -np.sqrt(growth) -> np.sqrt(growth)
            Your curvature is negative. Which sign has 1 − αλ in a bowl, if it is larger than 1 in size?
            The walk jumps across the valley: 1 − αλ is below −1, (0.9).

        sign of the curvature lost: (1 - factor) / alpha -> (-1 - factor) / alpha
            Put your λ into 1 − αλ. Does the distance grow with it, (0.9)?
            αλ is 1 and 1.2 together: from 1 − αλ = −1.2, (0.9).

        1 forgotten: (1 - factor) / alpha -> -factor / alpha
            Put your λ into 1 − αλ. Which factor comes out, (0.9)?
            You solved −αλ = −1.2. By (0.9) the factor is 1 − αλ.

        multiplied by the rate: / alpha -> * alpha
            Put your λ into 1 − αλ. Which factor comes out, (0.9)?
            You multiplied by α. Solve 1 − αλ = −1.2 for λ: divide by α.

        1/lambda: 2 / steepest -> 1 / steepest
            λ_max is right. With your rate the steepest direction arrives in one step. Is that the limit, (0.11)?
            The factor 1 − αλ may go down to −1, and so αλ up to 2.

        limit upside down: 2 / steepest -> steepest / 2
            λ_max is right. Does a steeper bowl allow a longer step, or a shorter one?
            You have λ_max / 2. In (0.11) λ_max stands below.

        the two swapped: steepest, 2 / steepest -> 2 / steepest, steepest
            You have both numbers. In which order are they asked for?
            λ_max comes first, then the limit (0.11).

        limit scaled by the growth: 2 / steepest -> alpha / growth
            λ_max is right. The limit follows from it, (0.11). What did you divide?
            You divided the rate by 1.44. The limit is 2 / λ_max.

        limit scaled by the factor: 2 / steepest -> -alpha / factor
            λ_max is right. The limit follows from it, (0.11). What did you divide?
            You divided the rate by 1.2. But αλ, which is 2.2 now, has to come down to 2, by the factor 1.1.

        the rate for the limit: 2 / steepest -> alpha
            λ_max is right. With α = 0.25 the descent explodes. Can that be the limit, (0.11)?
            You gave the rate of the descent. The limit is 2 / λ_max.

        the rate for the limit, and λ from it: (1 - factor) / alpha -> 2 / alpha
            Put your λ into 1 − αλ. Does the distance grow with it, (0.9)?
            You took 0.25 for the limit. There the factor would be −1; it is −1.2, so the limit lies below.

        the cost for αλ: (1 - factor) / alpha -> growth / alpha
            Put your λ into 1 − αλ. Which factor comes out, (0.9)?
            You took 1.44 for αλ. It is the factor of the cost; that of the distance is its root, and equals 1 − αλ.

        1 subtracted from the growth: (1 - factor) / alpha -> (growth - 1) / alpha
            Put your λ into 1 − αλ, and square it. Does the cost grow with it, (0.9)?
            You solved 1 + αλ = 1.44. The cost is multiplied by the square of 1 − αλ, (0.9).
        """,
        """
        After some steps only the steepest direction is left. There the cost is λ/2 times the square of the distance.
        The distance is multiplied by √1.44 = 1.2 in size, and by 1 − αλ = −1.2, since λ is positive     (0.9)
        λ_max = (1 + 1.2) / 0.25 = 8.8
        α < 2 / 8.8 = 0.2273                                                                               (0.11)
        So one run that explodes tells how far the rate has to come down.
        """,
        using=NAMES,
        check="Make a bowl with your λ, take a few steps with α = 0.25, and divide each cost by the one before.",
    ),
    Number.from_text(
        "00b-r1",
        "the change of a cost with the derivative −2 by w, when w goes from 1.00 to 1.01",
        """
        slope, nudge = -2.0, 0.01
        answer = slope * nudge  # (0.3): change of C divided by nudge is about the derivative
        """,
        """
        sign lost: slope * nudge -> -slope * nudge
            Does the cost rise or fall, if its derivative is negative and w grows, (0.3)?
            Negative: more w, less cost. The change has the sign of the derivative.

        the derivative itself: slope * nudge -> slope
            This is the change if w moved by a whole 1. By how much does it move, (0.3)?
            The nudge is 0.01. Multiply the derivative by it.

        divided by the nudge: slope * nudge -> slope / nudge
            A smaller nudge should make a smaller change, (0.3). Does it make yours smaller?
            The derivative is change divided by nudge. So the change is derivative times nudge.

        nudge divided by the derivative: slope * nudge -> nudge / slope
            Which of the two is divided by the other in (0.3)?
            The derivative is change of C divided by nudge. So the change is derivative times nudge.

        nudge taken for 1.01: slope, nudge = -2.0, 0.01 -> slope, nudge = -2.0, 1.01
            By how much does w move, from 1.00 to 1.01?
            You multiplied by the place where w ends. (0.3) has the nudge, which is 0.01.
        """,
        """
        change of C ≈ derivative · nudge = −2 · 0.01 = −0.02            (0.3)
        """,
        using=NAMES,
        check="A ratio of −2 means: twice as fast, and downwards.",
    ),
    Choice.from_text(
        "00b-r2",
        "which moves farther in a step of descent, and up or down: derivatives 0.3 by u and −5 by v",
        ("v", "up"),
        """
        along the gradient: = ("v", "down")
            The first is right. In which direction does (0.7) move a parameter whose derivative is negative?
            A negative derivative says: more v, less cost. Minus times minus is plus: v goes up.

        the flat one: = ("u", "down")
            Which derivative is larger in size? The step (0.7) is in proportion to it.
            By u the derivative is 0.3 and by v it is 5 in size: v moves farther.

        the flat one, along the gradient: = ("u", "up")
            Look at (0.7) once more: how far does a parameter move, and in which direction?
            The move is −α times the derivative: far where the derivative is large in size, and against its sign.
        """,
        """
        The moves are −0.3 α and +5 α, (0.7): v moves farther, and it goes up, against the sign of its derivative.
        """,
    ),
    Number.from_text(
        "00b-r3",
        "what a step multiplies the distance by, in a bowl with λ = 5, with α = 0.3",
        """
        alpha, lam = 0.3, 5.0
        answer = 1 - alpha * lam  # (0.9)
        """,
        """
        sign lost: 1 - alpha * lam -> alpha * lam - 1
            Does the step stay on its side of the valley, or jump across, (0.9)?
            The factor is 1 − αλ, in this order. It is negative here: the step jumps across.

        1 forgotten: 1 - alpha * lam -> alpha * lam
            This is αλ. What does the step leave of the distance, (0.9)?
            Subtract αλ from 1.

        what the step takes: 1 - alpha * lam -> -alpha * lam
            You have the move, in units of the distance. What is the distance after it, (0.9)?
            To the move −αλ comes the 1 of the old distance.

        the factor of the cost: 1 - alpha * lam -> (1 - alpha * lam) ** 2
            You have the factor of the cost. What is asked for, (0.9)?
            The cost goes with the square of the distance. The distance itself is multiplied by 1 − αλ.

        curvature forgotten: 1 - alpha * lam -> 1 - alpha
            Two numbers decide over the factor, (0.9). Where is the curvature?
            You have 1 − α. The factor is 1 − αλ.

        divided by the rate: alpha * lam -> lam / alpha
            Does a smaller rate make a smaller step, in your formula, (0.9)?
            You divided by α. The factor is 1 − αλ.

        added: 1 - alpha * lam -> 1 + alpha * lam
            A short step comes closer to the lowest point. What would your formula say of it, (0.9)?
            You added αλ to the 1. Descent goes against the slope: the factor is 1 − αλ.

        rate forgotten: 1 - alpha * lam -> 1 - lam
            Two numbers decide over the factor, (0.9). Where is the learning rate?
            You have 1 − λ. The factor is 1 − αλ.

        the limit of the rate: 1 - alpha * lam -> 2 / lam
            This is the largest rate that the bowl bears, (0.11). And what does a step with the rate 0.3 do, (0.9)?
            You have 2/λ. The factor is 1 − αλ.
        """,
        """
        1 − αλ = 1 − 0.3 · 5 = −0.5                                     (0.9)
        The step jumps across the valley and comes closer: half of the distance is left.
        """,
        using=NAMES,
        check="Take the bowl C = 5/2 · w², start at w = 1, and take one step.",
    ),
    Number.from_text(
        "00c-r1",
        "the derivative of C by w, about, from C = 1.30 at w = 2 and C = 1.26 at w = 2.1",
        """
        before, after, nudge = 1.30, 1.26, 0.1
        answer = (after - before) / nudge  # (0.3)
        """,
        """
        turned round: (after - before) -> (before - after)
            Does the cost rise or fall as w grows, (0.3)?
            You subtracted the new value from the old one. (0.3) has C at the nudged place minus C before.

        not divided: (after - before) / nudge -> (after - before)
            This is the change. What makes a derivative of it, (0.3)?
            Divide the change by the nudge, 0.1.

        multiplied by the nudge: / nudge -> * nudge
            What stands below in (0.3)?
            The change of C is divided by the nudge.

        upside down: (after - before) / nudge -> nudge / (after - before)
            Which change stands above in (0.3), and which below?
            Above stands the change of C, below the nudge of w.

        divided by the place: nudge = 1.30, 1.26, 0.1 -> nudge = 1.30, 1.26, 2.1
            By how much does w move, from 2 to 2.1, (0.3)?
            You divided by the place. Below stands the nudge, 0.1.
        """,
        """
        (1.26 − 1.30) / 0.1 = −0.4                                      (0.3)
        """,
        using=NAMES,
        check="The derivative is change divided by nudge.",
    ),
    Choice.from_text(
        "00c-r2",
        "which of two main directions, λ = 0.5 and λ = 8, decides how long a descent with α = 0.2 takes",
        "flat",
        """
        the one that sets the limit: = "steep"
            By what does each step multiply the two distances, (0.9)?
            The factors are 0.9 for λ = 0.5, and −0.6 for λ = 8. The larger one in size lives longer.

        both alike: = "both"
            By what does each step multiply the two distances, (0.9)?
            The factors are 0.9 and −0.6. After ten steps one of the distances is nearly gone.

        neither: = "neither"
            The distance is the sum of two parts. Which of them lives longer, (0.9)?
            Each part is multiplied by its 1 − αλ: 0.9 the one, −0.6 the other.
        """,
        """
        1 − 0.2 · 0.5 = 0.9  and  1 − 0.2 · 8 = −0.6                    (0.9)
        After ten steps 35 % of the part in the flat direction are left, and 0.6 % of that in the steep one. (The steep
        one sets the limit, (0.11): here 2/8 = 0.25.)
        """,
        options=("flat", "steep"),
    ),
    Number.from_text(
        "00c-r3",
        "the relative error of the claimed gradient (5, −1), where (4, 3) is right",
        """
        claimed, right = np.array([5.0, -1.0]), np.array([4.0, 3.0])
        largest = max(np.abs(claimed).max(), np.abs(right).max())
        answer = np.abs(claimed - right).max() / largest  # (0.14)
        """,
        """
        first entry only: claimed - right).max() -> claimed - right)[0]
            Look at all the entries. Where is the difference largest, (0.14)?
            You have the difference of the first entries. That of the second ones is 4.

        not divided: .max() / largest -> .max()
            This is the largest difference. In which units does (0.14) measure it?
            Divide it by the largest entry of both arrays.

        divided by the largest right entry: / largest -> / np.abs(right).max()
            What stands below in (0.14): the largest entry of one array, or of both?
            You divided by 4. The largest entry of both arrays is 5.

        entry by entry: np.abs(claimed - right).max() / largest -> (np.abs(claimed - right) / np.abs(right)).max()
            All differences are measured in the same units, (0.14). In which?
            You divided each difference by an entry of its own. (0.14) divides by the largest entry of all.

        signs lost: np.abs(claimed - right) -> np.abs(np.abs(claimed) - right)
            Look at the signs of the second entries, (0.14).
            From −1 to 3 it is 4, and not 2.

        mean for maximum: np.abs(claimed - right).max() -> np.abs(claimed - right).mean()
            Is the difference in (0.14) an average?
            You averaged the differences. (0.14) takes the largest.

        length of the difference: np.abs(claimed - right).max() / largest -> np.linalg.norm(claimed - right) / largest
            How does (0.14) make one number of two differences?
            You took the length of the difference, the root of a sum of squares. (0.14) takes its largest entry.

        lengths: np.abs(claimed - right).max() / largest -> np.linalg.norm(claimed - right) / np.linalg.norm(claimed)
            What does (0.14) compare: the lengths of arrays, or their largest entries?
            You divided a length by a length. (0.14) divides the largest difference by the largest entry.

        lengths, over their sum
            np.abs(claimed - right).max() -> np.linalg.norm(claimed - right)
            / largest -> / (np.linalg.norm(claimed) + np.linalg.norm(right))
            What does (0.14) compare: the lengths of arrays, or their largest entries?
            You divided a length by a sum of two. (0.14) divides the largest difference by the largest entry.

        divided by a sum: / largest -> / (np.abs(claimed).max() + np.abs(right).max())
            What stands below in (0.14): the largest entry of both arrays, or a sum?
            You added the largest entries of the two arrays. The larger one stands below alone.
        """,
        """
        differences 1 and 4, the largest is 4; the largest entry of both arrays is 5
        relative error = 4 / 5 = 0.8                                    (0.14)
        """,
        using=NAMES,
        check="First the largest difference, then the largest entry.",
    ),
]
