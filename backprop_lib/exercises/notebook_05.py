"""Exercises of stage 05: softmax, cross-entropy, and the network that reads digits."""

from itertools import pairwise

import numpy as np

from backprop_lib.activations import relu, sigmoid, softmax, softmax_vjp
from backprop_lib.costs import cross_entropy
from backprop_lib.exercises.choice import Choice
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.edits import function_of, tidy
from backprop_lib.exercises.number import Number
from backprop_lib.exercises.variants import VariedNumber

THREE_DIGITS = 5e-3  # rounding to three digits changes a number by half a percent at most

STABLE_SOFTMAX = """
    def stable_softmax(Z):
        E = np.exp(Z - Z.max(axis=0))     # (5.3): c is minus the largest logit of the column
        return E / E.sum(axis=0)          # (5.2)
    """

NAMES = {
    "np": np,
    "cross_entropy": cross_entropy,
    "pairwise": pairwise,
    "relu": relu,
    "sigmoid": sigmoid,
    "softmax": softmax,
    "softmax_vjp": softmax_vjp,
    "stable_softmax": function_of(tidy(STABLE_SOFTMAX), {"np": np}),
}

# 05-6: the letters that fit in 784-10-10, in 784-25-10, and all of them.
FITTING = {"EQUAL": set("ACDEF"), "DIFFERENT": set("ADF"), "ALL": set("ABCDEF")}


def _softmax_cases():
    rng = np.random.default_rng(51)

    def near(n, N):
        return rng.normal(0, 1.5, (n, N))

    ladder = np.array([[0.0], [1.0], [2.5]])
    return [
        ("5 logits, 3 samples", (near(5, 3),)),
        ("4 logits, 4 samples", (near(4, 4),)),
        ("3 logits, 1 sample", (near(3, 1),)),
        ("logits of about 1000", (near(4, 2) + 1000,)),
        ("logits of about −1000", (near(3, 3) - 1000,)),
        ("one sample with logits of about 1000, one of about −1000", (np.hstack([ladder + 1000, ladder - 1000]),)),
        ("logits −1000, 0 and 1000 in each sample", (rng.permuted(np.tile([[-1e3], [0.0], [1e3]], 4), axis=0),)),
    ]


def _delta_cases():
    rng = np.random.default_rng(54)

    def hot(n, N):
        return np.eye(n)[:, rng.integers(0, n, N)]

    soft = rng.uniform(0.2, 1.0, (4, 4))
    return [
        ("3 classes, 5 samples", (rng.normal(0, 1.5, (3, 5)), hot(3, 5))),
        ("4 classes, 4 samples", (rng.normal(0, 1.5, (4, 4)), hot(4, 4))),
        ("5 classes, 1 sample", (rng.normal(0, 1.5, (5, 1)), hot(5, 1))),
        ("targets that are not one-hot", (rng.normal(0, 1.5, (4, 4)), soft / soft.sum(axis=0))),
        ("logits of 1000 and −1000", (np.array([[1e3, 0.5], [0.0, -1e3], [-1e3, 1e3]]), np.eye(3)[:, [1, 0]])),
    ]


def _step_cases():
    rng = np.random.default_rng(57)
    cases = []
    for sizes, N in (((4, 3, 5, 2), 6), ((3, 3, 3, 3), 3), ((4, 4, 4), 7), ((5, 4, 3), 1)):
        layers = list(pairwise(sizes))
        W = [None] + [rng.normal(0, 1, (m, n)) for n, m in layers]
        b = [None] + [rng.normal(0, 0.5, (m, 1)) for _, m in layers]
        X, Y = rng.normal(size=(sizes[0], N)), np.eye(sizes[-1])[:, rng.integers(0, sizes[-1], N)]
        cases.append([f"the net {'-'.join(map(str, sizes))} and {N} sample{'s' * (N > 1)}", (W, b, X, Y, 0.3)])
    name, (W, b, *_) = cases[2]
    W[1][1], b[1][1] = 0.0, 0.0  # z is exactly 0 for all samples, at the kink of ReLU
    cases[2][0] = f"{name}, one neuron of them with z = 0"
    return [tuple(case) for case in cases]


def _jacobian_cases():
    rng = np.random.default_rng(58)
    cases = [(f"{n} logits", (rng.normal(0, 1.5, n),)) for n in (3, 5, 2)]
    return [*cases, ("two logits that are equal", (np.array([0.7, 0.7]),))]


def _pixel_cases():
    rng = np.random.default_rng(59)
    cases = []
    for sizes, N in (((5, 4, 3), 2), ((4, 4, 4), 4), ((6, 2, 5, 3), 1), ((3, 3, 3, 3), 3)):
        W = [None] + [rng.normal(0, 1, (m, n)) for n, m in pairwise(sizes)]
        Delta = [None] + [rng.normal(0, 1, (m, N)) for m in sizes[1:]]
        cases.append((f"the net {'-'.join(map(str, sizes))} and {N} sample{'s' * (N > 1)}", (W, Delta)))
    return cases


EXERCISES = [
    VariedNumber.from_text(
        "05-1",
        "∂a₀/∂z₂ of a = softmax(z), with z = (0.4, −0.9, 1.3)",
        """
        z = np.array([0.4, -0.9, 1.3])
        E = np.exp(z)
        S = E.sum()
        a = E / S                      # (5.2)
        answer = -a[0] * a[2]          # (5.6), the second case
        """,
        """
        sign lost: -a[0] -> a[0]
            The size is right. If z₂ grows, does the share of a₀ grow or shrink?
            All shares add up to 1, so what a₂ gains the others lose. Look at the second case of (5.6).

        element-wise: -a[0] * a[2] -> 0.0
            Does a₀ depend on z₂ at all? Look at the denominator of (5.2).
            Softmax is no element-wise function: z₂ is in the sum below a₀. The second case of (5.6) is not 0.

        diagonal: -a[0] * a[2] -> a[0] * (1 - a[0])
            Your formula is one of the two cases of (5.6). Which of them is asked for?
            You computed a₀(1 − a₀), which is ∂a₀/∂z₀. Here i = 0 and j = 2 are different.

        diagonal of the other: -a[0] * a[2] -> a[2] * (1 - a[2])
            Your formula is one of the two cases of (5.6). Which of them is asked for?
            You computed a₂(1 − a₂), which is ∂a₂/∂z₂. Here i = 0 and j = 2 are different.

        the two cases mixed: -a[0] * a[2] -> a[0] * (1 - a[2])
            Each case of (5.6) has its own form; yours is between the two.
            You computed a₀(1 − a₂). The 1 comes from the numerator e^z₀, and that does not react to z₂.

        square forgotten: a[2] -> a[2] * S
            The quotient rule has a denominator. Is yours complete?
            You divided by S where the quotient rule has S², in the derivation before (5.6).

        derivative of the logarithm: -a[0] * a[2] -> -a[2]
            Does the size of a₀ itself enter your answer?
            You have −a₂, which is the derivative of ln a₀. In the second case of (5.6) stands one factor more.

        only a0: * a[2] ->
            Does z₂ enter your answer otherwise than through the sum?
            You have −a₀. In the second case of (5.6) stands one factor more, from the derivative of S by z₂.

        wrong neighbour: a[2] -> a[1]
            Which logit is moved, and whose share is it? Look at the indices.
            You computed ∂a₀/∂z₁. In (5.6) it is i = 0 and j = 2.

        softmax of single numbers: E / S -> E / E
            What are the three probabilities? Do they add up to 1?
            Softmax of a number alone is 1. (5.2) needs the whole column: put the three shares into (5.6).

        exponentials for shares: E / S -> E
            Are the numbers that you multiplied probabilities?
            You multiplied e^z₀ and e^z₂. In (5.6) stand the shares a₀ and a₂, divided by the sum (5.2).

        minus of a logit lost: E = -> z = abs(z); E =
            Look at the numbers that went into (5.2), sign by sign.
            The second logit is negative. Without its minus the sum S is too large, and both shares too small.

        minus of all exponents: np.exp(z) -> np.exp(-z)
            Which of your three shares is the largest? Look at (5.2).
            The exponent of (5.2) is z, not −z: the largest logit has the largest share.

        second logit left out of the sum: E.sum() -> E[0] + E[2]
            What do all three shares add up to?
            The sum of (5.2) has all three exponentials, though the second logit is not asked for.

        exponential forgotten: np.exp(z) -> z
            What do you divide by what, (5.2)?
            You divided the logits by their sum. (5.2) takes the exponential first.

        exponential of a negative number taken negative: np.exp(z) -> np.sign(z) * np.exp(z)
            Look at your three exponentials, (5.2). Can one of them be negative?
            e^z₁ is small, as z₁ is negative, and positive all the same. With a minus your sum S is too small.

        logits for shares: E / S -> z
            Are the numbers that you multiplied probabilities?
            You multiplied the logits z₀ and z₂. In (5.6) stand the shares a₀ and a₂ of (5.2).

        sigmoid: E / S -> 1 / (1 + np.exp(-z))
            What do your three shares add up to?
            You took the sigmoid of each logit. Softmax divides by a sum over all of them, (5.2).

        neither of the two: -a[0] * a[2] -> -a[1] * a[2]
            Whose share is it, and which logit is moved? Look at the indices.
            You computed ∂a₁/∂z₂. In (5.6) it is i = 0 and j = 2.
        """,
        """
        e^0.4 = 1.4918, e^−0.9 = 0.4066, e^1.3 = 3.6693, their sum is S = 5.5677
        a₀ = 1.4918 / 5.5677 = 0.26794, a₂ = 3.6693 / 5.5677 = 0.65903   (5.2)
        i = 0 and j = 2 are different. The numerator e^z₀ does not react to z₂, and S does, by e^z₂:
        ∂a₀/∂z₂ = (0 · S − e^z₀ e^z₂) / S² = −a₀ a₂                    (5.6)
                = −0.26794 · 0.65903 = −0.1766
        """,
        paper="""
        Three logits are z = {z}, and a = softmax(z). Count from 0, as digits do. What is ∂a₀/∂z₂?
        """,
        using=NAMES,
        check="Take complex_step_gradient of softmax(t)[0].",
        tolerance=THREE_DIGITS,
    ),
    Code.from_text(
        "05-2",
        "write stable_softmax(Z): softmax of each column, for logits of any size",
        STABLE_SOFTMAX,
        """
        not shifted: Z - Z.max(axis=0) -> Z
            With small logits you are right. What is e^1000 in a computer, and what is e^−1000?
            Infinity over infinity, or 0 over 0, is nan. By (5.3) you may subtract a number from a whole column.

        shifted by the mean: Z.max -> Z.mean
            The shift is a good idea, (5.3). Which logits of a column can still be far above 0 after it?
            You subtract the mean; a logit far above it still overflows. After which shift is none above 0?

        shifted by the smallest: Z.max -> Z.min
            The shift is a good idea, (5.3). What is the largest exponent after yours?
            You subtract the smallest logit, so all exponents are 0 or more. They should be 0 or less.

        shifted by one number for all columns: Z.max(axis=0) -> Z.max()
            What happens to a sample whose logits all lie far below those of another sample?
            You subtract the largest logit of all columns together. A low column then becomes 0/0. Each column needs its
                own shift, (5.3).

        shifted by the largest size: Z.max -> np.abs(Z).max
            What does your shift do to a column of logits around −1000?
            You subtract the largest |z|. A column of large negative logits is then pushed down further, and becomes
                0/0.

        shift with the wrong sign: Z - Z.max -> Z + Z.max
            Are the exponents 0 or less after your shift?
            You add the largest logit. It has to be subtracted, as below (5.3).

        shift along the rows: Z.max(axis=0) -> Z.max(axis=1, keepdims=True)
            (5.3) needs the same c for all logits of one sample. Is it the same in your code?
            You subtract the largest logit of each row. A sample is a column: axis=0.

        shift above only: / E.sum -> / np.exp(Z).sum
            In (5.3) the factor e^c cancels. Is it in your numerator and in your denominator?
            You shift above the line and not below it. Compute the shifted exponentials once, and use them twice.

        limited instead of shifted: Z - Z.max(axis=0) -> np.clip(Z, -500, 500)
            Your numbers stay finite. Are they still right when two logits are 1000 and 1001?
            You cut the logits off at a limit, so that different ones become equal. A shift (5.3) keeps their
                differences.

        rows for columns: axis=0 => axis=1, keepdims=True
            Which of your sums are 1: those of the columns or those of the rows?
            You work along the rows. A sample is a column, so the maximum and the sum run down, with axis=0.

        sum along the rows: E.sum(axis=0) -> E.sum(axis=1, keepdims=True)
            Which of your sums are 1: those of the columns or those of the rows?
            The shift is right; the sum of (5.2) runs over the logits of one sample, down the column: axis=0.

        sum along the rows, as a flat array: E.sum(axis=0) -> E.sum(axis=1)
            Which entries does the sum of (5.2) add up: those of one sample, or one from each sample?
            E.sum(axis=1) has one number for each row. A sample is a column: axis=0.

        sum of everything: E.sum(axis=0) -> E.sum()
            How large is the sum of one of your columns?
            You divide by the sum of the whole matrix. Each sample has its own sum, (5.2): axis=0.

        not normalised: / E.sum(axis=0) ->
            Are the numbers of a column probabilities? Add them up.
            You have the shifted exponentials. The division of (5.2) is missing.

        exponential forgotten: np.exp(Z - Z.max(axis=0)) -> Z
            Are all your numbers positive?
            You divide the logits themselves by their sum. (5.2) takes the exponential first.

        sigmoid: E / E.sum(axis=0) -> sigmoid(Z)
            Your function looks at each logit alone. Do its columns add up to 1?
            You have the sigmoid of each entry. Softmax divides by a sum over the whole column, (5.2).

        logarithm: E / E.sum(axis=0) -> Z - Z.max(axis=0) - np.log(E.sum(axis=0))
            Can a probability be negative?
            You return the logarithm of (5.2). It is good for the cost of 05b, but not asked for here.

        winner takes all: E / E.sum(axis=0) -> np.equal(Z, Z.max(axis=0)).astype(float)
            Which share does the second largest logit get?
            You give 1 to the largest logit and 0 to the others. In (5.2) every logit gets a share.

        smaller gets more: Z - Z.max(axis=0) -> Z.min(axis=0) - Z
            Which logit of a column gets your largest share?
            The order is turned round: the exponent of (5.2) is z, not −z.

        shifted by a constant: Z.max(axis=0) -> 1000
            What happens to a sample whose logits all lie around −1000?
            You subtract the same number everywhere. Each column needs its own shift, its largest logit, (5.3).

        divided by the largest: Z - Z.max(axis=0) -> Z / Z.max(axis=0)
            Your numbers stay finite. Are they still right when two logits are 1000 and 1001?
            Division changes the ratios of the shares. By (5.3) a number may be subtracted from a whole column.

        nan made 0: Z - Z.max(axis=0) -> Z ;; E / E.sum(axis=0) -> np.nan_to_num(E / E.sum(axis=0))
            Your numbers stay finite. Are the sums of your columns 1, also with large logits?
            You replace nan after it has arisen: the shares are lost by then. Shift each column first, (5.3).

        a small number in the denominator: E.sum(axis=0) -> (E.sum(axis=0) + 1e-8)
            Nearly right. What do your columns add up to, to ten digits?
            You add a small number to the sum. After the shift (5.3) the sum is at least 1: it needs no protection.

        softmax of everything: axis=0 =>
            What is the sum of all your entries? And which one should have the sum 1?
            Your maximum and your sum run over the whole matrix. Each sample is a column of its own, (5.2): axis=0.

        divided by the mean: E.sum(axis=0) -> E.mean(axis=0)
            Which number do your columns add up to?
            You divide by the mean of the exponentials. In (5.2) stands their sum.

        base 2: np.exp -> np.exp2
            Every column has the sum 1. Compare two shares: what is their ratio if their logits differ by 1?
            You take powers of 2. (5.2) has e^z, np.exp in numpy.
        """,
        using=NAMES,
        remarks="""
        All exponents are 0 or less, so nothing overflows. In each column one of them is exactly 0, so its sum is at
        least 1, and there is no 0/0. Any other c is right on paper: 1000 and 1001 shifted by 200 overflow all the same.
        """,
        cases=_softmax_cases,
        parts=("the softmax",),
        samples=lambda arguments: arguments[0].shape[1],
        check="Look at the sum of each column, and compare small logits with np.exp(Z) / np.exp(Z).sum(axis=0).",
    ),
    Number.from_text(
        "05-3",
        "the cross-entropy C of two samples: a = (0.15, 0.60, 0.25), y = (0, 0, 1) and a = (0.48, 0.17, 0.35), "
        "y = (1, 0, 0)",
        """
        A = np.array([[0.15, 0.48], [0.60, 0.17], [0.25, 0.35]])
        Y = np.array([[0.0, 1.0], [0.0, 0.0], [1.0, 0.0]])
        costs = -(Y * np.log(A)).sum(axis=0)      # (5.8)
        answer = costs.mean()                     # the mean over the samples
        """,
        """
        1/N forgotten: mean() -> sum()
            Is C the sum over the samples, or their mean?
            The 1/N of the mean is missing.

        mean over all entries: costs.mean() -> costs.sum() / A.size
            By what did you divide: by the number of samples, or by that of all numbers?
            You took the mean of all six entries. Add over the classes, and average over the samples.

        divided by the classes: costs.mean() -> costs.sum() / len(A)
            By what did you divide: by the number of samples, or by that of the classes?
            You divided by three. Add over the classes, and average over the two samples.

        sign lost: -(Y -> (Y
            The size is right. Should a cost be negative?
            The logarithm of a probability is negative; the minus of (5.8) makes it a cost.

        logarithm to base 10: np.log -> np.log10
            Which logarithm did you take? (5.8) has ln.
            You used the logarithm to base 10. ln is the natural one, np.log in numpy.

        logarithm to base 2: np.log -> np.log2
            Which logarithm did you take? (5.8) has ln.
            You used the logarithm to base 2. ln is the natural one, np.log in numpy.

        targets left out: Y * np.log(A) -> np.log(A)
            How many terms of (5.8) are different from 0?
            You added the logarithms of all probabilities. Each is multiplied by its target y, and most of those are 0.

        the others too: Y * np.log(A) -> Y * np.log(A) + (1 - Y) * np.log(1 - A)
            Your sum has terms for the wrong classes. Has (5.8)?
            You added (1 − y) ln(1 − a), which belongs to outputs that are independent of each other. (5.8) has y ln a
                only.

        the surest class: (Y * np.log(A)).sum(axis=0) -> np.log(A.max(axis=0))
            Whose probability counts in (5.8): that of the class the network prefers, or that of the right one?
            You took the largest probability of each column. Take the one where the target is 1.

        logarithm of the mean: costs.mean() -> -np.log((Y * A).sum(axis=0).mean())
            What did you average: costs, or probabilities?
            You averaged first and took the logarithm then. Average the costs of the samples.

        logarithm forgotten: -(Y * np.log(A)).sum(axis=0) -> 1 - (Y * A).sum(axis=0)
            You measure how far the right class is from 1. How does (5.8) measure it?
            You averaged 1 − a. In (5.8) stands −ln a.

        squared error: -(Y * np.log(A)).sum(axis=0) -> ((A - Y) ** 2).sum(axis=0)
            This is a cost of these two samples, but another one.
            You computed the squared error. Cross-entropy is (5.8), with a logarithm.

        first sample only: costs.mean() -> costs[0]
            One of the two samples has no say in your answer.
            You have the first sample alone; average both.

        second sample only: costs.mean() -> costs[1]
            One of the two samples has no say in your answer.
            You have the second sample alone; average both.

        roles exchanged: = np.inf
            Of which numbers did you take the logarithm? Some of them are 0.
            You took ln y. In (5.8) it is y ln a: the logarithm of the prediction, weighted with the target.

        the right class of the first sample for both: Y * np.log(A) -> Y[:, :1] * np.log(A)
            Has each sample its own target, (5.8)?
            You took class 2 for both samples. The target of the second one has its 1 in the first place, (5.8).

        the right class of the second sample for both: Y * np.log(A) -> Y[:, 1:] * np.log(A)
            Has each sample its own target, (5.8)?
            You took class 0 for both samples. The target of the first one has its 1 in the third place, (5.8).

        the other sample's targets: Y * np.log(A) -> Y[:, ::-1] * np.log(A)
            Which target belongs to which sample?
            You exchanged the targets of the two samples. (5.8) compares a and y of the same sample.

        the wrong classes: Y * np.log(A) -> (1 - Y) * np.log(A)
            Your cost has terms for the classes whose target is 0. What does (5.8) multiply them by?
            You added the logarithms of the two wrong classes. y ln a is 0 for these: the class with target 1 remains.

        one minus a: np.log(A) -> np.log(1 - A)
            Of which number did you take the logarithm?
            You have −ln(1 − a). In (5.8) it is the probability a of the right class itself.

        minus a: np.log(A) -> A
            Should a sure and right answer cost less than nothing?
            You averaged −a. The logarithm of (5.8) is missing: −ln a.

        product without its logarithm: costs.mean() -> (Y * A).sum(axis=0).prod()
            That is the probability of both right classes together. Where is the logarithm?
            You multiplied the probabilities. −ln of this product, divided by N, is the mean cost.
        """,
        """
        Only the class with target 1 counts.
        sample 1: C₁ = −ln 0.25 = 1.3863                               (5.8)
        sample 2: C₂ = −ln 0.48 = 0.7340                               (5.8)
        C = (1.3863 + 0.7340) / 2 = 1.0601
        A network that knows nothing about three classes has ln 3 = 1.0986: this one is hardly better.
        """,
        using=NAMES,
        check="Compute −ln a of the right class for each sample, and then the mean.",
        samples=2,
        tolerance=THREE_DIGITS,
    ),
    Code.from_text(
        "05-4",
        "write softmax_delta(Z, Y): δ of cross-entropy with softmax, one column for each sample",
        """
        def softmax_delta(Z, Y):
            A = stable_softmax(Z)
            return A - Y              # (5.9)
        """,
        """
        y - a: A - Y -> Y - A
            The size is right. A wrong class with a high probability: should its logit rise or fall?
            The order is turned round. (5.9) is prediction minus target.

        target not subtracted: A - Y -> A
            Your answer does not depend on Y. Does the cost?
            You return the probabilities. That is the derivative of log-sum-exp alone; the cost has a second term.

        2(a - y): A - Y -> 2 * (A - Y)
            The direction is right, the size is not. Is there a square in this cost?
            The 2 belongs to the squared error. (5.9) has none.

        extra a(1 - a): A - Y -> (A - Y) * A * (1 - A)
            Something has been differentiated twice.
            a − y is already the derivative by z: the slope of softmax is in it, and has cancelled, (5.9).

        squared error, entry by entry: A - Y -> 2 * (A - Y) * A * (1 - A)
            This would be right for another cost and another activation.
            2(a − y) a(1 − a) belongs to the squared error and the sigmoid. Here stands (5.9).

        squared error: A - Y -> softmax_vjp(Z, 2 * (A - Y))
            You went back through softmax correctly. From which cost did you start?
            2(a − y) is the derivative of the squared error. That of (5.8) is −y/a, and then much cancels, (5.9).

        diagonal of the Jacobian: A - Y -> -Y * (1 - A)
            Most of your entries are 0. Does the cost not react to the logits of the wrong classes?
            You multiplied −y/a by a(1 − a), entry by entry: that is the diagonal of (5.6) alone. Before (5.9) stands a
                sum over all classes.

        the right class only: A - Y -> (A - Y) * Y
            Most of your entries are 0. Does the cost not react to the logits of the wrong classes?
            Only one probability is in the cost, but all logits are in that one, (5.2). Keep all of (5.9).

        -y/a: A - Y -> -Y / A
            This is a derivative of the cost, but by what?
            You have ∂C/∂a. The way back through softmax, from a to z, is missing: see how (5.9) is derived.

        the quotient computed: A - Y -> softmax_vjp(Z, -Y / A)
            On paper you are right. What is y/a in a computer when a is rounded to 0?
            You divide by a and multiply by a afterwards. Cancel on paper first: (5.9) has no quotient.

        not shifted: stable_softmax(Z) -> np.exp(Z) / np.exp(Z).sum(axis=0)
            With small logits you are right. What is e^1000 in a computer?
            Your softmax overflows. Shift each column first, (5.3); 05-2 does it.

        divided by N: A - Y -> (A - Y) / A.shape[1]
            With one sample you are right, with several your δ is too small.
            δ belongs to the cost of one sample. The 1/N comes later, with the gradients.

        mean over the samples: A - Y -> (A - Y).mean(axis=1, keepdims=True)
            How many columns should the answer have?
            You averaged the samples already. Each keeps its own column; they meet in the gradients.

        logits for probabilities: A - Y -> Z - Y
            What do you compare the target with: with a probability?
            You subtract the target from the logits. In (5.9) it is a = softmax(z), (5.2).

        sigmoid: stable_softmax(Z) -> sigmoid(Z)
            Add up one of your columns. Predictions and targets both have the sum 1, so what should it give?
            You took the sigmoid of each entry. Softmax is (5.2), with a sum over the column.

        rows for columns: stable_softmax(Z) -> stable_softmax(Z.T).T
            Add up one of your columns. Predictions and targets both have the sum 1, so what should it give?
            Your softmax works along the rows. A sample is a column: axis=0.

        winner takes all: stable_softmax(Z) -> np.equal(Z, Z.max(axis=0)).astype(float)
            Your numbers do not move when a logit moves a little. Do those of (5.9)?
            You compare the target with the largest logit alone. (5.9) needs the probabilities (5.2).

        logarithm of a: stable_softmax(Z) -> Z - Z.max(axis=0) - np.log(np.exp(Z - Z.max(axis=0)).sum(axis=0))
            Look at a class whose target is 0. Can its δ be negative?
            You took ln a. The logarithm belongs to the cost; in the derivative (5.9) stands a.

        the cost itself: A - Y -> cross_entropy(Z, Y)
            How many numbers should there be for one sample?
            You return the cost. Its derivatives by the logits are asked for, one for each class.

        targets taken for one-hot: A - Y -> A - np.equal(Y, Y.max(axis=0))
            With one-hot targets you are right. What if a target has several entries that are not 0?
            You subtract 1 at the largest target and 0 elsewhere. (5.9) subtracts y itself.

        softmax over everything: stable_softmax(Z) -> np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum()
            Add up one of your columns. Predictions and targets both have the sum 1, so what should it give?
            You divide by the sum of the whole matrix. Each sample has its own sum, (5.2): axis=0.

        softmax of the softmax: stable_softmax(Z) -> stable_softmax(stable_softmax(Z))
            How often do the logits go through softmax on the way to (5.9)?
            You took softmax twice. Its argument is the logits, (5.2).

        only the slope: A - Y -> A * (1 - A)
            Your answer does not depend on Y. Does the cost?
            a(1 − a) is the diagonal of the Jacobian (5.6). Of the way from the cost through softmax remains (5.9).

        a/y: A - Y -> A / Y
            What do you divide by where the target is 0?
            (5.9) is a difference, prediction minus target.
        """,
        using=NAMES,
        remarks="""
        ∂C/∂a is −y/a, and goes back through softmax with its Jacobian (5.6), a sum over all classes:
        δ_j = Σ_i (−y_i / a_i) a_i ([i = j] − a_j) = −y_j + a_j Σ_i y_i = a_j − y_j, because the targets sum to 1.
        """,
        cases=_delta_cases,
        parts=("δ",),
        samples=lambda arguments: arguments[0].shape[1],
        check="Each column of δ has the sum 0. Compare with complex_step_gradient of the cost as a function of z.",
    ),
    Number.from_text(
        "05-5",
        "number of parameters of 784-48-10, and of 784-36-18-10",
        """
        nets = [(784, 48, 10), (784, 36, 18, 10)]
        answer = [sum(n * m + m for n, m in pairwise(sizes)) for sizes in nets]    # (5.16)
        """,
        """
        no biases: + m for -> for
            You are near. Which parameters are no weights?
            You counted the weights. Each neuron of the layers 1 to L has a bias, too, as in (5.16).

        one bias for each layer: + m for -> + 1 for
            You are near. How many biases has a layer of m neurons?
            You counted one bias for each layer. It is one for each neuron, as in (5.16).

        biases for the inputs: + m for -> + m + n * (n == 784) for
            You are near. Which neurons have a bias?
            You gave biases to the 784 inputs. They compute nothing: (5.16) counts layers 1 to L only.

        bias of the layer before: + m for -> + n for
            You are near. To which side of the weights do the biases belong?
            You added n_(l−1) biases for each layer. b^(l) has as many entries as layer l has neurons.

        no hidden layer: pairwise(sizes) -> [(784, 10)]
            Your answer does not depend on the hidden layers.
            You went from 784 to 10 directly. Count W and b of every layer, one after the other, as in (5.16).

        first layer only: pairwise(sizes) -> [sizes[:2]]
            Most parameters are there, but not those of all layers.
            You counted W^(1) and b^(1). The other layers have theirs, too, as in (5.16).

        last layer only: pairwise(sizes) -> [sizes[-2:]]
            Most parameters are still to come: where are the pixels?
            You counted W^(L) and b^(L). The other layers have theirs, too, as in (5.16).

        neurons: = [sum(sizes) for sizes in nets]
            You counted something, but no connections.
            You added the widths, which gives the neurons. W^(l) has n_l times n_(l−1) entries.

        one product: = [int(np.prod(sizes)) for sizes in nets]
            You counted paths, from a pixel to an output. Does each of them have its own weights?
            You multiplied all widths. Weights lie between neighbouring layers: multiply two by two, and add.

        a bias for each sample: + m for -> + 60_000 * m for
            Does the number of parameters depend on the number of pictures?
            You counted biases for each of 60,000 samples. They are shared by all of them: one for each neuron.

        no biases at the output: + m for -> + m * (m != 10) for
            You are near. Has the output layer biases?
            Ten numbers are missing in each net: the biases of the last layer, as in (5.16).

        biases of the first layer only: + m for -> + m * (n == 784) for
            You are near. Which layers have biases?
            You counted the biases of layer 1 alone. Each of the layers 1 to L has them, as in (5.16).

        one row of the picture: (784, => (28,
            Your answer is much too small. How many inputs has the net?
            You counted 28 inputs. A picture has 28 rows of 28 pixels, which is 784.

        two layers for a second hidden one: (784, 36, 18, 10) -> (784, 36, 10)
            The first number is right. How many steps lead through the second net?
            You left out the layer with 18 neurons. The second net has three layers of weights.

        last weights of the second net left out: = [answer[0], answer[1] - 18 * 10]
            The first number is right. Which layers does the second net connect, (5.16)?
            The 18 · 10 weights from the second hidden layer to the output are missing.

        layers not chained: 784, 36, 18, 10)] -> 784, 36, 784, 18, 784, 10)]
            The first number is right. What goes into the second hidden layer, and what into the output, (5.16)?
            Each layer gets the layer before it, not the pixels: 784 · 36, 36 · 18 and 18 · 10, as in (5.16).
        """,
        """
        W^(l) has n_l · n_(l−1) entries and b^(l) has n_l, as in (5.16):
        784-48-10:     784 · 48 + 48 + 48 · 10 + 10                    = 37632 + 48 + 480 + 10 = 38170
        784-36-18-10:  784 · 36 + 36 + 36 · 18 + 18 + 18 · 10 + 10     = 28224 + 36 + 648 + 18 + 180 + 10 = 29116
        Nearly all of them are in W^(1): each hidden neuron looks at 784 pixels.
        """,
        using=NAMES,
        check="Add up p.size for p in net.W[1:] + net.b[1:].",
        tolerance=1e-9,
    ),
    Choice.from_text(
        "05-6",
        "which of the wrong formulas A to F fit all shapes in 784-10-10, and which in 784-25-10?",
        (FITTING["EQUAL"], FITTING["DIFFERENT"]),
        """
        width makes no difference: = (EQUAL, EQUAL)
            The first set is right. What changes when the hidden layer has 25 neurons and the output 10?
            A matrix that was 10 × 10 is no longer square. Write the shapes under C and E, with (5.15).

        different widths find everything: = (EQUAL, set())
            The first set is right. Which of these slips change numbers only, and no shape?
            A missing factor changes no shape. Are there others that put a matrix of the same shape in the place of the
                right one?

        exchanged: = (DIFFERENT, EQUAL)
            Does the network with equal widths let more slips pass, or fewer?
            Equal widths let more slips pass, not fewer. The first set is for 784-10-10.

        the refused ones: = (ALL - EQUAL, ALL - DIFFERENT)
            You know which are which. Were those asked for that numpy refuses?
            Name the formulas that fit, and are wrong. You named the others.

        B fits: = (EQUAL | {"B"}, DIFFERENT)
            One letter is too many in 784-10-10. Which matrix leads from 784 pixels?
            W^(1) is 10 × 784, and its transpose 784 × 10. Does the product with Δ^(2) have the shape of Z^(1)?

        C fits always: = (EQUAL, DIFFERENT | {"C"})
            One letter is too many in 784-25-10. Compare the shapes of a product and of its transpose.
            A^(1) (Δ^(2))ᵀ is 25 × 10. Which shape has W^(2), from which it is subtracted?

        E fits always: = (EQUAL, DIFFERENT | {"E"})
            One letter is too many in 784-25-10. How many entries has a bias column?
            The mean of the columns of Δ^(2) has 10 entries. How many has b^(1)?

        equal widths hide nothing: = (DIFFERENT, DIFFERENT)
            The second set is right. What does 784-10-10 hide in addition?
            In 784-10-10 W^(2) is square, and b^(1) and b^(2) have the same shape. Look at C and E once more.

        1/N thought to be refused: = (EQUAL - {"A"}, DIFFERENT - {"A"})
            One letter is missing in both sets. Does a number change a shape?
            1/N is a number. Without it the gradient keeps its shape, and is N times too large, (5.15).

        axis thought to be refused: = (EQUAL - {"D"}, DIFFERENT - {"D"})
            One letter is missing in both sets. What is the shape of E / E.sum(axis=1, keepdims=True)?
            The row sums are 10 × 1, and numpy divides a 10 × N matrix by them. The shape stays.

        updated weights thought to be refused: = (EQUAL - {"F"}, DIFFERENT - {"F"})
            One letter is missing in both sets. Does a step of descent change the shape of W^(2)?
            The new W^(2) has the shape of the old one, so (5.14) takes it without complaint.

        nothing fits: = (set(), set())
            Does numpy stop at every wrong formula? It sees shapes only.
            Begin with A: leave out the 1/N of (5.15). Which shape has the gradient then?

        B fits always: = (EQUAL | {"B"}, DIFFERENT | {"B"})
            One letter is too many in both sets. Which matrix leads from 784 pixels?
            W^(1) has 784 columns, so the product with its transpose has 784 rows, (5.14). Z^(1) has 10 or 25.

        C thought to be refused: = (EQUAL - {"C"}, DIFFERENT)
            One letter is missing in 784-10-10. Which shape has the transpose of a square matrix?
            In 784-10-10 A^(1) (Δ^(2))ᵀ is 10 × 10, and so is W^(2). Numpy subtracts it, (4.15).

        E thought to be refused: = (EQUAL - {"E"}, DIFFERENT)
            One letter is missing in 784-10-10. How many entries have b^(1) and b^(2) there?
            In 784-10-10 both biases have 10 entries, so the mean of the wrong Δ fits, (5.15).

        all but the impossible one: = (ALL, ALL)
            Numpy refuses something. Begin with B: which shape has the product?
            A formula fits if its result has the shape of what it replaces. Write all shapes down.
        """,
        """
        The shapes, with h neurons in the hidden layer: W^(1) h × 784, b^(1) h × 1, Z^(1), A^(1) and Δ^(1) h × N,
        W^(2) 10 × h, Z^(2) and Δ^(2) 10 × N.                          (5.13), (5.14)
        A  a number changes no shape: fits always
        B  (784 × h) times (10 × N) fits for h = 10, but gives 784 × N, not h × N: never
        C  (h × N) times (N × 10) is h × 10, and W^(2) is 10 × h: for h = 10 only
        D  10 × N divided by 10 × 1 is 10 × N: always
        E  10 × 1 subtracted from h × 1: for h = 10 only
        F  the new W^(2) has the shape of the old one: always
        So ({"A", "C", "D", "E", "F"}, {"A", "D", "F"}). Different widths find two slips more, and three are left:
        those the gradient check finds.
        """,
        using=FITTING,
        options=tuple("ABCDEF"),
        form='Expected two sets of letters, in round brackets: ({"A", "B"}, {"A"}), and set() for none.',
        check="Write the shape under each matrix. The result must have that of what it replaces.",
    ),
    Code.from_text(
        "05-7",
        "write minibatch_step(W, b, X, Y, alpha): the new weights and biases after one step on one mini-batch",
        """
        def minibatch_step(W, b, X, Y, alpha):
            L, N = len(W) - 1, X.shape[1]
            Z, A, Delta = [None] * (L + 1), [X] + [None] * L, [None] * (L + 1)
            for l in range(1, L + 1):
                Z[l] = W[l] @ A[l - 1] + b[l]                                 # (5.13)
                A[l] = softmax(Z[l]) if l == L else relu(Z[l])                # (5.13)
            Delta[L] = A[L] - Y                                               # (5.14)
            for l in range(L - 1, 0, -1):
                Delta[l] = (Z[l] > 0) * (W[l + 1].T @ Delta[l + 1])           # (5.18)
            new_W, new_b = [None], [None]
            for l in range(1, L + 1):                                         # all derivatives are there: now move
                new_W.append(W[l] - alpha * Delta[l] @ A[l - 1].T / N)        # (5.15), (5.17)
                new_b.append(b[l] - alpha * Delta[l].sum(axis=1, keepdims=True) / N)    # (5.15), (5.17)
            return new_W, new_b
        """,
        """
        1/N missing: / N => / 1
            With one sample your step is right, with several it is too long.
            The gradient of a mean is a mean: 1/|B| in (5.17), 1/N in (5.15).

        1/N missing in the weights: A[l - 1].T / N -> A[l - 1].T
            The biases are right. With several samples the weights move too far.
            The matrix product adds over the samples. (5.15) divides by N, for the weights as well.

        1/N missing in the biases: keepdims=True) / N -> keepdims=True)
            The weights are right. With several samples the biases move too far.
            (5.15) divides by N, for the biases as well.

        1/N twice: / N => / N**2
            With one sample your step is right, with several it is too short.
            Is 1/N in your Δ and in your gradients? It stands in (5.15) only.

        uphill: - alpha => + alpha
            Does the cost of the batch fall after your step?
            Two signs give this: the minus of (5.17), and the order in Δ = A − Y, (5.14). Look at both.

        learning rate forgotten: alpha * Delta => Delta
            Your step has the right direction and another length.
            Multiply the gradient by alpha, (5.17).

        only the step: W[l] - alpha -> -alpha ;; b[l] - alpha -> -alpha
            By how much do the parameters move, and where do they end?
            You return −α times the gradient. The new parameters are the old ones plus that, (5.17).

        the gradient: W[l] - alpha * Delta -> Delta ;; b[l] - alpha * Delta -> Delta
            All derivatives are right. What is done with them?
            You return the gradient (5.15). The step (5.17) is still to come.

        updated weights used: (W[l + 1].T @ Delta -> ((W[l + 1] - alpha * Delta[l + 1] @ A[l].T / N).T @ Delta
            The last layer is right. With which weights do you go back from it?
            You moved W[l + 1] before using it for Δ[l]. All derivatives first, at the same point; then all updates,
                (5.17).

        gates always open: (Z[l] > 0) * (W[l + 1].T @ Delta[l + 1]) -> W[l + 1].T @ Delta[l + 1]
            Your last layer is right. On the way back through ReLU something lets everything pass.
            Is the factor ReLU′ of (5.14) there? And if you ask A >= 0: an activation of ReLU is never negative, so that
                is always true.

        gate open at 0: Z[l] > 0 -> Z[l] >= 0
            Nearly everything is right. What does your gate say where z is exactly 0?
            You ask z >= 0. The convention (1.13) is ReLU′(0) = 0, so the gate is open for z > 0 only.

        gate of the next layer: Z[l] > 0 -> Z[l + 1] > 0
            The slope of ReLU is taken in the wrong layer; equal widths hide it.
            For Δ[l] the gate is Z[l] > 0, (5.18). You used Z[l + 1].

        activation for the gate: (Z[l] > 0) -> A[l]
            On the way back stands the slope of ReLU, (5.14). Is yours 0 or 1?
            You multiply by ReLU(Z) itself. Its derivative is a gate: Z > 0.

        gate at the output: A[L] - Y -> (Z[L] > 0) * (A[L] - Y)
            With which slope does your backward pass start? Which one belongs to a softmax layer?
            You used the gate of ReLU in the last layer. There Δ = A − Y, (5.14), without a factor.

        no transpose: W[l + 1].T -> W[l + 1]
            Which matrix stands on the way back? Equal widths hide the mistake, different ones do not.
            (5.14) has the transpose of W: the sum runs over the neurons of the next layer.

        weights of the neighbouring layer: W[l + 1].T -> W[l].T
            Which weights lie between layer l and layer l + 1? Equal widths hide the mistake.
            For Δ[l] you used W[l]. The way back from Δ[l + 1] leads through W[l + 1], (5.18).

        brackets missing: (W[l + 1].T @ Delta[l + 1]) -> W[l + 1].T @ Delta[l + 1]
            In which order does Python compute * and @ when they stand side by side?
            * and @ have the same rank and go from left to right. The matrix product comes first: put brackets round it,
                (5.18).

        activation of the same layer: A[l - 1].T -> A[l].T
            The biases are right. What goes into W[l], and what comes out of it?
            You used A[l]. In (5.15) stands the activation of the layer before.

        gradient transposed: Delta[l] @ A[l - 1].T -> A[l - 1] @ Delta[l].T
            The biases are right. Compare the shapes of W[l] and of your gradient.
            You have the transpose of the gradient. In (5.15) Δ stands first.

        mean delta times mean activation
            Delta[l] @ A[l - 1].T / N -> Delta[l].mean(axis=1, keepdims=True) @ A[l - 1].mean(axis=1, keepdims=True).T
            The biases are right. For the weights each δ belongs to the activation of the same sample.
            A mean of products is no product of means. Δ @ A.T adds the products sample by sample, (5.15).

        biases not updated: b[l] - alpha * Delta[l].sum(axis=1, keepdims=True) / N -> b[l]
            Half of the parameters stay where they are.
            The biases take a step, too, with the second half of (5.15).

        bias from the layer below: Delta[l].sum -> Delta[max(l - 1, 1)].sum
            The weights are right. Which Δ belongs to which bias?
            You used Δ[l − 1] for b[l]. In (5.15) both have the same layer; different widths would refuse yours.

        bias over the wrong axis: sum(axis=1, keepdims=True) / N -> mean(axis=0)
            The weights are right. Which shape has a bias, and which has yours?
            You averaged over the neurons. (5.15) adds over the samples: axis=1, with keepdims=True.

        bias as a flat array: axis=1, keepdims=True -> axis=1
            The weights are right. Which shape has a bias, and which has yours?
            The mean over axis 1 is a flat array; subtracted from a column it gives a square. Use keepdims=True.

        last layer only: alpha * Delta => alpha * (l == L) * Delta
            The last layer is right. Do the others move?
            (5.15) holds for every layer. Go back to layer 1 with (5.18), and update all.

        squared error: A[L] - Y -> softmax_vjp(Z[L], 2 * (A[L] - Y))
            Everything is right, but for another cost.
            Your start is the δ of the squared error. With cross-entropy it is A − Y, (5.14).

        2(a - y): A[L] - Y -> 2 * (A[L] - Y)
            Your step has the right direction and is too long, with any number of samples.
            The 2 belongs to the squared error. (5.14) starts with A − Y.

        extra a(1 - a): A[L] - Y -> (A[L] - Y) * A[L] * (1 - A[L])
            At the start of your backward pass something has been differentiated twice.
            A − Y is already the derivative by Z, (5.14). No slope is to be multiplied to it.

        target not subtracted: A[L] - Y -> A[L]
            Does your step depend on Y?
            Your backward pass starts with A. (5.14) starts with prediction minus target.

        softmax along the rows: softmax(Z[l]) -> softmax(Z[l].T).T
            Look at your outputs: do the probabilities of one sample add up to 1?
            The sum of softmax runs down the columns, axis=0, (5.2).

        sigmoid at the output: softmax(Z[l]) -> sigmoid(Z[l])
            Look at your outputs: do the probabilities of one sample add up to 1?
            The last layer has softmax, (5.13), not the sigmoid of each entry.

        ReLU before softmax: softmax(Z[l]) -> softmax(relu(Z[l]))
            Look at the forward pass: what goes into softmax?
            You put ReLU into the last layer as well. In (5.13) softmax takes Z itself; logits may be negative.

        no ReLU: relu(Z[l]) -> Z[l]
            Look at the forward pass: what goes out of a hidden layer?
            You passed Z on. (5.13) has A = ReLU(Z) in the hidden layers.

        divided by the rows: X.shape[1] -> X.shape[0]
            By what do you divide? Which axis of X counts the samples?
            Samples are columns: N is X.shape[1]. You divide by the number of inputs, X.shape[0] or len(X).

        whole numbers: / N => // N
            Your steps are whole multiples of something. What does `//` do?
            `//` divides and cuts off what is behind the point. The 1/N of (5.15) is written `/ N`.

        two layers built in: len(W) - 1, -> 2,
            With two layers all is right. With three, does your function go through all of them?
            The output layer is L = len(W) - 1, not always 2: go through all layers in loops, (5.18) down to layer 1.

        learning rate forgotten in the biases: b[l] - alpha * Delta -> b[l] - Delta
            The weights are right. The biases move in the right direction, and too far.
            Multiply both gradients by alpha, (5.17).

        biases uphill: b[l] - alpha -> b[l] + alpha
            The weights are right. In which direction do the biases move?
            Both steps go against the gradient, (5.17): b - alpha times its gradient.

        weights not updated: W[l] - alpha * Delta[l] @ A[l - 1].T / N -> W[l]
            Half of the parameters stay where they are.
            The weights take a step, too, with the first half of (5.15).

        slope of the sigmoid: (Z[l] > 0) -> A[l] * (1 - A[l])
            On the way back stands the slope of ReLU, (5.14). Is yours 0 or 1?
            a(1 − a) is the slope of the sigmoid. That of ReLU is a gate: Z > 0.

        sigmoid in the hidden layers: relu(Z[l]) -> sigmoid(Z[l])
            Look at the forward pass: which activation have the hidden layers, (5.13)?
            You put Z through the sigmoid. (5.13) has ReLU in the hidden layers.

        no bias: + b[l] ->
            Are all parameters used in the forward pass?
            Z is W A + b, (5.13). The b is missing.

        softmax over everything: softmax(Z[l]) -> np.exp(Z[l]) / np.exp(Z[l]).sum()
            Look at your outputs: do the probabilities of one sample add up to 1?
            You divide by the sum of the whole matrix. Each sample has its own sum, (5.2): axis=0.
        """,
        using=NAMES,
        cases=_step_cases,
        parts=("W", "b"),
        samples=lambda arguments: arguments[2].shape[1],
        start=lambda arguments: (arguments[0][1:], arguments[1][1:]),
        keeps_arguments=True,
        check="(old − new) / alpha is your gradient. Compare it with complex_step_gradient, one layer at a time.",
    ),
    Number.from_text(
        "05f-r1",
        "the second δ of softmax with cross-entropy, for a = (0.2, 0.7, 0.1) and the first class",
        """
        a, y = np.array([0.2, 0.7, 0.1]), np.array([1.0, 0.0, 0.0])
        answer = (a - y)[1]  # (5.9)
        """,
        """
        another entry: (a - y)[1] -> (a - y)[0]
            Which of the three is asked for?
            This is δ of the first class, 0.2 − 1. The second has the target 0.

        the sign turned round: (a - y)[1] -> (y - a)[1]
            Should this output be larger or smaller? And what does a positive δ say, (5.9)?
            δ = a − y, in this order. More of this logit makes the cost larger.

        the right one taken for the second: (a - y)[1] -> a[1] - 1
            Which class is the right one?
            You subtracted the 1 of the target from the second output. It belongs to the first, (5.9).
        """,
        """
        δ = a − y = (0.2, 0.7, 0.1) − (1, 0, 0) = (−0.8, 0.7, 0.1)     (5.9)
        """,
        using={"np": np},
        check="The three δ add up to 0.",
    ),
    Number.from_text(
        "05f-r2",
        "steps in an epoch of 60,000 images in mini-batches of 64",
        """
        images, size = 60000, 64
        answer = -(-images // size)
        """,
        """
        the last batch forgotten: -(-images // size) -> images // size
            60,000 is no multiple of 64. What becomes of the images that are left over?
            Half a batch is left over. It makes a step of its own.

        no whole number: -(-images // size) -> images / size
            How many steps does a batch take that is not full?
            A batch that is not full is a step as well: round up.

        the test images as well: images, size = 60000 -> images, size = 70000
            From which images does the network learn?
            You counted the 10,000 test images, too. Steps are made with the 60,000 alone that are learned from.
        """,
        """
        60000 / 64 = 937.5: 937 full batches, and one of 32 images. That makes 938 steps.
        """,
        using={},
        check="Count how many images the full batches have.",
        tolerance=1e-9,
    ),
    Choice.from_text(
        "05f-r3",
        "a step never moves the biases, and the network learns all the same: what tells?",
        "nudge",
        """
        cost
            The weights still move against their gradient. What does the cost do then?
            It falls, with this slip as without it: the weights alone bring it down.

        accuracy
            What share did the networks with a bug reach that learned all the same?
            It stays within a few percent of what the right step reaches, and you do not know that number.

        pictures
            Which parameters do the pictures of the weights show?
            They show weights, and these become strokes and spots all the same. The biases are not in them.
        """,
        """
        The nudge: move a bias a little and look at the cost. It changes, so the derivative is not 0, as the step has
        it. The cost, the accuracy and the pictures look right.
        """,
        options=("cost", "accuracy", "pictures", "nudge"),
    ),
    Code.from_text(
        "05-8",
        "write my_jacobian(z): the Jacobian of softmax at one column of logits",
        """
        def my_jacobian(z):
            a, n = softmax(z), len(z)
            J = np.zeros((n, n))
            for i in range(n):
                for j in range(n):
                    J[i, j] = a[i] * ((i == j) - a[j])    # both cases of (5.6): True counts as 1
            return J
        """,
        """
        diagonal only: (i == j) - a[j] -> (i == j) * (1 - a[j])
            Your diagonal is right. Does a share notice the other logits?
            Off the diagonal you have 0. All shares have one sum below them, so each notices all logits: the second
                case of (5.6).

        shares on the diagonal: (i == j) - a[j] -> (i == j)
            Look at one row: what is its sum? If all logits grow together, what happens to the shares?
            You have the shares on the diagonal. The second term of (5.6) is missing, from the sum below.

        products only: (i == j) - a[j] -> -a[j]
            Your entries off the diagonal are right. On the diagonal, does the numerator stay as it is?
            For i = j the numerator moves, too: the first case of (5.6) has one term more.

        sign: (i == j) - a[j] -> (i == j) + a[j]
            If one logit grows, do the other shares grow as well?
            The others shrink: the second case of (5.6) has a minus. Then each row adds up to 0.

        all signs: (i == j) - a[j] -> a[j] - (i == j)
            If a logit grows, does its own share shrink?
            All signs are turned round. On the diagonal stands a(1 − a), which is positive, (5.6).

        logits for shares: softmax(z), len -> z, len
            Which numbers stand in (5.6): the logits, or the shares?
            You multiplied the logits. Send them through softmax first, (5.2).

        exponentials for shares: softmax(z), len -> np.exp(z), len
            Add up the numbers that you call a. What should they give?
            You took the exponentials. A share is divided by the sum of all, (5.2).

        plus ones off the diagonal: (i == j) - a[j] -> 1 - a[j]
            Your diagonal is right. What does the numerator of a share do when another logit moves?
            You used a_i (1 − a_j) everywhere. The 1 is there for i = j only, (5.6).
        """,
        using=NAMES,
        remarks="""
        For i = j this is a_i (1 − a_i), else −a_i a_j. In one line: np.diag(a) − np.outer(a, a).
        """,
        cases=_jacobian_cases,
        parts=("the Jacobian",),
        check="Nudge one logit by 1e-6, and divide what the shares do by it: that is a column.",
    ),
    Code.from_text(
        "05-9",
        "write my_pixel_gradient(W, Delta): the derivatives of each sample's cost by its inputs",
        """
        def my_pixel_gradient(W, Delta):
            return W[1].T @ Delta[1]    # (5.19)
        """,
        """
        not transposed: W[1].T -> W[1]
            Over which neurons does the sum run: over those of layer 1, or over the inputs?
            A pixel acts through all neurons of layer 1, down a column of W[1]: the transpose, (5.19).

        sum over the wrong layer: W[1].T @ Delta[1] -> W[2].T @ Delta[2]
            Your answer belongs to layer 1. Where do the pixels stand?
            You stopped one layer too early. From Delta[1] one more step back leads through W[1], (5.19).

        gate: W[1].T @ Delta[1] -> (W[1].T @ Delta[1] > 0) * (W[1].T @ Delta[1])
            Has the input layer an activation?
            The inputs go into layer 1 as they are: there is no slope in (5.19).

        delta of the next layer: @ Delta[1] -> @ Delta[min(2, len(Delta) - 1)]
            Which deltas belong to the neurons that the pixels lead into?
            You used Delta[2]. The weights W[1] lead into layer 1, so their δ is Delta[1], (5.19).

        mean over the samples: @ Delta[1] -> @ Delta[1] / Delta[1].shape[1]
            With one sample you are right. Whose cost is differentiated here?
            Each column is the derivative of one sample's own cost C_s: no 1/N, (5.19).

        one column for all: W[1].T @ Delta[1] -> W[1].T @ Delta[1].mean(axis=1, keepdims=True)
            How many columns has X? Each picture has derivatives of its own.
            You averaged over the samples. Keep the columns apart, (5.19).

        uphill and downhill exchanged: W[1].T -> -W[1].T
            The size is right. Is a derivative asked for, or the way down?
            You have the direction in which the cost falls. The derivative itself is asked for, (5.19).

        transposed: W[1].T @ Delta[1] -> Delta[1].T @ W[1]
            All numbers are there. Which shape has X?
            You have one row for each sample. Samples are columns: W[1].T stands in front, (5.19).
        """,
        using=NAMES,
        cases=_pixel_cases,
        parts=("the derivatives",),
        samples=lambda arguments: arguments[1][1].shape[1],
        check="The answer has the shape of X: as many rows as W[1] has columns.",
    ),
    Choice.from_text(
        "05-10",
        "which run had which learning rate: 0.001, 0.03, 0.3 and 30?",
        (0.3, 0.001, 30, 0.03),
        """
        slowest for the fastest: = (0.03, 0.001, 30, 0.3)
            Two of them are right. In which run are the steps longer: in A, or in D?
            A and D both learn. At the start, longer steps get down faster: compare the costs after 100 steps.

        flat for exploded: = (0.3, 30, 0.001, 0.03)
            Two of them are right. What would tiny steps do to the cost, and what would huge ones?
            Tiny steps change next to nothing, as in run B. A first step that is far too long throws the cost up.

        in the order of the letters: = (0.001, 0.03, 0.3, 30)
            Look at each run by itself: does the cost fall fast, slowly, or not at all?
            Begin with the two extremes: tiny steps change next to nothing, far too long ones make all worse.

        in the order of the final cost, falling: = (30, 0.03, 0.001, 0.3)
            Does the lowest cost go with the smallest learning rate?
            Tiny steps change next to nothing: after 300 steps of 0.001 the cost is near its start.

        exploded for fast: = (30, 0.001, 0.3, 0.03)
            Two of them are right. Can a run with a learning rate of 30 fall quietly from the first step on?
            Far too long steps throw the cost above its start, and shut ReLU's gates for good.
        """,
        """
        B hardly moves: 0.001. C is thrown up by its first step and does not come down again: 30, its gates are shut.
        A and D both learn, and A gets there faster: 0.3, and D 0.03.
        """,
        form="Expected the learning rates of the runs A, B, C and D: (0.001, 0.03, 0.3, 30), in your order.",
    ),
    Number.from_text(
        "05-11",
        "steps in six epochs over 50,000 images with batches of 64, and the images that go through the network",
        """
        N, size, epochs = 50_000, 64, 6
        steps = epochs * -(-N // size)
        answer = [steps, epochs * N]
        """,
        """
        last batch left out: -(-N // size) -> (N // size)
            The images are right. 64 does not divide 50,000: what happens to the images that are left over?
            The last batch of an epoch is a smaller one, of 16. It makes a step of its own.

        the batches not rounded: -(-N // size) -> N / size
            The images are right. Can an epoch have 781.25 batches?
            The last batch of an epoch is a smaller one, and it is a step of its own: round up.

        rounded once, at the end: epochs * -(-N // size) -> -(-epochs * N // size)
            You are near. When are the images shuffled and cut anew?
            Each epoch begins afresh and ends with a smaller batch: round up for each epoch, then multiply.

        one epoch: N, size, epochs = 50_000, 64, 6 -> N, size, epochs = 50_000, 64, 1
            You counted one epoch.
            In each of the six epochs all images go through the network once.

        all 60,000: N, size, epochs = 50_000 -> N, size, epochs = 60_000
            How many images are there to train on?
            10,000 of the 60,000 images are held out for validation: 50,000 are left.

        every step with all images: epochs * N] -> steps * N]
            The steps are right. How many images does one step look at?
            A step looks at its batch of 64, not at all images.

        one step for each image: -(-N // size) -> N
            The images are right. After how many images is there a step?
            There is one step for each batch of 64.

        the images of one epoch: epochs * N] -> N]
            The steps are right. How often does each image go through the network?
            Once in each epoch, six times in all.
        """,
        """
        50,000 / 64 = 781.25, so an epoch has 781 batches of 64 and one of 16: 782 steps.
        six epochs: 6 · 782 = 4692 steps, and 6 · 50,000 = 300,000 images.
        A step on all images at once would have looked at 300,000 images in six steps.
        """,
        using=NAMES,
        check="How many batches has one epoch, counting the last, smaller one?",
        tolerance=1e-9,
    ),
    Choice.from_text(
        "05a-r1",
        "the shape of W⁽¹⁾ in the network 784-10-10",
        (10, 784),
        """
        transposed: = (784, 10)
            Which of the two widths counts the rows of W, and which the columns?
            A row for each neuron that listens, a column for each input: to (10), then from (784).

        two layers at once: = (10, 10)
            Which layers lie on the two sides of W⁽¹⁾?
            That is W⁽²⁾. W⁽¹⁾ leads from the 784 inputs to the 10 hidden neurons.

        shape of X: = (784, 1)
            That is one column of inputs. What multiplies it from the left?
            W⁽¹⁾ has a row for each of the 10 hidden neurons.
        """,
        """
        W⁽¹⁾ leads into layer 1, which has 10 neurons, from layer 0, which has 784: it is 10 × 784.
        """,
        form="Expected two whole numbers in round brackets: (rows, columns).",
    ),
    Number.from_text(
        "05a-r2",
        "the first entry of Jᵀ g, for J = [[2, −1], [0, 3]] and g = (1, 4)",
        """
        J, g = np.array([[2.0, -1.0], [0.0, 3.0]]), np.array([1.0, 4.0])
        answer = (J.T @ g)[0]
        """,
        """
        not transposed: J.T -> J
            Did you go along a row of J, or down a column?
            You computed J g. The transpose goes down the column: 2 · 1 + 0 · 4.

        second entry: [0] -> [1]
            This is the second entry. The first one belongs to the first column of J.
            Go down the first column: 2 · 1 + 0 · 4.

        transposed, second of the other: (J.T @ g)[0] -> (J @ g)[1]
            Did you go along a row of J, or down a column?
            The transpose goes down the first column: 2 · 1 + 0 · 4.
        """,
        """
        Jᵀ goes down the columns of J: 2 · 1 + 0 · 4 = 2.
        """,
        using=NAMES,
        check="Multiply the first column of J by g, entry by entry, and add.",
    ),
    Number.from_text(
        "05a-r3",
        "∂a₀/∂z₂ for the shares a = (0.5, 0.3, 0.2), counted from 0",
        """
        a = np.array([0.5, 0.3, 0.2])
        answer = -a[0] * a[2]    # (5.6)
        """,
        """
        sign lost: -a[0] -> a[0]
            The size is right. If the logit of digit 2 grows, does the share of digit 0 grow as well?
            What one gains, the others lose: the second case of (5.6) has a minus.

        diagonal: -a[0] * a[2] -> a[0] * (1 - a[0])
            Which logit is nudged, and whose share is asked for?
            That is ∂a₀/∂z₀. Here i = 0 and j = 2 are different: the second case of (5.6).

        wrong neighbour: -a[0] * a[2] -> -a[0] * a[1]
            The formula is right. Which logit is nudged?
            You took digit 1. Digits are counted from 0: a₂ is 0.2.

        counted from 1: -a[0] * a[2] -> -a[1] * a[2]
            The formula is right. Which is the share of digit 0?
            Digits are counted from 0: a₀ is 0.5.

        no reaction: -a[0] * a[2] -> 0.0
            Does the sum below a₀ not contain z₂?
            All shares have one sum below them, so each notices all logits: the second case of (5.6).
        """,
        """
        i = 0 and j = 2 are different: −a₀ a₂ = −0.5 · 0.2 = −0.1     (5.6)
        """,
        using=NAMES,
        check="Which of the two cases of the Jacobian is it?",
    ),
    Number.from_text(
        "05b-r1",
        "the share of each of three logits that are all 7",
        """
        z = np.array([7.0, 7.0, 7.0])
        answer = softmax(z)[0]    # (5.2)
        """,
        """
        exponential: softmax(z)[0] -> np.exp(z)[0]
            Is this a share? Add up all three.
            You have e^7. Divide it by the sum of all three, (5.2).

        logit: softmax(z)[0] -> z[0]
            Is this a share? Add up all three.
            You have the logit. (5.2) makes shares of logits, and they add up to 1.

        all for each: softmax(z)[0] -> 1.0
            Add up all three shares.
            They add up to 1 together, so equal ones have a third each.

        tenth: softmax(z)[0] -> 0.1
            How many outputs are there here?
            Three equal shares, not ten.
        """,
        """
        e^7 / (e^7 + e^7 + e^7) = 1/3: only differences between logits count.      (5.2), (5.3)
        """,
        using=NAMES,
        check="Equal logits have equal shares, and all shares add up to 1.",
    ),
    Number.from_text(
        "05b-r2",
        "δ = ∂C/∂z of a sigmoid neuron with the cost (a − y)², at a = 0.98 and y = 0",
        """
        a, y = 0.98, 0.0
        answer = 2 * (a - y) * a * (1 - a)
        """,
        """
        slope forgotten: * a * (1 - a) ->
            That is ∂C/∂a. From a to z there is one factor more.
            The slope of the sigmoid is missing: a(1 − a).

        two forgotten: 2 * (a - y) -> (a - y)
            Half of it is missing. What is the derivative of a square?
            The derivative of (a − y)² by a is 2(a − y).

        only the slope: 2 * (a - y) * a -> a
            That is the slope of the sigmoid. What is multiplied to it?
            The derivative of the cost by a is missing: 2(a − y).
        """,
        """
        2 (a − y) · a (1 − a) = 2 · 0.98 · 0.98 · 0.02 = 0.0384
        The neuron is nearly as wrong as it can be, and a nudge of its z is hardly noticed.
        """,
        using=NAMES,
        check="The derivative of the cost by a, times the slope of the sigmoid, a(1 − a).",
        tolerance=THREE_DIGITS,
    ),
    Number.from_text(
        "05b-r3",
        "δ of digit 1 with cross-entropy, for the shares (0.7, 0.2, 0.1) and the label 1",
        """
        a, y = np.array([0.7, 0.2, 0.1]), np.array([0.0, 1.0, 0.0])
        answer = (a - y)[1]    # (5.9)
        """,
        """
        y - a: (a - y) -> (y - a)
            The size is right. The share of the right digit is too small: which sign has its δ?
            It is prediction minus target, (5.9): 0.2 − 1.

        the share: (a - y)[1] -> a[1]
            What is the target of digit 1?
            The label is 1, so the target of digit 1 is 1: subtract it, (5.9).

        digit 0: (a - y)[1] -> (a - y)[0]
            Whose δ is it? Digits are counted from 0.
            That is the δ of digit 0. Digit 1 has the share 0.2 and the target 1.

        with the slope: (a - y)[1] -> (a - y)[1] * a[1] * (1 - a[1])
            Something has been differentiated twice.
            No slope is left in (5.9): it has cancelled.
        """,
        """
        a − y = 0.2 − 1 = −0.8                                         (5.9)
        Negative: more of this logit, less cost.
        """,
        using=NAMES,
        check="Prediction minus target.",
    ),
    Choice.from_text(
        "05c-r1",
        "how many of the ten δ of one picture are negative, with softmax and cross-entropy",
        1,
        """
        nine: = 9
            For which digits is the share larger than the target?
            The nine wrong digits have the target 0, so their a − y is positive.

        all: = 10
            Add up all ten: what is the sum of a − y?
            The wrong digits have the target 0, so their a − y is positive.

        none: = 0
            What is a − y for the right digit?
            The right digit has the target 1, and its share is less than that.
        """,
        """
        δ = a − y. For the nine wrong digits y = 0, and a share is positive. For the right digit y = 1, and its share is
        less than 1. So one of the ten is negative.                    (5.9)
        """,
    ),
    Choice.from_text(
        "05c-r2",
        "the shape of Δ⁽¹⁾ in the network 784-10-10 with 64 pictures",
        (10, 64),
        """
        transposed: = (64, 10)
            Samples are columns. Which of the two numbers counts them?
            A row for each neuron of layer 1, a column for each picture.

        shape of the input: = (784, 64)
            Which layer does Δ⁽¹⁾ belong to?
            Layer 1 has 10 neurons, and each has one δ for each picture.

        shape of W: = (10, 784)
            That is the shape of W⁽¹⁾. For what does Δ⁽¹⁾ have an entry?
            One δ for each neuron of layer 1 and each picture.

        one column: = (10, 1)
            That is the shape of b⁽¹⁾. Is a δ shared by all pictures?
            Each picture has its own δ, in a column of its own.
        """,
        """
        A δ for each of the 10 neurons of layer 1, and a column for each of the 64 pictures: 10 × 64.
        """,
        form="Expected two whole numbers in round brackets: (rows, columns).",
    ),
    Choice.from_text(
        "05c-r3",
        "which images decide between two learning rates?",
        "validation",
        """
        test
            What would the test images still be good for, after you have chosen with them?
            Then your result would be the best of two, and a little too good. The test images come once, at the end.

        training
            Which images would a network prefer that learns by heart?
            On the images it has learned from, every network looks better than it is.

        all
            Would an image that the network has learned from tell you anything about new ones?
            Only images that are new to the network, and not those of the test: they come once, at the end.
        """,
        """
        The validation images: the network has not learned from them, and the test images stay unseen until the end.
        """,
        options=("training", "validation", "test", "all"),
    ),
    Choice.from_text(
        "05d-r1",
        "how many different neurons a hidden layer of 10 has after training, if all weights started at 0.01",
        1,
        """
        all ten: = 10
            Do two neurons with equal weights ever get different gradients?
            They have the same δ and the same inputs, so the same gradient, and stay copies of each other.

        none: = 0
            They are equal, not gone. How many different ones are there?
            All ten are copies of one.

        two: = 2
            What could part them into two groups?
            Nothing parts them: equal weights get equal gradients, at every step.
        """,
        """
        Equal weights get equal gradients at every step: ten copies of one neuron.
        """,
    ),
    Number.from_text(
        "05d-r2",
        "the cross-entropy of a network that gives each of the ten digits the share 0.1",
        """
        a, y = np.full(10, 0.1), np.eye(10)[3]
        answer = -(y * np.log(a)).sum()    # (5.8)
        """,
        """
        sign lost: -(y -> (y
            The size is right. Can this cost be negative?
            The logarithm of a share is negative; the minus of (5.8) makes it a cost.

        logarithm to base 10: np.log -> np.log10
            Which logarithm did you take? (5.8) has ln.
            You used the logarithm to base 10. ln is the natural one, np.log in numpy.

        all digits: y * np.log(a) -> np.log(a)
            How many of the ten terms of (5.8) are not 0?
            Only the right digit counts: the others have the target 0.
        """,
        """
        −ln 0.1 = ln 10 = 2.3026                                       (5.8)
        """,
        using=NAMES,
        check="The cost is −ln of the right digit's share.",
        tolerance=THREE_DIGITS,
    ),
    Number.from_text(
        "05d-r3",
        "the generalisation gap in percentage points: 99.4 % of the training, 98.0 % of the validation, "
        "97.9 % of the test images",
        """
        training, validation, test = 99.4, 98.0, 97.9
        answer = training - test
        """,
        """
        from the validation: training - test -> training - validation
            Something has been chosen with the validation images. Which images are quite new to the network?
            The gap is to images that nobody has looked at: those of the test.

        validation to test: training - test -> validation - test
            Has the network learned from either of these two?
            The gap lies between what it has learned from and what is new: training and test.

        wrong side: training - test -> test - training
            The size is right. On which images is it better?
            Training minus test: it is better on what it has learned from.
        """,
        """
        99.4 − 97.9 = 1.5 percentage points: so much of what it can do it can do only with images it has learned from.
        """,
        using=NAMES,
        check="What it has learned from, minus what is new to it.",
        tolerance=THREE_DIGITS,
    ),
    Number.from_text(
        "05e-r1",
        "900 of 10,000 test images are misread; with others of their kind, give or take how many?",
        """
        images, misread = 10000, 900
        answer = np.sqrt(misread)
        """,
        """
        of all images: np.sqrt(misread) -> np.sqrt(images)
            Of which number does 05d take the root?
            The root is taken of the misread images, not of all.

        no root: np.sqrt(misread) -> misread
            With 200 misread images it was 14. What was done with the 200?
            So many are misread. By how much this number changes with other images is its root.

        as a share: np.sqrt(misread) -> np.sqrt(misread) / images
            Is your answer a number of images?
            Of the share of the misread images it is so much. The number of images is asked for.

        in percentage points: np.sqrt(misread) -> np.sqrt(misread) / images * 100
            Is your answer a number of images?
            In percentage points it is so much. The number of images is asked for.
        """,
        """
        √900 = 30, as √200 ≈ 14 in 05d. (With √(N p (1 − p)) it is 28.6.)
        """,
        using={"np": np},
        check="With 200 misread images it was about 14.",
        tolerance=0.05,
    ),
    Number.from_text(
        "05e-r2",
        "δ⁽¹⁾ of a ReLU neuron with z = −0.3, into which (W⁽²⁾)ᵀ δ⁽²⁾ sends 0.8",
        """
        z, back = -0.3, 0.8
        answer = (z > 0) * back    # (5.14)
        """,
        """
        gate ignored: (z > 0) * back -> back
            What is the slope of ReLU at z = −0.3?
            The gate is shut: the slope of ReLU is 0 for negative z, (5.14).

        times z: (z > 0) * back -> z * back
            What stands in front of the bracket of (5.14): z, or a slope?
            You multiplied by z. The slope of ReLU is 0 or 1; for negative z it is 0.

        uphill: (z > 0) * back -> -back
            The slope of ReLU is 0 or 1, never −1.
            For negative z the gate is shut, and the slope 0.
        """,
        """
        The gate is shut, for z is negative: 0 · 0.8 = 0               (5.14)
        """,
        using=NAMES,
        check="What is the slope of ReLU at this z?",
    ),
    Number.from_text(
        "05e-r3",
        "∂C/∂x₀ for W⁽¹⁾ = [[1, 2], [4, −1]] and δ⁽¹⁾ = (2, 1)",
        """
        W, delta = np.array([[1.0, 2.0], [4.0, -1.0]]), np.array([2.0, 1.0])
        answer = (W.T @ delta)[0]    # (5.19)
        """,
        """
        not transposed: W.T -> W
            Did you go along a row of W, or down a column?
            Input 0 acts through both neurons: down the first column, (5.19).

        the other input: [0] -> [1]
            That is input 1. Which column belongs to input 0?
            Down the first column: 1 · 2 + 4 · 1.

        one neuron only: (W.T @ delta)[0] -> W[0, 0] * delta[0]
            Into how many neurons does input 0 lead?
            Into both. Add 4 · 1.
        """,
        """
        Input 0 acts through both neurons: 1 · 2 + 4 · 1 = 6           (5.19)
        """,
        using=NAMES,
        check="Down the first column of W, times δ, and add.",
    ),
]
