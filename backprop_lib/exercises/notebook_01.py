"""Exercises of stage 01: one neuron."""

from functools import partial

import numpy as np

from backprop_lib.activations import relu, relu_prime, sigmoid, sigmoid_prime
from backprop_lib.exercises.choice import Choice
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.edits import function_of, tidy
from backprop_lib.exercises.number import Number
from backprop_lib.exercises.variants import VariedNumber

NAMES = {
    "np": np,
    "relu": relu,
    "relu_prime": relu_prime,
    "sigmoid": sigmoid,
    "sigmoid_prime": sigmoid_prime,
}

NEURON_GRADIENT = """
    def neuron_gradient(w, b, a0, y):
        z = w * a0 + b                              # (1.1)
        a = sigmoid(z)                              # (1.2)
        delta = 2 * (a - y) * sigmoid_prime(z)      # (1.9): the links from C to a and from a to z
        return delta * a0, delta                    # (1.8), (1.9): the last link is a0 for w, and 1 for b
    """


neuron_gradient = function_of(tidy(NEURON_GRADIENT), NAMES)


def _one_by_one(divisor, w, b, inputs, targets, alpha):
    """Make a step after each sample, of the size that one sample has alone, or of its share."""
    for a0, y in zip(inputs, targets, strict=True):
        by_w, by_b = neuron_gradient(w, b, a0, y)
        w, b = w - alpha * by_w / divisor(len(inputs)), b - alpha * by_b / divisor(len(inputs))
    return w, b


def _gradient_cases():
    rng = np.random.default_rng(11)
    numbers = rng.normal(0, 1.2, (6, 4))
    return [
        (f"w = {w:.2f}, b = {b:.2f}, a0 = {a0:.2f}, y = {y:.2f}", (w, b, a0, y)) for w, b, a0, y in numbers.tolist()
    ]


def _step_cases():
    rng = np.random.default_rng(12)
    cases = []
    for N in (1, 2, 5):
        w, b = rng.normal(size=2).tolist()
        cases.append((f"{N} sample{'s' * (N > 1)}", (w, b, rng.normal(size=N), rng.uniform(size=N), 0.7)))
    return cases


EXERCISES = [
    VariedNumber.from_text(
        "01-1",
        "∂C/∂w of a sigmoid neuron with w = −0.6, b = 0.4, input 1.8, target 0.9",
        """
        w, b, a0, y = -0.6, 0.4, 1.8, 0.9
        z = w * a0 + b                        # (1.1)
        a = sigmoid(z)                        # (1.2)
        from_C_to_a = 2 * (a - y)             # (1.5)
        from_a_to_z = sigmoid_prime(z)        # (1.6), (1.4)
        from_z_to_w = a0                      # (1.7)
        answer = from_C_to_a * from_a_to_z * from_z_to_w  # (1.8)
        """,
        """
        mu for mu': sigmoid_prime(z) -> a
            You multiplied by the activation itself where (1.8) has its derivative.
            The middle factor of (1.8) is μ′(z) = σ(z)(1 − σ(z)), by (1.4); you used σ(z).

        factor 2 forgotten: 2 * (a - y) -> (a - y)
            Something small is missing in ∂C/∂a, (1.5).
            C is a square. What is the derivative of u²?

        input forgotten: * from_z_to_w ->
            This is a derivative of this neuron, but by another parameter.
            You have ∂C/∂b, (1.9). For ∂C/∂w the link from w to z is still missing, (1.7).

        w for the input: from_z_to_w = a0 -> from_z_to_w = w
            Look at the last link again: how does z = w a + b react to w?
            By (1.7) the derivative of w a + b with respect to w is what stands beside w. You used w itself.

        1 - a for the slope: sigmoid_prime(z) -> (1 - a)
            The slope of the sigmoid has two factors, (1.4). You have one of them.
            You multiplied by 1 − a. The slope is a(1 − a).

        w and the input: from_z_to_w = a0 -> from_z_to_w = w * a0
            Look at the last link again: how does z = w a + b react to w, (1.7)?
            By what stands beside w, the input alone. You have w among its own factors.

        z(1 - z): sigmoid_prime(z) -> z * (1 - z)
            The rule σ′ = σ(1 − σ), (1.4), needs σ(z) twice.
            You computed z(1 − z). In (1.4) stands the value of the sigmoid, not what went into it.

        mu' at a: sigmoid_prime(z) -> sigmoid_prime(a)
            Where is the slope of μ taken, (1.6)? At what goes in, or at what comes out?
            You computed μ′(a). It is μ′(z): a has already been through μ.

        no mu': * from_a_to_z ->
            The chain of (1.8) has three links. How many has your product?
            The link from z to a is missing: μ′(z), (1.6).

        slope at the target: sigmoid_prime(z) -> y * (1 - y)
            Where is the slope of μ taken, (1.6)? At what the neuron gives, or at what it should give?
            You computed y(1 − y). The rule (1.4) has a(1 − a), with the activation of the neuron.

        sign lost: (a - y) -> (y - a)
            The size is right. In which direction does the cost grow?
            (1.5) has a − y, in this order.
        """,
        """
        z = −0.6 · 1.8 + 0.4 = −0.68                                   (1.1)
        a = σ(−0.68) = 0.3363                                          (1.2)
        ∂C/∂a = 2(a − y) = 2(0.3363 − 0.9) = −1.1275                   (1.5)
        ∂a/∂z = σ(z)(1 − σ(z)) = 0.3363 · 0.6637 = 0.2232              (1.6), (1.4)
        ∂z/∂w = 1.8                                                    (1.7)
        ∂C/∂w = −1.1275 · 0.2232 · 1.8 = −0.4530                       (1.8)
        """,
        paper="""
        A sigmoid neuron has the weight w = {w} and the bias b = {b}. Its input is {a0}, its target is {y}, and the cost
        C is the squared error. What is ∂C/∂w?
        """,
        using=NAMES,
        check="Take complex_step_gradient of the cost as a function of w.",
    ),
    Number.from_text(
        "01-2",
        "∂C/∂w of a ReLU neuron with w = 0.8, b = −3.1, input 2.5, target 1.2",
        """
        w, b, a0, y = 0.8, -3.1, 2.5, 1.2
        z = w * a0 + b                               # (1.1)
        a = relu(z)                                  # (1.12)
        answer = 2 * (a - y) * relu_prime(z) * a0    # (1.14)
        """,
        """
        gate forgotten: * relu_prime(z) ->
            Three links make (1.14). What is the slope of the ReLU at this z?
            z is negative, so the gate is closed: by (1.13) the slope is 0, and with it the product (1.14).

        z for the activation: a = relu(z) -> a = z ;; * relu_prime(z) ->
            What comes out of a ReLU whose z is negative? And what is its slope there?
            You used z as the activation and left out the slope. Both a and μ′(z) are 0 here, (1.12), (1.13).

        ReLU' = z: a = relu(z) -> a = z ;; relu_prime(z) -> z
            The derivative of ReLU is a gate, not a line.
            You used μ′(z) = z. By (1.13) it is 1 for z > 0 and 0 otherwise.

        the cost itself: 2 * (a - y) * relu_prime(z) * a0 -> (a - y) ** 2
            This says how far the neuron is off. How does it change with w, (1.14)?
            You gave the cost (a − y)². Its derivative by w is a product of three links, (1.14).

        gate forgotten, and the 2: 2 * (a - y) * relu_prime(z) -> (a - y)
            Two things. What is the slope of the ReLU at this z, (1.13)? And what is the derivative of a square?
            z is negative, so the gate is closed and the product (1.14) is 0. Its first link would be 2(a − y).

        bias without its minus: + b -> + abs(b)
            Compare your z with (1.1), sign by sign.
            b is negative. You added its size, so that the gate (1.13) was open.

        gate forgotten, and the sign: 2 * (a - y) * relu_prime(z) -> 2 * (y - a)
            Two things. What is the slope of the ReLU at this z, (1.13)? And which sign has the first link, (1.5)?
            z is negative, so the gate is closed and the product (1.14) is 0. Its first link would be 2(a − y).

        gate forgotten, and the input: * relu_prime(z) * a0 ->
            Two things. What is the slope of the ReLU at this z, (1.13)? And what is the last link, (1.7)?
            z is negative, so the gate is closed and the product (1.14) is 0. Its last link would be the input.

        gate forgotten, and w for the input: relu_prime(z) * a0 -> w
            Two things. What is the slope of the ReLU at this z, (1.13)? And what is the last link, (1.7)?
            z is negative, so the gate is closed and the product (1.14) is 0. Its last link would be the input, not w.
        """,
        """
        z = 0.8 · 2.5 − 3.1 = −1.1 is negative, so a = 0 and μ′(z) = 0.  (1.12), (1.13)
        ∂C/∂w = 2(0 − 1.2) · 0 · 2.5 = 0                                 (1.14)
        The neuron is wrong, and cannot learn from this sample.
        """,
        using=NAMES,
        check="Compute z. Then move w a little: does a move?",
    ),
    Choice.from_text(
        "01-3",
        "at the kink of ReLU a program says 0 and a central difference says −1: who is wrong?",
        "nobody",
        """
        the code
            What would the code have to return, so that you would call it right?
            There is no derivative at a kink. Returning 0 is the convention of (1.13), and as good as any other.

        the check
            What does a central difference compute where the slope jumps?
            It gives the mean of the slopes on both sides, as it must. No derivative exists that it could miss.

        both
            Being wrong needs a right answer to differ from. Is there one?
            At a kink there is no derivative, so neither of the two can miss it.
        """,
        """
        ReLU has no derivative at 0. The code follows the convention ReLU′(0) := 0, (1.13). The central difference
        averages the slopes on both sides. They answer different questions, and both answers are right.
        """,
        options=("the code", "the check", "both", "nobody"),
        check="Draw ReLU near 0, and in it the line whose slope each of the two computes.",
    ),
    Number.from_text(
        "01-4",
        "the neuron of 01-1: b after one step of descent with α = 2.5",
        """
        w, b, a0, y, alpha = -0.6, 0.4, 1.8, 0.9, 2.5
        z = w * a0 + b                            # (1.1)
        a = sigmoid(z)                            # (1.2)
        delta = 2 * (a - y) * sigmoid_prime(z)    # (1.9)
        by_w, by_b = delta * a0, delta            # (1.8), (1.9)
        answer = b - alpha * by_b                 # (0.7)
        """,
        """
        w updated first
            answer = -> w = w - alpha * by_w; a = sigmoid(w * a0 + b); answer =
            alpha * by_b -> alpha * 2 * (a - y) * a * (1 - a)
            At which point have you computed ∂C/∂b: at the old w, or at the new one?
            All derivatives first, at the same point; then all updates, (0.7). You had already moved w.

        dC/dw for b: alpha * by_b -> alpha * by_w
            You moved b by the derivative of another parameter.
            You used ∂C/∂w. For b it is ∂C/∂b = δ, (1.9), without the input.

        uphill: b - alpha -> b + alpha
            Does the cost fall after your step?
            You added the gradient. Descent goes against it: b − α ∂C/∂b, (0.7).

        learning rate forgotten: alpha * by_b -> by_b
            Your step has another length. What stands in (0.7) beside the derivative?
            The derivative is multiplied by α = 2.5, (0.7).

        factor 2 forgotten: 2 * (a - y) -> (a - y)
            Your step is too short. Look at the derivative, (1.9).
            C is a square: ∂C/∂a = 2(a − y), (1.5). The 2 is missing.

        only the derivative: b - alpha * by_b -> by_b
            This says how the cost reacts to b. Where does b end?
            You gave ∂C/∂b, (1.9). The new b is b − α ∂C/∂b, (0.7).

        only the step: b - alpha * by_b -> -alpha * by_b
            By how much does b move, and where does it end?
            You gave the step −α ∂C/∂b. The new b is the old one plus that.

        new w: b - alpha * by_b -> w - alpha * by_w
            A good step, but of which parameter?
            You gave the new w. The question is about b, which moves by its own derivative (1.9).

        step from w: b - alpha * by_b -> w - alpha * by_b
            Where does your step begin, (0.7)?
            You subtracted the step of b from w. The new b is the old b less its step.
        """,
        """
        ∂C/∂b = 2(a − y) μ′(z) = −1.12748 · 0.22319 = −0.25164          (1.9)
        b − α ∂C/∂b = 0.4 + 2.5 · 0.25164 = 1.0291                     (0.7)
        """,
        using=NAMES,
        check="Compute the cost before and after your step: it should fall.",
        start=0.4,
    ),
    VariedNumber.from_text(
        "01-5",
        "∂C/∂w for w = −0.6, b = 0.4 and three samples (1.8, 0.9), (−1.0, 0.2), (0.6, 0.7), mean cost",
        """
        w, b = -0.6, 0.4
        a0, y = np.array([1.8, -1.0, 0.6]), np.array([0.9, 0.2, 0.7])
        z = w * a0 + b                            # (1.1)
        a = sigmoid(z)                            # (1.2)
        delta = 2 * (a - y) * sigmoid_prime(z)    # (1.9)
        by_w = delta * a0                         # (1.8)
        answer = by_w.mean()                      # (1.10)
        """,
        """
        1/N forgotten: mean() -> sum()
            Is the cost a sum over the samples, or their mean?
            The 1/N of (1.10) is missing.

        last sample only: by_w.mean() -> by_w[2]
            Two of the three samples have no say in your answer.
            You have the third sample alone; (1.10) averages all of them.

        first sample only: by_w.mean() -> by_w[0]
            Two of the three samples have no say in your answer.
            You have the first sample alone; (1.10) averages all of them.

        second sample only: by_w.mean() -> by_w[1]
            Two of the three samples have no say in your answer.
            You have the second sample alone; (1.10) averages all of them.

        first two samples only: by_w.mean() -> by_w[:2].mean()
            One of the three samples has no say in your answer.
            You averaged the first two samples; (1.10) averages all of them.

        first sample left out: by_w.mean() -> by_w[1:].mean()
            One of the three samples has no say in your answer.
            You averaged the two new samples alone; (1.10) averages all three.

        input forgotten: delta * a0 -> delta
            This is a derivative of this neuron, but by another parameter, (1.8).
            You have ∂C/∂b, the mean of the δ. For ∂C/∂w each δ is multiplied by its own input.

        minus of the input lost: delta * a0 -> delta * abs(a0)
            One of the inputs is negative. Which sign has it where (1.8) multiplies by it?
            You multiplied the second δ by the size of its input, which is negative.

        data averaged first: z = -> a0, y = a0.mean(), y.mean(); z =
            What did you average: derivatives, or data?
            A mean of products is no product of means. Compute each sample's derivative, then average, (1.10).

        mean delta times mean input: by_w.mean() -> delta.mean() * a0.mean()
            Each sample has its own δ and its own input. When may they be averaged?
            You averaged the δ and the inputs separately. (1.10) averages their products.
        """,
        """
        sample 1: ∂C₁/∂w = −0.4530, as in 01-1
        sample 2: z = 1.0, a = 0.7311, ∂C₂/∂w = 2(0.7311 − 0.2) · 0.1966 · (−1.0) = −0.2088
        sample 3: z = 0.04, a = 0.5100, ∂C₃/∂w = 2(0.5100 − 0.7) · 0.2499 · 0.6 = −0.0570
        ∂C/∂w = (−0.4530 − 0.2088 − 0.0570) / 3 = −0.2396              (1.10)
        """,
        paper="""
        A sigmoid neuron has the weight w = {w} and the bias b = {b}. Its three samples (input, target) are
        ({a0[0]}, {y[0]}), ({a0[1]}, {y[1]}) and ({a0[2]}, {y[2]}), and the cost C is the mean of the squared errors.
        What is ∂C/∂w?
        """,
        using=NAMES,
        check="Take complex_step_gradient of the mean cost.",
        samples=3,
    ),
    Code.from_text(
        "01-6",
        "write neuron_gradient(w, b, a0, y): ∂C/∂w and ∂C/∂b of a sigmoid neuron",
        NEURON_GRADIENT,
        """
        mu for mu': sigmoid_prime(z) -> a
            The middle link has the activation itself where it should have its derivative, (1.6).
            You multiply by σ(z). It is σ′(z) = σ(z)(1 − σ(z)), (1.4).

        mu' at a: sigmoid_prime(z) -> sigmoid_prime(a)
            The slope of μ is taken in the wrong place, (1.6).
            You use sigmoid_prime(a). What went into μ is z: sigmoid_prime(z).

        no mu': * sigmoid_prime(z) ->
            The chain of (1.8) has three links. How many has your product?
            The link from z to a is missing: μ′(z), (1.6).

        slope of tanh: sigmoid_prime(z) -> (1 - a**2)
            Your middle link is the slope of another activation, (1.6).
            1 − a² is the slope of tanh. That of the sigmoid is a(1 − a), (1.4).

        z(1 - z): sigmoid_prime(z) -> z * (1 - z)
            The rule σ′ = σ(1 − σ), (1.4), needs the value of the sigmoid twice.
            You use z(1 − z). It is a(1 − a).

        w for the input: delta * a0 -> delta * w
            ∂C/∂b is right. Look at the last link of ∂C/∂w, (1.7).
            How does w a0 + b react to w? By what stands beside w; you used w itself.

        input forgotten: delta * a0 -> delta
            Your two derivatives are equal. Should they be? Look at the last link of each, (1.7).
            ∂z/∂w = a0 and ∂z/∂b = 1.

        input at the bias too: a0, delta -> a0, delta * a0
            ∂C/∂w is right. How does z react to b, (1.7)?
            ∂z/∂b = 1, so ∂C/∂b = δ without the input, (1.9).

        1 for the bias: a0, delta -> a0, 1.0
            ∂C/∂w is right. And ∂C/∂b: does it depend on nothing?
            1 is the last link alone, ∂z/∂b, (1.7). ∂C/∂b is the product of all three, δ, (1.9).

        the two swapped: delta * a0, delta -> delta, delta * a0
            You have both numbers. In which order are they asked for?
            Return ∂C/∂w first, then ∂C/∂b.

        factor 2 forgotten: 2 * (a - y) -> (a - y)
            Something small is missing in ∂C/∂a, (1.5).
            C is a square: the derivative of u² is 2u.
        """,
        using=NAMES,
        cases=_gradient_cases,
        parts=("∂C/∂w", "∂C/∂b"),
        check="Compare with complex_step_gradient of the cost, by w and by b.",
    ),
    Code.from_text(
        "01-7",
        "write neuron_step(w, b, inputs, targets, alpha): w and b after one step on several samples",
        """
        def neuron_step(w, b, inputs, targets, alpha):
            by_w, by_b = neuron_gradient(w, b, inputs, targets)       # one derivative for each sample
            return w - alpha * by_w.mean(), b - alpha * by_b.mean()   # (1.10), (0.7): both at the old w and b
        """,
        """
        uphill: - alpha => + alpha
            Does the cost fall after your step?
            You add the gradient. Descent subtracts it, (0.7).

        1/N forgotten: mean() => sum()
            With several samples your step is too long. Is the cost their sum, or their mean?
            The cost is a mean, so the gradient is one, (1.10).

        eight samples built in: mean() => sum() / 8
            By what do you divide, and how many samples are there, (1.10)?
            You divide by the 8 samples of the notebook. Divide by len(inputs), or take the mean.

        no mean: .mean() =>
            How many new w and b do you return, and how many has the neuron?
            You make a step for each sample, and return them all. (1.10) takes one mean over the samples first.

        one step for each sample
            The samples are taken one after the other. At which w and b do you compute the derivatives of the second?
            You update inside the loop. All derivatives first, at the same place; then one step, (1.10).

        one step for each sample, divided by N
            The samples are taken one after the other. At which w and b do you compute the derivatives of the second?
            You update inside the loop. All derivatives first, at the same place; then one step, (1.10).

        data averaged first: inputs, targets) -> inputs.mean(), targets.mean())
            What do you average: derivatives, or data?
            Compute the derivative of each sample, then average, (1.10). μ is bent, so the order matters.

        w updated first
            return w - alpha * by_w.mean() -> w = w - alpha * by_w.mean(); return w
            return -> _, by_b = neuron_gradient(w, b, inputs, targets); return
            At which w do you compute ∂C/∂b?
            All derivatives first, at the same point; then all updates, (0.7).

        mean delta times mean input: by_w.mean() -> by_b.mean() * inputs.mean()
            b is right. And w: which δ belongs to which input, (1.8)?
            You average the δ and the inputs separately. (1.10) averages their products.

        learning rate forgotten: alpha * by => by
            Your step has another length. What stands in (0.7) beside the gradient?
            Multiply the gradient by alpha, (0.7).

        only w moved: b - alpha * by_b.mean() -> b
            Which numbers does this neuron learn, (0.7)?
            Your b stays where it is. It takes a step, too: b − α ∂C/∂b, (0.7).

        only the step: w - alpha -> -alpha ;; b - alpha -> -alpha
            By how much do w and b move, and where do they end?
            You return the step −α times the gradient. The new w is the old one plus its step, (0.7).

        new values swapped
            w - alpha * by_w.mean(), b - alpha -> b - alpha * by_b.mean(), w - alpha
            w - alpha * by_b -> w - alpha * by_w
            You have both numbers. In which order are they asked for?
            Return the new w first, then the new b.
        """,
        using={**NAMES, "neuron_gradient": neuron_gradient},
        answers={
            "one step for each sample": partial(_one_by_one, lambda N: 1),
            "one step for each sample, divided by N": partial(_one_by_one, lambda N: N),
        },
        cases=_step_cases,
        parts=("w", "b"),
        samples=lambda arguments: len(arguments[2]),
        start=lambda arguments: ([arguments[0]], [arguments[1]]),
        check="Compute the mean cost before and after your step.",
    ),
    VariedNumber.from_text(
        "01-8",
        "∂C/∂a, δ, ∂C/∂b and ∂C/∂w of a sigmoid neuron with w = 0.5, b = 0.3, input −2, target 0.9, by hand",
        """
        w, b, a0, y = 0.5, 0.3, -2.0, 0.9
        z = w * a0 + b                  # (1.1)
        a = sigmoid(z)                  # (1.2)
        by_a = 2 * (a - y)              # (1.5)
        delta = by_a * a * (1 - a)      # (1.9), (1.4)
        by_b = delta                    # (1.9)
        by_w = delta * a0               # (1.8)
        answer = [by_a, delta, by_b, by_w]
        """,
        """
        factor 2 forgotten: 2 * (a - y) -> (a - y)
            All four are off by the same factor. Which link do they share, (1.5)?
            C is a square: the derivative of u² is 2u, not u.

        the error squared: 2 * (a - y) -> (a - y) ** 2
            The first number is not a cost. How does C react to a, (1.5)?
            You gave C itself. Its derivative by a is 2(a − y).

        sign lost: (a - y) -> (y - a)
            The sizes are right. Does the neuron give too much or too little? Does more a mean more cost, or less?
            (1.5) has a − y, in this order.

        mu for mu': * a * (1 - a) -> * a
            The first number is right. What is the slope of the sigmoid, (1.4)?
            You multiplied by σ(z). The slope has a second factor, 1 − σ(z).

        z(1 - z): * a * (1 - a) -> * z * (1 - z)
            The first number is right. The rule (1.4) needs the value of the sigmoid, twice.
            You computed z(1 − z). The rule (1.4) has σ(z) there, which is a.

        mu' at a: * a * (1 - a) -> * sigmoid_prime(a)
            The first number is right. At which number is the slope taken, (1.6)?
            You put a into μ′. It has been through the sigmoid already: the slope is μ′(z), or a(1 − a).

        slope at the target: * a * (1 - a) -> * y * (1 - y)
            The first number is right. The slope (1.4) is that at what the neuron sends out.
            You have y(1 − y), the slope of a neuron that meets its target. It is a(1 − a).

        no mu': * a * (1 - a) ->
            The first number is right. There is a link between z and a, (1.6).
            You left out the slope of the sigmoid, a(1 − a).

        input forgotten: by_w = delta * a0 -> by_w = delta
            Three are right. How does z react to w, (1.7)?
            By what stands beside w: the input.

        sign of the input lost: by_w = delta * a0 -> by_w = delta * abs(a0)
            Three are right, and the size of the fourth. Which sign has the input?
            The input is negative. With it, ∂C/∂w has the other sign than δ.

        w for the input: by_w = delta * a0 -> by_w = delta * w
            Three are right. How does z = w a + b react to w, (1.7)?
            By what stands beside w, the input. You used w itself.

        input at the bias too: by_b = delta -> by_b = delta * a0
            The third is off. How does z react to b, (1.7)?
            One for one: ∂C/∂b is δ itself, (1.9).
        """,
        """
        z = 0.5 · (−2) + 0.3 = −0.7,  a = σ(−0.7) = 0.3318             (1.1), (1.2)
        ∂C/∂a = 2(0.3318 − 0.9) = −1.1364                              (1.5)
        δ = −1.1364 · 0.3318 · 0.6682 = −0.2520                        (1.9), (1.4)
        ∂C/∂b = δ = −0.2520                                            (1.9)
        ∂C/∂w = δ · (−2) = 0.5039                                      (1.8)
        """,
        paper="""
        A sigmoid neuron has the weight w = {w} and the bias b = {b}. Its input is {a0}, its target is {y}, and the cost
        C is the squared error. Start at the cost: what are ∂C/∂a, δ = ∂C/∂z, ∂C/∂b and ∂C/∂w?
        """,
        using=NAMES,
        check="Nudge w, then b, then z, then a, and compute the cost again each time.",
    ),
    Number.from_text(
        "01a-r1",
        "C = u² with u = p − y, p = 0.6, y = 0.9: the derivative of C by p",
        """
        p, y = 0.6, 0.9
        answer = 2 * (p - y)  # (0.5), one term of the sum
        """,
        """
        factor 2 forgotten: 2 * (p - y) -> (p - y)
            What is the derivative of u² by u?
            You have u. The derivative of u² is twice that.

        the cost itself: 2 * (p - y) -> (p - y) ** 2
            This is a cost. How fast does it change?
            You gave u². The chain rule asks for 2u, times the derivative of u by p, which is 1.

        sign lost: (p - y) -> (y - p)
            Here p is too small. More p: does that mean more cost, or less?
            The size is right. u is p − y, and that is negative.

        the derivative of u alone: 2 * (p - y) -> 1.0
            This is how u reacts to p. How does C react to u?
            You have the inner derivative. The outer one, 2u, is missing.
        """,
        """
        By the chain rule: 2u · 1 = 2(p − y) = 2(0.6 − 0.9) = −0.6     (0.5)
        It is negative, since more p means less cost here.
        """,
        using=NAMES,
        check="Move p to 0.61 and compute u² again.",
    ),
    Number.from_text(
        "01a-r2",
        "a parameter moves from 1 to 1.02, the derivative there is −0.4: by how much does the cost change, about",
        """
        slope, before, after = -0.4, 1.0, 1.02
        answer = slope * (after - before)  # (0.6)
        """,
        """
        the derivative itself: slope * (after - before) -> slope
            By how much would the cost change if the parameter moved by a whole 1? And by so much less?
            A derivative is a ratio: change of C for each unit of nudge. Multiply it by the nudge.

        divided by the nudge: slope * (after - before) -> slope / (after - before)
            A small nudge makes a small change. Is yours small?
            The derivative is change divided by nudge. So the change is the derivative times the nudge.

        sign lost: slope * (after - before) -> abs(slope) * (after - before)
            The size is right. What does the sign of a derivative say?
            Negative: more of the parameter, less cost.

        the new value for the nudge: slope * (after - before) -> slope * after
            How far did the parameter move?
            You multiplied by where it ended. The nudge is 1.02 − 1.
        """,
        """
        change of C ≈ derivative · nudge = −0.4 · (1.02 − 1) = −0.008  (0.6)
        The cost falls a little.
        """,
        using=NAMES,
        check="The change is small, as the nudge is.",
    ),
    Number.from_text(
        "01a-r3",
        "δ of a sigmoid neuron with a = 0.9 and the target 0",
        """
        a, y = 0.9, 0.0
        slope = a * (1 - a)           # (1.4)
        answer = 2 * (a - y) * slope  # (1.9)
        """,
        """
        no mu': 2 * (a - y) * slope -> 2 * (a - y)
            This is ∂C/∂a, (1.5). The finger lies on z.
            Between z and a stands the slope of the sigmoid, a(1 − a).

        factor 2 forgotten: 2 * (a - y) -> (a - y)
            Something small is missing in ∂C/∂a, (1.5).
            C is a square, and the derivative of u² is 2u.

        the slope alone: 2 * (a - y) * slope -> slope
            This is how a reacts to z. How does C react to a, (1.5)?
            You have the slope of the sigmoid. The link from a to C is missing.

        mu for mu': slope = a * (1 - a) -> slope = a
            What is the slope of a sigmoid whose value is a, (1.4)?
            You multiplied by a. The slope is a(1 − a).

        sign lost: (a - y) -> (y - a)
            The neuron gives too much. More z: does that mean more cost, or less?
            The size is right. (1.5) has a − y, in this order.

        the cost itself: 2 * (a - y) * slope -> (a - y) ** 2
            This is the cost (1.3). How fast does it change when somebody pushes z?
            You gave (a − y)². δ is its derivative by z, (1.9).

        mu' at a: slope = a * (1 - a) -> slope = sigmoid_prime(a)
            Which number went into the sigmoid, and which came out of it, (1.6)?
            You put a into σ′. It has been through the sigmoid already: the slope is a(1 − a), (1.4).

        one 0.9 lost: 2 * (a - y) * slope -> 2 * slope
            Count your factors. Which four numbers does (1.9) multiply here?
            They are 2, a − y, a and 1 − a. Two of them are 0.9 here, and you have one.
        """,
        """
        δ = 2(a − y) · a(1 − a) = 2 · 0.9 · 0.9 · 0.1 = 0.162          (1.9), (1.4)
        At a = 0.6, which is less wrong, δ is larger: 2 · 0.6 · 0.6 · 0.4 = 0.288.
        """,
        using=NAMES,
        check="First the slope from a alone, then the product.",
    ),
    Number.from_text(
        "01b-r1",
        "a neuron with the input −2 has ∂C/∂w = −0.5: what is ∂C/∂b",
        """
        by_w, a0 = -0.5, -2.0
        delta = by_w / a0  # (1.8)
        answer = delta     # (1.9)
        """,
        """
        the same as for w: answer = delta -> answer = by_w
            The two derivatives share δ. In which factor do they differ?
            ∂C/∂w = δ times the input, (1.8), and ∂C/∂b = δ, (1.9).

        times the input: by_w / a0 -> by_w * a0
            In which of the two derivatives does the input stand?
            ∂C/∂w has the input as a factor, (1.8). To get δ back, divide by it.

        sign lost: by_w / a0 -> by_w / abs(a0)
            The size is right. Which sign has the input?
            Both numbers are negative, so their quotient is not.

        upside down: by_w / a0 -> a0 / by_w
            ∂C/∂w = δ times the input, (1.8). Solve this for δ.
            You divided the input by the derivative.
        """,
        """
        ∂C/∂w = δ · a, so δ = −0.5 / (−2) = 0.25                       (1.8)
        ∂C/∂b = δ = 0.25                                               (1.9)
        """,
        using=NAMES,
        check="Multiply your answer by the input: ∂C/∂w must come out.",
    ),
    Choice.from_text(
        "01b-r2",
        "the input of a neuron is 0: which of w and b can learn from this sample?",
        "b",
        """
        w
            What stands in ∂C/∂w, and what in ∂C/∂b, (1.8), (1.9)?
            ∂C/∂w has the input as a factor, and that is 0: a quiet input teaches its weight nothing.

        both
            What is δ times 0, (1.8)?
            ∂C/∂b = δ need not be 0. But ∂C/∂w is δ times the input.

        neither
            Does the input stand in both derivatives, (1.8), (1.9)?
            ∂C/∂b is δ, without the input. The bias can learn.
        """,
        """
        ∂C/∂w = δ · 0 = 0, so w stays where it is, (1.8). ∂C/∂b = δ has no input in it, (1.9): the bias can move.
        """,
        options=("w", "b", "both", "neither"),
    ),
    Number.from_text(
        "01b-r3",
        "∂C/∂b of three samples is 0.3, −0.1 and 0.4: b = 0.9 after a step with α = 2",
        """
        b, by_b, alpha = 0.9, np.array([0.3, -0.1, 0.4]), 2.0
        answer = b - alpha * by_b.mean()  # (1.10), (0.7)
        """,
        """
        1/N forgotten: mean() -> sum()
            The cost is a mean. What is its derivative, (1.10)?
            You took the sum of the three derivatives. The 1/N is missing.

        uphill: b - alpha -> b + alpha
            The mean derivative is positive. Should b go up or down, (0.7)?
            You added the gradient. Descent subtracts it.

        learning rate forgotten: alpha * by_b -> by_b
            How long is the step, (0.7)?
            The mean derivative is multiplied by α.

        only the step: b - alpha -> -alpha
            By how much does b move, and where does it end?
            You gave the move. Add it to the old b.

        sizes averaged: by_b.mean() -> np.abs(by_b).mean()
            One sample wants more b. Does that count for the others, or against them?
            The second derivative is negative, and so it enters the mean.

        only the derivative: b - alpha * by_b.mean() -> by_b.mean()
            This is the mean of the derivatives, (1.10). Where does b end, (0.7)?
            Subtract α times the mean derivative from the 0.9.
        """,
        """
        mean of the derivatives: (0.3 − 0.1 + 0.4) / 3 = 0.2           (1.10)
        b − α · 0.2 = 0.9 − 2 · 0.2 = 0.5                              (0.7)
        """,
        using=NAMES,
        check="First the mean, then the step.",
        start=0.9,
        samples=3,
    ),
]
