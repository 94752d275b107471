"""Exercises of stage 04: matrix form."""

import itertools

import numpy as np

from backprop_lib.activations import sigmoid, sigmoid_prime
from backprop_lib.exercises.blanks import Blanks
from backprop_lib.exercises.choice import Choice
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.number import Number
from backprop_lib.exercises.ordering import Ordering
from backprop_lib.exercises.variants import VariedNumber

NAMES = {"np": np, "sigmoid": sigmoid, "sigmoid_prime": sigmoid_prime}

# The shapes of 04-1: the widths 5-2-7-3 and N = 4; what lies in columns, and what layer 2 has for parameters.
SHAPES = {"n0": 5, "n1": 2, "n2": 7, "n3": 3, "N": 4, "columns": (7, 4), "weights": (7, 2), "column": (7, 1)}

MATRIX_GRADIENTS = """
    def matrix_gradients(W, b, X, Y):
        L, N = len(W) - 1, X.shape[1]
        Z, A = [None], [X]
        for l in range(1, L + 1):
            Z.append(W[l] @ A[l - 1] + b[l])                                  # (4.2)
            A.append(sigmoid(Z[l]))                                           # (4.3)
        Delta, dW, db = [None] * (L + 1), [None] * (L + 1), [None] * (L + 1)
        Delta[L] = 2 * (A[L] - Y) * sigmoid_prime(Z[L])                       # (4.6) the start
        for l in range(L, 1, -1):
            Delta[l - 1] = sigmoid_prime(Z[l - 1]) * (W[l].T @ Delta[l])      # (4.11) the step back
        for l in range(1, L + 1):
            dW[l] = Delta[l] @ A[l - 1].T / N                                 # (4.8)
            db[l] = Delta[l].sum(axis=1, keepdims=True) / N                   # (4.9)
        return dW, db
    """

# Mistakes in 04-6, and in 06-6 as well.
SIGMOID_NETWORK = """
    slope of layer l: sigmoid_prime(Z[l - 1]) -> sigmoid_prime(Z[l])
        The last layer is right. In the step back, where is the slope taken?
        The slope belongs to the layer in which you arrive, (4.11): Z[l - 1], not Z[l].

    mu for mu': sigmoid_prime(Z => (A
        In (4.6) and (4.11) stands the slope of the sigmoid. What do you multiply by?
        You multiply by the activation. It is sigmoid_prime of Z, or A * (1 - A).

    mu for mu' in the step back: sigmoid_prime(Z[l - 1]) -> A[l - 1]
        The last layer is right. What do you multiply by in the step back, (4.11)?
        The step back has the activation in place of its derivative μ′(Z[l - 1]).

    mu' at a: sigmoid_prime(Z => sigmoid_prime(A
        What goes into μ′: what went into the neuron's μ, or what came out, (4.6), (4.11)?
        You use sigmoid_prime(A[l]). A has already been through the sigmoid: it is sigmoid_prime(Z[l]).

    no mu' at the start: * sigmoid_prime(Z[L]) ->
        Look at the start: is it a derivative by A or by Z, (4.6)?
        2(A − Y) is the derivative by the output's activation. Its slope μ′(Z[L]) is missing.

    no mu': * sigmoid_prime(Z[L]) -> ;; sigmoid_prime(Z[l - 1]) * ( -> (
        All layers are off. Does the sigmoid appear in your backward pass?
        The slopes are missing, at the start (4.6) and in the step back (4.11).

    factor 2 lost: 2 * (A[L] - Y) -> (A[L] - Y)
        Everything is off by the same factor. Where does the cost enter?
        The cost is a square, without a half: the start (4.6) has a 2.

    y - a: A[L] - Y -> Y - A[L]
        The sizes are right. In which direction does the cost grow?
        The start (4.6) has A − Y, in this order.

    no 1/N: / N => / 1
        With one sample all is right. Is the cost a sum or a mean, (4.4)?
        The 1/N is missing: it belongs into the start, or into both gradients, (4.8), (4.9).

    1/N twice: / N => / N / N
        With one sample all is right. In how many places do you divide by N?
        The 1/N has one place: in the start, or in the gradients (4.8), (4.9), not in both.

    no bias: + b[l] ->
        Are all parameters used in the forward pass?
        The b of (4.2) is missing.

    slope of tanh: sigmoid_prime(Z[L]) -> (1 - A[L] ** 2) ;; sigmoid_prime(Z[l - 1]) -> (1 - A[l - 1] ** 2)
        Which activation has the slope that you multiply by, (4.6), (4.11)?
        1 − a² is the slope of tanh. That of the sigmoid is a(1 − a), (1.4).

    slope 1 - a: sigmoid_prime(Z[L]) -> (1 - A[L]) ;; sigmoid_prime(Z[l - 1]) -> (1 - A[l - 1])
        Is the slope of the sigmoid complete, (1.4)?
        You multiply by 1 − a. The slope has two factors, a and 1 − a.

    start of cross-entropy: 2 * (A[L] - Y) * sigmoid_prime(Z[L]) -> A[L] - Y
        Which cost has the start that you use, (4.6)?
        A − Y alone belongs to another cost. The squared error has a 2, and the slope μ′(Z[L]) remains.

    target not subtracted: (A[L] - Y) -> A[L]
        Does your gradient depend on Y?
        Your backward pass starts with A. The start (4.6) has A − Y.

    no sigmoid at the output: A.append(sigmoid(Z[l])) -> A.append(sigmoid(Z[l]) if l < L else Z[l])
        Look at the forward pass: which layers have the sigmoid, (4.3)?
        You pass Z on in the last layer. All layers have the sigmoid here.

    sigmoid of the input: A = [None], [X] -> A = [None], [sigmoid(X)]
        Look at the forward pass: what goes into layer 1, (4.2)?
        You put X through the sigmoid. A[0] is X itself.

    two layers built in: len(W) - 1, -> 2,
        With two layers all is right. With three, does your function go through all of them?
        The output layer is L = len(W) - 1, not always 2: go through the layers in loops, (4.11) from L down to 2.
    """


def gradient_cases():
    """Return the cases of 04-6."""
    rng = np.random.default_rng(41)
    cases = []
    for sizes, N in (([4, 3, 5, 2], 6), ([3, 3, 3, 3], 3), ([3, 3, 3], 1), ([2, 4, 1], 5)):
        W = [None] + [rng.normal(size=(n, m)) for m, n in itertools.pairwise(sizes)]
        b = [None] + [rng.normal(size=(n, 1)) for n in sizes[1:]]
        arguments = (W, b, rng.normal(size=(sizes[0], N)), rng.uniform(size=(sizes[-1], N)))
        cases.append((f"the network {'-'.join(map(str, sizes))} and N = {N}", arguments))
    return cases


def _passed_forward(lists, *sizes):
    """Return what a backward pass through a network finds, with six samples, and lists for what it computes."""
    rng, N = np.random.default_rng(41), 6
    W, Z, A = [None], [None], [rng.normal(size=(sizes[0], N))]
    for before, here in itertools.pairwise(sizes):
        W.append(rng.normal(size=(here, before)))
        Z.append(W[-1] @ A[-1] + rng.normal(size=(here, 1)))
        A.append(sigmoid(Z[-1]))
    known = {"W": W, "Z": Z, "A": A, "Y": rng.uniform(size=(sizes[-1], N)), "L": len(sizes) - 1, "N": N}
    return {**known, **{name: [None] * len(sizes) for name in lists}, "sigmoid_prime": sigmoid_prime}


def _forward_cases():
    """Return the cases of 04-9."""
    rng = np.random.default_rng(49)
    cases = []
    for sizes, N in (([4, 3, 5, 2], 6), ([3, 3, 3], 3), ([2, 4, 1], 5), ([3, 2], 1), ([2, 3], 4)):
        W = [None] + [rng.normal(size=(n, m)) for m, n in itertools.pairwise(sizes)]
        b = [None] + [rng.normal(size=(n, 1)) for n in sizes[1:]]
        arguments = (W, b, rng.normal(size=(sizes[0], N)))
        cases.append((f"the network {'-'.join(map(str, sizes))} and N = {N}", arguments))
    return cases


def _step_back_cases():
    """Return the cases of 04-10."""
    rng = np.random.default_rng(410)
    cases = []
    for n, m, N in ((2, 5, 6), (4, 3, 1), (3, 3, 3), (3, 3, 4)):
        arguments = (rng.normal(size=(n, m)), rng.normal(size=(n, N)), rng.normal(size=(m, N)))
        cases.append((f"W of shape ({n}, {m}) and N = {N}", arguments))
    return cases


def _update_cases():
    """Return the cases of 04-12."""
    rng = np.random.default_rng(412)
    cases = []
    for sizes, alpha in (([4, 3, 5, 2], 0.3), ([2, 8, 1], 3.0), ([3, 4, 2], 0.3), ([3, 2], 0.05)):
        shapes = [(n, m) for m, n in itertools.pairwise(sizes)]
        lists = ([None] + [rng.normal(size=shape) for shape in shapes] for _ in range(2))
        cases.append((f"the network {'-'.join(map(str, sizes))} and α = {alpha}", (*lists, alpha)))
    return cases


EXERCISES = [
    Choice.from_text(
        "04-1",
        "the shapes of Z(2), Δ(2), ∂C/∂W(2) and ∂C/∂b(2) in the network 5-2-7-3 with N = 4",
        ((7, 4), (7, 4), (7, 2), (7, 1)),
        """
        A Δᵀ: = (columns, columns, (n1, n2), column)
            Three are right. Could you subtract your third one from W(2)?
            A gradient has the shape of its parameter: you have the product A Δᵀ; (4.8) is Δ Aᵀ.

        sum over the wrong axis: = (columns, columns, weights, (N, 1))
            How many biases has layer 2?
            The sum of (4.9) runs over the samples, along each row. You added up the neurons.

        sum over the wrong axis, a row: = (columns, columns, weights, (1, N))
            How many biases has layer 2?
            The sum of (4.9) runs over the samples, along each row: axis=1. You have what axis=0 gives.

        no sum over the samples: = (columns, columns, weights, columns)
            Does layer 2 have a bias for each neuron, or for each neuron and each sample?
            You have the shape of Δ(2). In (4.9) the product with the column of ones adds up its columns.

        b without its second axis: = (columns, columns, weights, (n2,))
            The number of biases is right. In this series, is b a list of numbers or a column?
            b(2) is a column, with two axes; keepdims=True keeps the second in (4.9).

        samples as rows: = ((N, n2), (N, n2), weights, column)
            Look at X again: is a sample a row or a column of it?
            Samples are columns, (4.2): the N is the second number of Z and of Δ.

        layer 1: = ((n1, N), (n1, N), (n1, n0), (n1, 1))
            These are the shapes of another layer.
            The widths are n0, n1, n2, n3: the count starts with 0, at the input. You have layer 1.

        weights to the next layer: = (columns, columns, (n3, n2), column)
            Does W(2) lead into layer 2, or out of it?
            In (4.2) Z(2) = W(2) A(1) + b(2). You have the shape of W(3).

        delta already averaged: = (columns, column, weights, column)
            Does the backward pass mix the samples before the very end?
            Column s of Δ belongs to sample s, (4.5). The samples are added up only in (4.8) and (4.9).

        gradient with a column for each sample: = (columns, columns, columns, column)
            Three are right. Could you subtract your third one from W(2)?
            You have the shape of Δ(2). ∂C/∂W(2) has the shape of W(2); the product (4.8) adds up the samples.

        layer 3: = ((n3, N), (n3, N), (n3, n2), (n3, 1))
            These are the shapes of another layer.
            The widths are n0, n1, n2, n3: the count starts with 0, at the input. You have layer 3.

        weights transposed everywhere: = (columns, columns, (n1, n2), (1, n2))
            Two are right. Could you subtract the other two from W(2) and from b(2)?
            A gradient has the shape of its parameter: b(2) is a column, and W(2) has 7 rows.

        delta of the layer before: = (columns, (n1, N), weights, column)
            Three are right. From which layer does Δ(2) come, and by what is it a derivative?
            Δ(2) holds the derivatives by Z(2) and has its shape, (4.5). You have the shape of Δ(1).

        one sample: = ((n2, 1), (n2, 1), weights, column)
            Two are right. Where are the samples?
            You have the shapes for a single sample. Each sample has its own column of Z and of Δ, (4.2).
        """,
        """
        The widths are n0 = 5, n1 = 2, n2 = 7, n3 = 3, and N = 4.
        Z(2) = W(2) A(1) + b(2): (7, 2) times (2, 4) is (7, 4)                           (4.2)
        Δ(2) holds a derivative by each entry of Z(2): (7, 4), the shape of Z(2)         (4.5)
        ∂C/∂W(2) = Δ(2) A(1)ᵀ / N: (7, 4) times (4, 2) is (7, 2), the shape of W(2)      (4.8)
        ∂C/∂b(2) = Δ(2) 1 / N: (7, 4) times (4, 1) is (7, 1), the shape of b(2)          (4.9)
        The 4 is the inner number of the last two products: they add up the samples.
        """,
        using=SHAPES,
    ),
    Choice.from_text(
        "04-2",
        "m * W.T @ d without brackets, W of shape (4, 3): what happens for N = 1, 3, 4, 6?",
        ("right", "error", "wrong", "error"),
        """
        always right: = ("right", "right", "right", "right")
            Which of the two operators does Python carry out first here?
            `*` and `@` have the same rank, so m * W.T comes first. For which N is that possible?

        an error for one sample too: = ("error", "error", "wrong", "error")
            What does numpy do with a column beside a matrix of the same height?
            For N = 1 the column m scales the rows of W.T. Is that different from scaling the rows of the result?

        wrong for one sample: = ("wrong", "error", "wrong", "error")
            Three are right. Try one sample, with numbers: where does m end up?
            For N = 1 each row of W.T is scaled by its own entry of m, and so is each entry of the product.

        N beside the wrong width: = ("right", "wrong", "error", "error")
            m has as many rows as W.T anyway. Which of the other two numbers have to be the same?
            m is (3, N) and W.T is (3, 4). Entry by entry they fit if N is the number of columns of W.T.

        an error for all but one: = ("right", "error", "error", "error")
            There is one more N for which numpy does not complain.
            m is (3, N) and W.T is (3, 4). For which N have they the same shape?

        what runs is right: = ("right", "error", "right", "error")
            Numpy does not complain for N = 4. Are the numbers those of (4.11)?
            With equal shapes m * W.T multiplies weights by slopes of samples. Compare with (4.11).

        never an error: = ("right", "wrong", "wrong", "wrong")
            Write down the shapes of m and of W.T for six samples. Can they be multiplied entry by entry?
            (3, 6) * (3, 4) is refused. What is refused cannot give a wrong number.

        wrong or an error always: = ("wrong", "wrong", "wrong", "wrong")
            Try one sample, with numbers; and then write down the shapes for six.
            For N = 1 scaling comes before or after the product, with the same result. Else the shapes decide.

        right for equal widths: = ("error", "error", "right", "error")
            Two are right. Try one sample, with numbers; and compare with (4.11) where the shapes are equal.
            A column m is copied for each column of W.T, so N = 1 runs. Equal shapes run too, but may be wrong.
        """,
        """
        Python reads m * W.T @ d as (m * W.T) @ d. With m (3, N), W.T (3, 4) and d (4, N):
        N = 1: m is one column and is copied for each column of W.T. Row i of W.T is multiplied by m_i, and then so is
               entry i of the product: the same as (4.11), by luck.                              right
        N = 3: (3, 3) * (3, 4) does not fit.                                                    error
        N = 4: (3, 4) * (3, 4) fits, and weights are multiplied by slopes of other samples.     wrong
        N = 6: (3, 6) * (3, 4) does not fit.                                                    error
        With the brackets of (4.11) it is right for every N.
        """,
    ),
    Number.from_text(
        "04-3",
        "your ∂C/∂W divided by the numerical one, N = 9: without 1/N; with 1/N twice; without 1/N and without the 2",
        """
        N = 9.0
        factor = 2 / N                                         # of the right gradient: (4.6), (4.8)
        answer = [2 / factor, 2 / N**2 / factor, 1 / factor]
        """,
        """
        upside down: = [1 / ratio for ratio in answer]
            Which of the two stands on top: yours, or the numerical one?
            A gradient that lacks a division is too large, (4.8). You have the numerical one divided by yours.

        one sample: N = 9.0 -> N = 1.0
            For which N would the 1/N make no difference?
            You have the ratios for N = 1. That is why one sample is a bad test, (4.14).

        the 2 on the wrong side: 1 / factor] -> 4 / factor]
            Two are right. Is a gradient that lacks the 2 of (4.6) larger or smaller?
            Both slips act at once in the third: one makes it larger, the other smaller, (4.6), (4.8).

        the 2 not noticed: 1 / factor] -> 2 / factor]
            Two are right. In the third two things are missing.
            The start is 2(A − Y) ⊙ μ′(Z), (4.6). What remains of the gradient if the 2 is left out?

        the 1/N not noticed: 1 / factor] -> 1 / N / factor]
            Two are right. In the third two things are missing.
            You have the third for a lost 2 alone. The 1/N of (4.8) is missing as well.

        twice compared with none: 2 / N**2 / factor -> 2 / N**2 / 2
            What is the second one compared with: a gradient without any 1/N, or the right one?
            A gradient without slips has one 1/N itself, (4.8). Only the other one remains in the ratio.

        twice is once: 2 / N**2 / factor -> 2 / N / factor
            Would a gradient check pass with 1/N twice?
            Of the two 1/N one belongs there, (4.8). The other one remains in the ratio.

        twice the number: 2 / N**2 / factor -> 2 / (2 * N) / factor
            Two are right. What is the product of 1/N and 1/N?
            1/N twice is 1/N², not 1/(2N). One of the two belongs there, (4.8); what remains in the ratio?

        the square: [2 / factor -> [2 * N / factor
            Two are right. How many 1/N has the right gradient, (4.8), and how many has yours in the first case?
            You have N². Without its only 1/N the gradient is N times as large.

        twice the wrong way: 2 / N**2 / factor -> N**2
            Does one division more make a gradient larger or smaller, (4.8)?
            You have N². Two divisions by N, beside the one of the right gradient, leave a ratio below 1.
        """,
        """
        The right gradient is Δ Aᵀ / N, with Δ(L) = 2(A − Y) ⊙ μ′(Z).                   (4.8), (4.6)
        without 1/N:                    Δ Aᵀ divided by Δ Aᵀ / N is N = 9
        with 1/N twice:                 Δ Aᵀ / N² divided by Δ Aᵀ / N is 1/N = 0.1111
        without 1/N and without the 2:  Δ Aᵀ / 2 divided by Δ Aᵀ / N is N/2 = 4.5
        The ratio is the same in all entries: that is how you recognise a lost constant.
        """,
        using=NAMES,
        check="Take N = 2 and one weight, and write all three down.",
    ),
    Number.from_text(
        "04-4",
        "factors along a path, and multiplications for one weight of layer 1 in 2-5-3-4-6, path by path (∂C/∂a given)",
        """
        n2, n3, n4 = 3, 4, 6                       # the neuron of layer 1 is given
        slopes, weights = 4, 3                     # of layers 1 to 4, and of layers 2 to 4
        factors = 1 + slopes + weights + 1         # with ∂C/∂a and with the input
        paths = n2 * n3 * n4
        answer = [factors, paths * (factors - 1)]
        """,
        """
        paths counted: paths * (factors - 1)] -> paths]
            How many factors has the product along one path, and what does it take to multiply them?
            Along a path: ∂C/∂a, a slope in each of four layers, three weights, and the input of (4.7).

        last two factors outside: paths * (factors - 1)] -> paths * (factors - 3) + 2]
            You multiplied something once for all paths. Here each path is a product of its own.
            You kept μ′ and the input of layer 1 outside the sum, as in (3.17). Multiply them into each path.

        last two factors outside, and not counted: = [factors - 2, paths * (factors - 3)]
            You multiplied something once for all paths. Here each path is a product of its own.
            You left μ′ and the input of layer 1 outside the sum, as in (3.17). They are factors of each path here.

        additions counted: paths * (factors - 1)] -> paths * (factors - 1) + paths - 1]
            Which operations are asked for, and which have you counted?
            You counted the additions of the 72 products as well. Only multiplications are asked for.

        factors counted: paths * (factors - 1)] -> paths * factors]
            Count again for a short product: how many multiplications does a · b · c take?
            You counted factors. A product of nine factors takes eight multiplications.

        one factor too few: weights + 1 -> weights
            Walk along a path again, from its first factor to its last. How many are there?
            One factor is missing: ∂C/∂a counts, the input counts, and each of the four layers has its slope.

        one factor too few, factors counted: [factors, -> [factors - 1,
            Your second number does not follow from your first one. Walk along a path once more.
            A factor is missing in the first number: ∂C/∂a counts, the input counts, and each layer has its slope.

        own layer counted: paths = n2 -> paths = 5 * n2
            The weight leads into one neuron of layer 1. Where can its paths go from there?
            The choices are those of layers 2, 3 and 4. The neuron of layer 1 is given.

        widths added: n2 * n3 * n4 -> n2 + n3 + n4
            How many paths lead through a layer of 3 and then a layer of 4?
            From each neuron a path may go on to every neuron of the next layer: the widths are multiplied.

        output layer left out: * n4 ->
            Where do your paths end?
            The cost depends on all three outputs, (4.4). Each path may end at any of them.

        slopes left out: slopes, weights = 4, 3 -> slopes, weights = 0, 3
            What stands between two weights on a path?
            In each of the four layers a path passes from a to z: a factor μ′ each time, (4.11).

        one path: paths * (factors - 1)] -> factors - 1]
            The second number is the work for one path.
            The derivative is the sum over all paths from the neuron to the outputs.

        backward sweep: = [factors, n4 + (n4 * n3 + n3) + (n3 * n2 + n2) + (n2 * 5 + 5) + 1]
            The second number belongs to a better way than the one asked for.
            You counted the backward pass (4.11), which shares the work. Here each path is multiplied by itself.

        first layer after the weight left out: n2 * n3 -> n3
            The first number is right. To how many neurons does the neuron of layer 1 lead?
            A path has a choice in layer 2 as well: the widths of layers 2, 3 and 4 are multiplied.

        paths from the inputs: paths = n2 -> paths = 2 * 5 * n2
            Where do the paths of this weight begin? It has its two ends already.
            You counted all paths through the network. The weight leads from one input into one neuron of layer 1.

        the weight itself counted: slopes, weights = 4, 3 -> slopes, weights = 4, 4
            You have one factor too many. By what is the derivative taken?
            The derivative of z by the weight is the input, (4.7); the weight itself is not among the factors.

        input layer counted: = [factors, 2 * paths * (factors - 1)]
            The number of factors is right. Through how many inputs does this weight go?
            You multiplied by the width of the input as well. A single weight belongs to a single input, (4.7).
        """,
        """
        Paths: the weight leads into one neuron of layer 1. From there 3 · 4 · 6 = 72 paths lead to the outputs.
        Factors along a path: ∂C/∂a (1, given), the slopes of layers 4, 3, 2, 1 (4), the weights of layers 4, 3, 2 (3),
        the input (1): 9 factors, 8 multiplications.                   (4.7), (4.11)
        72 · 8 = 576, and this for every single weight.

        The backward pass takes 6 multiplications for the start (4.6), once 2(a − y) is there; 24 + 4, 12 + 3 and
        15 + 5 for the three steps back (4.11), weights and slopes; and one with the input. Together 70, and all
        of them but the last serve the other weights of layer 1 as well.
        """,
        using=NAMES,
        check="Count the paths of 2-1-1-1-1 first, and the factors along its only path.",
        tolerance=1e-9,
    ),
    VariedNumber.from_text(
        "04-5",
        "three samples: the entry in row 1 and column 2 of ∂C/∂W(1)",
        """
        X = np.array([[0.4, 1.0, -0.2], [-0.8, -0.8, -1.5]])
        A1 = np.array([[0.3, 0.8, 0.6], [0.6, 0.9, 0.4]])
        W2 = np.array([[1.4, -0.4], [-1.8, 0.9]])
        Delta2 = np.array([[0.3, -0.3, -0.2], [-0.5, 0.6, 0.5]])
        slopes = A1 * (1 - A1)                        # (1.4)
        back = W2.T @ Delta2                          # (4.11): by A(1)
        Delta1 = slopes * back                        # (4.11)
        by_W1 = Delta1 @ X.T / 3                      # (4.8)
        answer = by_W1[0, 1]                          # row 1, column 2
        """,
        """
        W for its transpose: W2.T -> W2
            Which entries of W(2) belong to what comes out of neuron 1?
            (4.11) has W(2) transposed: neuron 1 collects along its column. You went along the row.

        mu for mu': A1 * (1 - A1) -> A1
            The step back has the activation where (4.11) has its derivative.
            The slope of the sigmoid is a(1 − a). You multiplied by a.

        mu' at a: A1 * (1 - A1) -> sigmoid_prime(A1)
            What does A(1) hold: what goes into the sigmoid, or what came out?
            A(1) is σ(Z(1)) already, so the slope is a(1 − a). You applied σ once more.

        no mu': slopes * back -> back
            Is something missing between W(2)ᵀ Δ(2) and Δ(1)?
            The slope μ′(Z(1)) of (4.11) is left out.

        entry (2, 1): [0, 1] -> [1, 0]
            You have an entry of this matrix. Which one?
            Row 1 comes from Δ(1), column 2 from the second input, (4.8). You have row 2, column 1.

        entry (1, 1): [0, 1] -> [0, 0]
            You have an entry of this matrix. Which one?
            Column 2 belongs to the second input, the second row of X, (4.8).

        a of layer 1: X.T -> A1.T
            Which activations does W(1) multiply in the forward pass?
            ∂C/∂W(1) is made of Δ(1) and A(0) = X, (4.8). You took A(1).

        one neuron of layer 2: W2.T @ Delta2 -> W2[:1].T @ Delta2[:1]
            Neuron 1 acts on the cost in two ways. How many have you counted?
            The product W(2)ᵀ Δ(2) adds up over both neurons of layer 2, (4.10). You have the first alone.

        mean delta times mean input: by_W1[0, 1] -> Delta1[0].mean() * X[1].mean()
            Each sample has its own δ and its own input. When may they be averaged?
            (4.8) averages the products, sample by sample. You averaged δ and input by themselves.

        last sample only: by_W1[0, 1] -> Delta1[0, 2] * X[1, 2]
            How many of the samples have a say in your answer, (4.8)?
            You have the third sample alone. (4.8) adds up all three and divides by 3.

        first sample only: by_W1[0, 1] -> Delta1[0, 0] * X[1, 0]
            How many of the samples have a say in your answer, (4.8)?
            You have the first sample alone. (4.8) adds up all three and divides by 3.

        bias: by_W1[0, 1] -> Delta1[0].mean()
            You have a derivative of neuron 1, but by another parameter.
            You have ∂C/∂b, (4.9). For a weight each δ is multiplied by the input of its sample, (4.8).

        second sample only: by_W1[0, 1] -> Delta1[0, 1] * X[1, 1]
            How many of the samples have a say in your answer, (4.8)?
            You have the second sample alone. (4.8) adds up all three and divides by 3.

        last sample left out: Delta1 @ X.T -> Delta1[:, :2] @ X[:, :2].T
            One of the three samples has no say in your answer.
            You left out the third sample, (4.8): three products are added up and divided by 3.

        1/N forgotten: / 3 ->
            Is the cost the sum over the samples, or their mean?
            The 1/N of (4.8) is missing.

        divided by the neurons: / 3 -> / 2
            By what do you divide? What does the mean of (4.4) count?
            You divided by 2, the number of neurons. N is the number of samples: the columns of X.

        entry (2, 2): [0, 1] -> [1, 1]
            You have an entry of this matrix. Which one?
            Row 1 comes from Δ(1), (4.8): it is neuron 1 of layer 1. You have row 2.

        second neuron of layer 2 only: W2.T @ Delta2 -> W2[1:].T @ Delta2[1:]
            Neuron 1 acts on the cost in two ways. How many have you counted?
            The product W(2)ᵀ Δ(2) adds up over both neurons of layer 2, (4.10). You have the second alone.

        no step back: by_W1 = Delta1 -> by_W1 = Delta2
            Which Δ belongs to W(1)?
            You took Δ(2). One step back, (4.11), is still to be made: ∂C/∂W(1) is made of Δ(1).

        slope 1 - a: A1 * (1 - A1) -> (1 - A1)
            Look at the slope of the sigmoid, (1.4).
            You multiplied by 1 − a. The slope has two factors, a and 1 − a.

        square for slope: A1 * (1 - A1) -> (1 - A1**2)
            Which activation has the slope that you use?
            1 − a² belongs to tanh. The slope of the sigmoid is a(1 − a), (1.4).

        all inputs without their minus: Delta1 @ X.T -> Delta1 @ abs(X).T
            Which sign has each of the inputs in row 2 of X?
            Row 2 of X holds negative numbers; they have lost their minus.
        """,
        """
        Row 1 of Δ(1) is needed, and row 2 of X.
        row 1 of W(2)ᵀ Δ(2): column 1 of W(2), (1.4, −1.8), with the columns of Δ(2): 1.3200, −1.5000, −1.1800   (4.10)
        slopes a(1 − a) of row 1 of A(1):   0.2100, 0.1600, 0.2400
        row 1 of Δ(1), their products:      0.2772, −0.2400, −0.2832                         (4.11)
        times row 2 of X, added up:         − 0.22176 + 0.19200 + 0.42480 = 0.39504
        divided by N = 3:                   0.13168                                 (4.8)
        """,
        paper="""
        Layers 0, 1 and 2 of a network with sigmoid neurons have two neurons each. With N = 3 samples the forward pass
        has come to X = {X} and A⁽¹⁾ = {A1}. With W⁽²⁾ = {W2} the backward pass has come to Δ⁽²⁾ = {Delta2}. What is the
        entry in row 1 and column 2 of ∂C/∂W⁽¹⁾?
        """,
        using=NAMES,
        check="Write down row 1 of W(2)ᵀ Δ(2), of the slopes, of Δ(1): three numbers each.",
        samples=3,
    ),
    Code.from_text(
        "04-6",
        "write matrix_gradients(W, b, X, Y): forward and backward pass of a sigmoid network",
        MATRIX_GRADIENTS,
        SIGMOID_NETWORK
        + """
        W not transposed: W[l].T -> W[l]
            The last layer is right. Look at the step back, (4.11): along a row of W or along a column?
            W[l] needs its transpose in (4.11). Equal widths do not complain.

        W of layer l-1: W[l].T -> W[l - 1].T
            The last layer is right. Which weights lie between layer l − 1 and layer l?
            The step from layer l back to layer l − 1 crosses W[l], (4.11). You took its neighbour.

        no mu' in the step back: sigmoid_prime(Z[l - 1]) * (W -> (W
            The last layer is right. Is the step back complete, (4.11)?
            W[l].T @ Delta[l] is the derivative by A[l - 1]. To get to Z[l - 1] the slope μ′ is missing.

        no brackets: (W[l].T @ Delta[l]) -> W[l].T @ Delta[l]
            The last layer is right. In which order does Python compute your step back?
            `*` and `@` have the same rank. Put brackets around W[l].T @ Delta[l], as in (4.11).

        Z multiplied as a matrix: * (W[l].T -> @ (W[l].T
            The last layer is right. Which of the products in (4.11) are entry by entry?
            The slopes are multiplied with ⊙, which is `*` in numpy. You used `@`.

        a of layer l: A[l - 1].T -> A[l].T
            db is right. Which activations does W[l] multiply in the forward pass?
            W[l] multiplies A[l - 1] in (4.2), so A[l - 1] stands in (4.8).

        A not transposed: A[l - 1].T -> A[l - 1]
            db is right. Over what does the inner sum of your dW run?
            In (4.8) the inner sum runs over the samples: Delta[l] @ A[l - 1].T.

        dW transposed: Delta[l] @ A[l - 1].T -> A[l - 1] @ Delta[l].T
            db is right. Which index of ∂C/∂W belongs to Δ, and which to A, (4.8)?
            The first index of ∂C/∂W comes from Δ, the second from A, (4.8). You have the transpose.

        db over the wrong axis: axis=1 -> axis=0
            dW is right. Does your db add up samples, or neurons?
            The samples are columns, so (4.9) adds up along each row: axis=1.

        db not added up: .sum(axis=1, keepdims=True) ->
            dW is right. How many columns has b[l], and how many your db[l]?
            In (4.9) the product with the column of ones adds up the samples.

        db no column: , keepdims=True ->
            The numbers are right. Has db[l] the shape of b[l]?
            The sum of (4.9) loses an axis. keepdims=True keeps the column.

        db from layer l-1: Delta[l].sum -> Delta[max(l - 1, 1)].sum
            dW is right. From which layer's Δ do you take db[l]?
            (4.9) has the same l on both sides. You took the Δ of the layer before.

        db without 1/N: keepdims=True) / N -> keepdims=True)
            dW is right. In db the samples are added up: is the cost their sum, or their mean?
            (4.9) has a 1/N too.

        db with 1/N twice: .sum(axis=1 -> .mean(axis=1
            dW is right. How often do you divide by N on the way to db?
            A mean holds the 1/N of (4.9) already.

        dW without 1/N: A[l - 1].T / N -> A[l - 1].T
            db is right. In dW the samples are added up: is the cost their sum, or their mean?
            The matrix product of (4.8) adds up the samples. The mean needs 1/N beside it.

        divided by the rows: X.shape[1] -> X.shape[0]
            By what do you divide? Which axis of X counts the samples?
            Samples are columns: N is X.shape[1]. You divide by the number of inputs, X.shape[0] or len(X).

        divided by the outputs: X.shape[1] -> Y.shape[0]
            By what do you divide? Which axis of Y counts the samples?
            Samples are columns: N is Y.shape[1]. You divide by the number of outputs, Y.shape[0] or len(Y).

        mean over the outputs too: X.shape[1] -> X.shape[1] * Y.shape[0]
            With a single output all is right. Over what is the cost a mean, (4.4)?
            (4.4) adds up the outputs and averages the samples. You averaged both.

        mean delta times mean activation
            Delta[l] @ A[l - 1].T / N -> Delta[l].mean(axis=1, keepdims=True) @ A[l - 1].mean(axis=1, keepdims=True).T
            db is right. For the weights each δ belongs to the activation of the same sample.
            A mean of products is no product of means. Δ @ A.T adds the products sample by sample, (4.8).

        dW and db one list
            Delta, dW, db = -> Delta, dW =
            [None] * (L + 1), [None] * (L + 1), [None] * (L + 1) -> [None] * (L + 1), [None] * (L + 1); db = dW
            Your dW and your db hold the same arrays. How many lists have you made?
            `dW = db = [...]` gives two names to one list: what is written last, for (4.9), replaces what stood there.
        """,
        using=NAMES,
        cases=gradient_cases,
        parts=("dW", "db"),
        samples=lambda arguments: arguments[2].shape[1],
        check="Compare with complex_step_gradient of the mean cost, layer by layer, from the last to the first.",
    ),
    Ordering.from_text(
        "04-7",
        "put six of nine lines in order, so that they are the backward pass of a sigmoid network",
        "fdahcb",
        {
            "a": "    dW[l] = Delta @ A[l - 1].T / N",
            "b": "        Delta = sigmoid_prime(Z[l - 1]) * (W[l].T @ Delta)",
            "c": "    if l > 1:",
            "d": "for l in range(L, 0, -1):",
            "e": "        Delta = sigmoid_prime(A[l - 1]) * (W[l].T @ Delta)",
            "f": "Delta = 2 * (A[L] - Y) * sigmoid_prime(Z[L])",
            "g": "        Delta = sigmoid_prime(Z[l - 1]) * (W[l] @ Delta)",
            "h": "    db[l] = Delta.sum(axis=1, keepdims=True) / N",
            "i": "    dW[l] = A[l - 1] @ Delta.T / N",
        },
        """
        W not transposed: = tuple("fdahcg")
            Look at the step back, (4.11): along a row of W or along a column?
            W[l] needs its transpose in (4.11): what leaves neuron j stands in column j.

        mu' at a: = tuple("fdahce")
            Look at the slope in (4.11): at which number is it taken?
            The slope of (4.11) is taken at z, in front of the activation, and not at a.

        gradient transposed: = tuple("fdihcb")
            Look at (4.8): which shape has W[l], and which shape has what you add up?
            (4.8) is delta times the row of inputs; the other way round it is the transpose.

        stepped back too early: = tuple("fdcbah")
            Which layer does Delta belong to when the gradients of layer l are computed?
            (4.8) and (4.9) need the Delta of layer l: they come before the step back, (4.11).
        """,
        """
        Delta begins at the output, (4.6). Then, layer by layer from the last to the first: the gradients of this layer
        from its Delta, (4.8) and (4.9), in any order, and after them the step back, (4.11), except from layer 1.
        """,
        data=lambda: _passed_forward(("dW", "db"), 4, 3, 5, 2),
        square=lambda: _passed_forward(("dW", "db"), 3, 3, 3, 3),
        results=("dW", "db"),
        check="Write the six lines into a cell, and compare with complex_step_gradient.",
    ),
    Blanks.from_text(
        "04-8",
        "fill the blanks in the backward pass of a sigmoid network: the start, the step back, dW and db",
        """
        Delta[L] = ⟨2 * (A[L] - Y) * sigmoid_prime(Z[L])⟩  # (4.6) the start
        for l in range(L, 1, -1):
            Delta[l - 1] = sigmoid_prime(Z[l - 1]) * (⟨W[l].T @ Delta[l]⟩)  # (4.11) the step back
        for l in range(1, L + 1):
            dW[l] = ⟨Delta[l] @ A[l - 1].T / N⟩  # (4.8)
            db[l] = ⟨Delta[l].sum(axis=1, keepdims=True) / N⟩  # (4.9)
        """,
        """
        no mu' at the start: * sigmoid_prime(Z[L])⟩ -> ⟩
            Look at the start: is it a derivative by A or by Z, (4.6)?
            2(A − Y) is the derivative by the output's activation. Its slope μ′(Z[L]) is missing.

        mu for mu' at the start: sigmoid_prime(Z[L]) -> A[L]
            One factor of the start should be a slope, (4.6).
            You multiply by the activation. The slope is sigmoid_prime of Z[L].

        mu' at a: sigmoid_prime(Z[L]) -> sigmoid_prime(A[L])
            What goes into μ′: what went into the neuron's μ, or what came out, (4.6)?
            You take the slope at A[L]. A has already been through the sigmoid: it is sigmoid_prime(Z[L]).

        factor 2 lost: 2 * (A[L] - Y) -> (A[L] - Y)
            Something small is missing at the start, (4.6).
            The cost is made of squares: the derivative of u² is 2u.

        sign lost: (A[L] - Y) -> (Y - A[L])
            In which direction does the cost grow, (4.6)?
            (4.6) has A − Y, in this order.

        1/N at the start: 2 * (A[L] - Y) -> 2 / N * (A[L] - Y)
            The 1/N has one place in this backward pass. Which lines have it, (4.6) or (4.8) and (4.9)?
            You divide by N at the start, and (4.8) and (4.9) divide once more. Δ belongs to single samples.

        W not transposed: W[l].T -> W[l]
            Look at the step back, (4.11): along a row of W or along a column?
            W[l] needs its transpose in (4.11). With widths that differ numpy complains.

        W of layer l-1: W[l].T -> W[l - 1].T
            Which weights lie between layer l − 1 and layer l, (4.11)?
            The step from layer l back to layer l − 1 crosses W[l], (4.11). You took its neighbour.

        delta of layer l-1: @ Delta[l]⟩ -> @ Delta[l - 1]⟩
            From which layer does the step back come, (4.11)?
            On the right of (4.11) stands the Δ that is known already, Delta[l].

        a of layer l: A[l - 1].T -> A[l].T
            Which activations does W[l] multiply in the forward pass, (4.2)?
            W[l] multiplies A[l - 1] in (4.2), so A[l - 1] stands in (4.8).

        dW transposed: Delta[l] @ A[l - 1].T -> A[l - 1] @ Delta[l].T
            Which index of ∂C/∂W belongs to Δ, and which to A, (4.8)?
            The first index of ∂C/∂W comes from Δ, the second from A, (4.8). You have the transpose.

        dW without 1/N: A[l - 1].T / N -> A[l - 1].T
            The matrix product of (4.8) adds something up. Is the cost a sum, or a mean?
            The product adds up the samples. The mean needs 1/N beside it, (4.8).

        db over the wrong axis: axis=1 -> axis=0
            Does your db add up samples, or neurons, (4.9)?
            The samples are columns, so (4.9) adds up along each row: axis=1.

        db not added up: .sum(axis=1, keepdims=True) ->
            How many columns has b[l], and how many your db[l], (4.9)?
            In (4.9) the product with the column of ones adds up the samples.

        db no column: , keepdims=True ->
            The numbers are right. Has db[l] the shape of b[l], (4.9)?
            The sum of (4.9) loses an axis. keepdims=True keeps the column.

        db 1/N twice: .sum(axis=1, keepdims=True) -> .mean(axis=1, keepdims=True)
            With one sample db is right as well. In how many places do you divide by N, (4.9)?
            A mean divides by N already. After it comes no other 1/N: (4.9) has one.

        db without 1/N: keepdims=True) / N -> keepdims=True)
            With one sample db is right as well. Is the cost a sum, or a mean, (4.9)?
            (4.9) has a 1/N too.
        """,
        """
        The start is the derivative by Z of the last layer, so it has a slope. The step back crosses W[l] against its
        direction, along its columns. A gradient is Delta times what came in; 1/N stands there and nowhere else.
        """,
        data=lambda: _passed_forward(("Delta", "dW", "db"), 4, 3, 5, 2),
        square=lambda: _passed_forward(("Delta", "dW", "db"), 3, 3, 3, 3),
        results=("dW", "db"),
        check="Write the program into a cell, and compare with complex_step_gradient, one line at a time.",
    ),
    Code.from_text(
        "04-9",
        "write my_forward(W, b, X): the output of a network with sigmoid neurons, for all samples at once",
        """
        def my_forward(W, b, X):
            A = X
            for l in range(1, len(W)):
                Z = W[l] @ A + b[l]  # (4.2)
                A = sigmoid(Z)       # (4.3)
            return A
        """,
        """
        sigmoid at the end only: A = sigmoid(Z) -> A = Z ;; return A -> return sigmoid(A)
            With one layer it works. What do the layers before the last one send on, (4.3)?
            You apply σ once, at the end. Each layer has it, (4.3), and passes A on, not Z.

        another activation: sigmoid(Z) -> np.maximum(0, Z)
            Can an output of yours be larger than 1? Which μ is asked for, (4.3)?
            You use ReLU. Here each layer has the sigmoid.

        no bias: @ A + b[l] -> @ A
            Are all parameters used, (4.2)?
            The b of (4.2) is missing.

        W transposed: W[l] @ A -> W[l].T @ A
            Does neuron i go along its row of W, (4.1), or along a column?
            You transposed W[l]. In (4.2) it stands as it is: row i holds what comes into neuron i.

        sigmoid of the input: A = X -> A = sigmoid(X)
            What goes into layer 1, (4.2)?
            You put X through the sigmoid. A(0) is X itself.

        no sigmoid at the output: sigmoid(Z) -> sigmoid(Z) if l < len(W) - 1 else Z
            Which layers have the sigmoid, (4.3)?
            You pass Z on in the last layer. All layers have the sigmoid here.

        no sigmoid: sigmoid(Z) -> Z
            What is done to Z before the next layer hears it, (4.3)?
            You pass Z on as it is. In each layer A is the sigmoid of Z.

        every layer from the input: W[l] @ A -> W[l] @ X
            What does layer 2 hear, (4.2)?
            Each of your layers hears X. It should hear the layer before.

        bias as a row: + b[l] -> + b[l].T
            Does each neuron have its bias, or each sample?
            b[l] is a column, and numpy adds it to every column of the product, (4.2). You added a row.

        bias after the sigmoid: + b[l]  # -> # ;; sigmoid(Z) -> sigmoid(Z) + b[l]
            Where is the bias added: to z, or to a, (4.2)?
            The bias belongs to Z, in front of the sigmoid.

        bias inside the sum: W[l] @ A -> W[l] @ A + (len(A) - 1) * b[l]
            How often is the bias of a neuron added to its z, (4.1)?
            In (4.1) the bias stands outside the sum: it is added once, not once for each neuron of the layer before.

        tanh: sigmoid(Z) -> np.tanh(Z)
            Which activation is asked for, (4.3)?
            You used tanh. The neurons here have the sigmoid.

        mean over the samples: return A -> return A.mean(axis=1, keepdims=True)
            How many samples go in, and how many columns come out?
            You averaged the samples. Each has its own column of the output, (4.3).
        """,
        using=NAMES,
        cases=_forward_cases,
        parts=("the output",),
        check="Compute z of one neuron and one sample by hand, and print the shapes.",
    ),
    Code.from_text(
        "04-10",
        "write my_step_back(W, Delta, Z): Δ of the layer before, from W and Δ of a layer and Z of the layer before",
        """
        def my_step_back(W, Delta, Z):
            return sigmoid_prime(Z) * (W.T @ Delta)  # (4.11): first by A, along the columns of W; then by Z
        """,
        """
        W not transposed: W.T -> W
            Along a row of W or along a column, (4.11)?
            W needs its transpose in (4.11). Equal widths do not complain.

        no brackets: (W.T @ Delta) -> W.T @ Delta
            In which order does Python compute your product?
            `*` and `@` have the same rank. Put brackets around W.T @ Delta, as in (4.11).

        no mu': sigmoid_prime(Z) * ->
            You have the derivatives by A. Are they asked for, (4.11)?
            The slope sigmoid_prime(Z) is missing.

        mu for mu': sigmoid_prime(Z) -> sigmoid(Z)
            What do you multiply by, (4.11)?
            You multiply by the activation. (4.11) has its derivative.

        mu' at a: sigmoid_prime(Z) -> sigmoid_prime(sigmoid(Z))
            What goes into μ′ in (4.11): what went into the neuron's μ, or what came out?
            You take the slope at A. It is taken at Z.

        slope of tanh: sigmoid_prime(Z) -> (1 - np.tanh(Z) ** 2)
            Which activation has the slope that you multiply by, (4.11)?
            That is the slope of tanh. The neurons here have the sigmoid.

        slope for the other layer: sigmoid_prime(Z) * (W.T @ Delta) -> W.T @ (sigmoid_prime(Delta) * Delta)
            Whose slope is in (4.11)?
            The slope belongs to the layer in which you arrive: sigmoid_prime(Z).

        slope inside the sum: sigmoid_prime(Z) * (W.T @ Delta) -> W.T @ (sigmoid_prime(Z) * Delta)
            Z has a row for each neuron of which layer? And Delta?
            You multiply Delta by the slopes before the step. They belong to the layer of arrival: first W.T @ Delta.

        transposed: sigmoid_prime(Z) * (W.T @ Delta) -> (sigmoid_prime(Z) * (W.T @ Delta)).T
            The numbers are right. Where are the samples?
            Samples are columns, (4.11). You return them as rows.

        averaged: (W.T @ Delta) -> (W.T @ Delta) / Delta.shape[1]
            With one sample all is right. Are samples averaged in the step back, (4.11)?
            You divide by N. Column s of Δ belongs to sample s alone; the mean comes in the gradients of W and b.

        sum of the samples: W.T @ Delta -> W.T @ Delta.sum(axis=1, keepdims=True)
            With one sample all is right. Do samples mix in the step back, (4.11)?
            You added up the samples. Each keeps its column.

        matrix product with the slopes: sigmoid_prime(Z) * (W.T @ Delta) -> sigmoid_prime(Z) @ (W.T @ Delta)
            Which product of (4.11) is entry by entry?
            The slopes are multiplied with ⊙, which is `*` in numpy. You used `@`.
        """,
        using=NAMES,
        cases=_step_back_cases,
        parts=("Δ of the layer before",),
        samples=lambda arguments: arguments[1].shape[1],
        check="Take one sample, W = [[2, 3]] and Delta = [[1]], and compute by hand.",
    ),
    VariedNumber.from_text(
        "04-11",
        "the Jacobian of a layer with sigmoid: its entry in row 2 and column 1, and ∂C/∂x₃ from it",
        """
        W = np.array([[1.2, -0.7, 0.4], [-0.3, 0.9, 2.0]])
        a = np.array([0.8, 0.3])                  # what comes out: σ(W x + b)
        g = np.array([0.5, -2.0])                 # ∂C/∂a
        slopes = a * (1 - a)                      # (1.4)
        J = slopes[:, None] * W                   # (4.12), and the slope of each row
        answer = [J[1, 0], (J.T @ g)[2]]          # (4.13)
        """,
        """
        row and column exchanged: [J[1, 0], -> [J[0, 1],
            The second one is right. Which of the two, row or column, stands for the output?
            In the Jacobian the outputs are rows and the inputs are columns, (4.12). You have row 1, column 2.

        no slope: slopes[:, None] * W -> W
            You have the derivatives of z. What comes out of the layer is a.
            W is the Jacobian of z by x, (4.12). From z to a each row gets its slope a(1 − a).

        slope left out of the second: (J.T @ g) -> (W.T @ g)
            The first one is right. Is g the derivative by z, or by a?
            g is the derivative by a, so the J of (4.13) has the slopes. You used W alone.

        a for the slope: a * (1 - a) -> a
            The rows have the wrong factor. What is the slope of the sigmoid, (1.4)?
            You multiplied by a. The slope is a(1 − a).

        square for slope: a * (1 - a) -> 1 - a**2
            The rows have the wrong factor. Which activation has the slope that you use?
            1 − a² belongs to tanh. The slope of the sigmoid is a(1 − a), (1.4).

        one output only: (J.T @ g)[2] -> J[0, 2] * g[0]
            The first one is right. On how many outputs does x₃ act?
            You have the path through output 1. (4.13) adds up both rows of column 3.

        the other output only: (J.T @ g)[2] -> J[1, 2] * g[1]
            The first one is right. On how many outputs does x₃ act?
            You have the path through output 2. (4.13) adds up both rows of column 3.

        column without g: (J.T @ g)[2] -> J[:, 2].sum()
            The first one is right. How much does each output matter for the cost?
            You added up column 3. Each entry is multiplied by its ∂C/∂a, (4.13).

        another input: (J.T @ g)[2] -> (J.T @ g)[0]
            The first one is right. Which input is asked for?
            You have the derivative by x₁. For x₃ take column 3, (4.13).

        sign of g lost: (J.T @ g) -> (J.T @ abs(g))
            The first one is right. Look at the signs of what you put into (4.13).
            The derivative ∂C/∂a₂ is negative.
        """,
        """
        slopes a(1 − a): 0.16 and 0.21                                              (1.4)
        row k of J is row k of W times slope k, for ∂a_k/∂x_i = μ′(z_k) w_ki        (4.12)
        row 2, column 1: 0.21 · (−0.3) = −0.063
        ∂C/∂x₃ is column 3 of J with ∂C/∂a: 0.16 · 0.4 · 0.5 + 0.21 · 2.0 · (−2.0) = 0.032 − 0.84 = −0.808     (4.13)
        """,
        paper="""
        A layer computes a = σ(Wx + b), with W = {W}. For one input it has come to a = {a}, and to g = ∂C/∂a = {g}.
        What stands in row 2 and column 1 of the Jacobian of a by x? And what is ∂C/∂x₃?
        """,
        using=NAMES,
        check="Nudge x₁, and see what a₂ does; then x₃, and add up what both outputs do to C.",
    ),
    Code.from_text(
        "04-12",
        "write my_update(parameters, gradients, alpha): the parameters after one step of gradient descent",
        """
        def my_update(parameters, gradients, alpha):
            new = [None]
            for p, g in zip(parameters[1:], gradients[1:]):
                new.append(p - alpha * g)  # (4.15)
            return new
        """,
        """
        uphill: p - alpha -> p + alpha
            Do you go up or down, (4.15)?
            You add the gradient, which leads uphill. (4.15) subtracts it.

        learning rate forgotten: alpha * g -> g
            How long is the step, (4.15)?
            You subtract the whole gradient. In (4.15) it is multiplied by α.

        divided by the learning rate: alpha * g -> g / alpha
            A smaller α should make a smaller step, (4.15). Does it?
            You divide by α.

        only the move: p - alpha * g -> -alpha * g
            What is asked for: the moves, or the parameters after them, (4.15)?
            You return the moves.

        the gradients: p - alpha * g -> g
            What is asked for, (4.15)?
            You return the gradients. Subtract them, times α, from the parameters.

        last layer left out: return new -> return new[:-1] + parameters[-1:]
            Do all layers move, (4.15)?
            Your last layer stays where it was.

        only the last layer: return new -> return parameters[:-1] + new[-1:]
            Do all layers move, (4.15)?
            You update the last layer only.

        no None in front: new = [None] -> new = []
            The numbers are right. At which index stands layer 1?
            The lists are indexed by layer. Keep None at index 0, as in `parameters`.

        None too: new = [None] -> new = [] ;; parameters[1:] -> parameters ;; gradients[1:] -> gradients
            What stands at index 0 of both lists?
            At index 0 stands None, with which nothing can be computed. Begin with layer 1, and put None in front.

        the lists themselves: return new -> return parameters - alpha * gradients
            Are `parameters` and `gradients` arrays, or lists of arrays?
            Lists cannot be multiplied or subtracted. Do (4.15) layer by layer, in a loop.

        exchanged: p - alpha * g -> g - alpha * p
            What moves, and by what, (4.15)?
            You have the two exchanged: from the parameter α times its gradient is subtracted.

        alpha squared: alpha * g -> alpha**2 * g
            The length of the step is off, (4.15). How often does α stand in it?
            You multiply by α twice.

        sign of the gradient: alpha * g -> alpha * np.sign(g)
            Do all entries move by the same length, (4.15)?
            All your moves have the length α. In (4.15) a move is in proportion to the derivative.
        """,
        using={**NAMES},
        cases=_update_cases,
        parts=("the parameters",),
        start=lambda arguments: [arguments[0][1:]],
        keeps_arguments=True,
        check="Take one layer with a single weight, and compute by hand.",
    ),
    Number.from_text(
        "04a-r1",
        "δ of a neuron with the slope 0.25 that speaks to two others, with weights 0.5 and −2; their δ are 0.4 and 0.3",
        """
        weights, deltas, slope = np.array([0.5, -2.0]), np.array([0.4, 0.3]), 0.25
        answer = slope * (weights * deltas).sum()
        """,
        """
        no slope: slope * (weights -> (weights
            You have the derivative by what comes out of the neuron. δ is the derivative by what?
            The slope is missing: δ is the derivative by z.

        first road only: (weights * deltas).sum() -> weights[0] * deltas[0]
            On how many neurons does this one act?
            You have one road. The other one adds its share.

        second road only: (weights * deltas).sum() -> weights[1] * deltas[1]
            On how many neurons does this one act?
            You have one road. The other one adds its share.

        minus lost: [0.5, -2.0] -> [0.5, 2.0]
            Which sign has the second weight?
            You lost the minus of the second weight.

        multiplied: (weights * deltas).sum() -> (weights * deltas).prod()
            What happens to two roads that start at one neuron?
            Along a road factors are multiplied. Roads are added.

        added too early: (weights * deltas).sum() -> weights.sum() * deltas.sum()
            Which δ belongs to which weight?
            You added the weights, and the δ, and then multiplied. Each weight is multiplied by the δ it leads to.

        slope twice: slope * (weights -> slope**2 * (weights
            How often does the road from a to z pass the slope?
            You multiplied by the slope twice. It is needed once, for the neuron whose δ is asked for.
        """,
        """
        Two roads, added: 0.5 · 0.4 + (−2) · 0.3 = 0.2 − 0.6 = −0.4, the derivative by a.
        Times the slope 0.25, to get from a to z: −0.1. This was the step back of stage 03.
        """,
        using=NAMES,
        check="Write down what each road contributes, before you add.",
    ),
    Number.from_text(
        "04a-r2",
        "∂C/∂w₃₂ where δ = (0.2, 0.5, −0.4) are those of the layer and a = (0.3, 0.7, 0.9) of the layer before",
        """
        delta, a = np.array([0.2, 0.5, -0.4]), np.array([0.3, 0.7, 0.9])
        answer = delta[2] * a[1]
        """,
        """
        indices exchanged: delta[2] * a[1] -> delta[1] * a[2]
            Which index of w says where the weight leads?
            The weight leads into neuron 3, out of neuron 2: the first index goes with δ.

        the δ alone: delta[2] * a[1] -> delta[2]
            That is the derivative by the bias. What does the weight multiply?
            The weight multiplies the activation of neuron 2 of the layer before.

        the activation alone: delta[2] * a[1] -> a[1]
            That is how z reacts to the weight. How does the cost react to z?
            The δ of neuron 3 is missing.

        both with the first index: delta[2] * a[1] -> delta[2] * a[2]
            Out of which neuron does the weight come?
            The second index says where the weight comes from.

        both with the second index: delta[2] * a[1] -> delta[1] * a[1]
            Into which neuron does the weight lead?
            The first index says where the weight leads.
        """,
        """
        The weight leads out of neuron 2 of the layer before and into neuron 3 of the layer:
        ∂C/∂w₃₂ is δ₃ a₂, which is (−0.4) · 0.7 = −0.28.
        """,
        using=NAMES,
        check="The first index of w says where it leads.",
    ),
    Choice.from_text(
        "04a-r3",
        "which of W, Z, Delta, dW have a column for each sample?",
        frozenset({"Z", "Delta"}),
        """
        all: = frozenset({"W", "Z", "Delta", "dW"})
            Does a network get more weights if more samples are shown to it?
            W and its gradient have one shape, whatever N is, (4.8).

        gradient too: = frozenset({"Z", "Delta", "dW"})
            Two are right. Can the third be subtracted from W?
            The gradient has the shape of W. The product (4.8) adds up the samples.

        Z alone: = frozenset({"Z"})
            There is one more. By what is each entry of Δ a derivative, (4.5)?
            Column s of Δ belongs to sample s, as column s of Z does, (4.5).

        the parameters: = frozenset({"W", "dW"})
            These are the two without. What lies in the columns of Z?
            W and its gradient have one shape, whatever N is. Z and Δ have a column for each sample, (4.2), (4.5).

        everything of the backward pass: = frozenset({"Delta", "dW"})
            One is right. Is the forward pass done sample by sample?
            Z = W A + b has a column for each column of X, (4.2). And a gradient has the shape of its parameter.
        """,
        """
        Z and Delta: column s of each belongs to sample s, (4.2), (4.5). W is there before any sample, and dW has its
        shape: in the product Δ Aᵀ the sum over the samples is the inner sum, so they are gone, (4.8).
        """,
        options=("W", "Z", "Delta", "dW"),
        form='Your answer is a set of names, such as {"W", "Z"}; choose among W, Z, Delta, dW.',
    ),
    Number.from_text(
        "04b-r1",
        "the entry in row 2 and column 1 of δ aᵀ, for δ = (2, −1) and a = (0.4, 5)",
        """
        delta, a = np.array([2.0, -1.0]), np.array([0.4, 5.0])
        outer = np.outer(delta, a)  # (4.7)
        answer = outer[1, 0]
        """,
        """
        row and column exchanged: outer[1, 0] -> outer[0, 1]
            You have an entry of this matrix. Which one?
            You have row 1, column 2. The row comes from δ, the column from a, (4.7).

        row 1: outer[1, 0] -> outer[0, 0]
            You have an entry of this matrix. Which one?
            The row says which δ: the second one, (4.7).

        column 2: outer[1, 0] -> outer[1, 1]
            You have an entry of this matrix. Which one?
            The column says which a: the first one, (4.7).

        inner product: outer[1, 0] -> delta @ a
            A column times a row is a whole matrix. Did you add something up?
            You added up products. In the outer product (4.7) nothing is added.
        """,
        """
        The entry in row i and column j of the outer product is δ_i a_j, (4.7).
        Row 2 and column 1: the second entry of δ times the first entry of a, (−1) · 0.4 = −0.4.
        """,
        using=NAMES,
        check="Write down the whole matrix, two rows and two columns.",
    ),
    Number.from_text(
        "04b-r2",
        "Δ Aᵀ has the entry 10, and there are N = 5 samples: the derivative of the mean cost by this weight",
        """
        product, N = 10.0, 5
        answer = product / N  # (4.8)
        """,
        """
        no 1/N: product / N -> product
            The product has added up all samples. Is the cost their sum, or their mean?
            The 1/N of (4.8) is missing.

        times N: product / N -> product * N
            Is the mean of five numbers larger than their sum?
            You multiplied by N. (4.8) divides.

        1/N twice: product / N -> product / N**2
            How many 1/N has (4.8)?
            You divided twice. Δ has none in it, and (4.8) has one.
        """,
        """
        The product adds up δ a over the five samples: 10. The cost is the mean of the samples' costs, so the derivative
        of the mean is the sum divided by N, 10 / 5 = 2.                                   (4.8)
        """,
        using=NAMES,
        check="Think of five samples that are all the same.",
    ),
    Number.from_text(
        "04b-r3",
        "∂C/∂a₁ for W with the rows (1, 4), (−3, 2), (5, 0), and δ = (1, 2, −2)",
        """
        W = np.array([[1.0, 4.0], [-3.0, 2.0], [5.0, 0.0]])
        delta = np.array([1.0, 2.0, -2.0])
        answer = (W.T @ delta)[0]  # (4.10)
        """,
        """
        the other column: [0]  # -> [1]  #
            Which column of W belongs to neuron 1 of the layer before?
            You took the second column. What goes out of neuron 1 stands in the first one.

        a row: (W.T @ delta)[0] -> W[0] @ delta[:2]
            Which weights go out of neuron 1: those of a row, or those of a column?
            You went along the first row, which belongs to neuron 1 of this layer. Go down the first column.

        one road: (W.T @ delta)[0] -> W[0, 0] * delta[0]
            On how many neurons does this one act?
            You have one road. There are as many as rows of W.

        column without δ: (W.T @ delta)[0] -> W[:, 0].sum()
            You added up the weights. How much does each of these neurons matter for the cost?
            Each weight is multiplied by its δ, (4.10).

        minus of a weight lost: [-3.0, 2.0] -> [3.0, 2.0]
            Look at the signs.
            One weight of the first column is negative.

        minus of delta lost: 2.0, -2.0] -> 2.0, 2.0]
            Look at the signs.
            The last δ is negative.
        """,
        """
        Down the first column of W, with δ: 1 · 1 + (−3) · 2 + 5 · (−2) = 1 − 6 − 10 = −15.       (4.10)
        This is the first entry of Wᵀ δ: row 1 of the transpose is column 1 of W.
        """,
        using=NAMES,
        check="Draw the three roads out of neuron 1, and write its weight at each.",
    ),
    Choice.from_text(
        "04c-r1",
        "a layer with as many neurons as the one before, and no transpose in the step back: what notices?",
        "gradient check",
        """
        shapes
            What are the shapes of W and of its transpose, if both widths are equal?
            A square matrix and its transpose have one shape: the product is computed without a complaint.

        falling cost
            Did the cost stop falling in the experiment?
            It fell: the last layer's gradient was right, and a wrong one may still lead downhill.

        nothing
            Is there a way to see a derivative without any formula for it?
            Nudge a weight, or take the complex step: these know nothing of the transpose.
        """,
        """
        The shapes fit, since a square matrix and its transpose have the same one. The cost falls, since part of the
        gradient is right. A gradient check compares with derivatives that were not computed by the formula.
        """,
        options=("shapes", "falling cost", "gradient check", "nothing"),
    ),
    Choice.from_text(
        "04c-r2",
        "the shape of b(2), if W(2) has the shape (5, 3) and there are N = 6 samples",
        (5, 1),
        """
        one for each sample: = (5, 6)
            Does a neuron get more biases if more samples are shown to it?
            One bias for each neuron. numpy adds the column to all columns, (4.2).

        no second axis: = (5,)
            The number is right. Is b a list of numbers or a column in this series?
            With (5,) numpy adds along the wrong axis, or refuses. A column has two axes.

        a row: = (1, 5)
            The number is right. Is b a row or a column?
            A bias belongs to a neuron, and the neurons stand below each other, (4.2).

        width of the layer before: = (3, 1)
            Which number of the shape of W counts the neurons of layer 2?
            Rows of W are the neurons of the layer, columns those of the layer before.

        one for each weight: = (5, 3)
            How many biases has a neuron?
            One bias for each neuron; that is the shape of W.
        """,
        """
        W(2) leads from 3 neurons into 5. Each of the 5 neurons has one bias, the same for all samples: a column with
        5 rows, (5, 1). numpy copies it beside each of the 6 columns of W(2) A(1).                 (4.2)
        """,
    ),
    Choice.from_text(
        "04c-r3",
        "the cost has a slip, and the gradient is the right one of this wrong cost: what notices?",
        "nothing",
        """
        shapes
            Is any product refused, or any shape another one?
            The program runs, and its gradients have the shapes of the parameters.

        falling cost
            Which cost falls in this training?
            The gradient leads downhill on the wrong cost, so the wrong cost falls.

        gradient check
            With the derivatives of which cost does the check compare?
            The check differentiates the program's own cost, with the slip in it. Both agree.
        """,
        """
        A gradient check compares a gradient with the cost of the same program. If both have the same slip, they agree.
        Only numbers from outside tell: an example computed by hand, or another program. That was the bias in the sum.
        """,
        options=("shapes", "falling cost", "gradient check", "nothing"),
    ),
    Number.from_text(
        "04d-r1",
        "a weight at 0.8 with the derivative −0.6, after one step with α = 0.5",
        """
        w, slope, alpha = 0.8, -0.6, 0.5
        answer = w - alpha * slope
        """,
        """
        uphill: w - alpha -> w + alpha
            The derivative is negative: more weight, less cost. Up or down?
            You went uphill. Minus times minus is plus.

        learning rate forgotten: alpha * slope -> slope
            How long is the step?
            You subtracted the whole derivative, without the learning rate.

        only the move: w - alpha -> -alpha
            You have the move. Where does the weight stand after it?
            Add the move to where the weight was.
        """,
        """
        The step of gradient descent is w − α · derivative: 0.8 − 0.5 · (−0.6) = 0.8 + 0.3 = 1.1. The derivative is
        negative, so the weight goes up, and the cost goes down if the step is small enough.
        """,
        using=NAMES,
        check="Minus times minus is plus.",
        start=0.8,
    ),
    Choice.from_text(
        "04d-r2",
        "the step back from layer l to layer l − 1: by the slope μ′ of which layer does it multiply, and by which W?",
        ("l-1", "l"),
        """
        both l: = ("l", "l")
            One is right. In which layer does the step arrive?
            δ of layer l − 1 is a derivative by z of layer l − 1, so its slope is needed, (4.11).

        both l-1: = ("l-1", "l-1")
            One is right. Which weights lie between the two layers?
            W(l) leads from layer l − 1 into layer l, (4.2). The step back crosses it the other way.

        exchanged: = ("l", "l-1")
            You have them the other way round, (4.11).
            The weights between the layers are W(l); the slope is that of the layer in which the step arrives.
        """,
        """
        Δ(l−1) = μ′(Z(l−1)) ⊙ (W(l)ᵀ Δ(l)): the weights between the two layers, which have the number l since they lead
        into layer l; and the slope of the layer in which the step arrives.                    (4.11)
        """,
        options=("l-1", "l"),
        form='Your answer is two words in this order, each "l-1" or "l".',
    ),
    Number.from_text(
        "04d-r3",
        "how many numbers the forward pass of 10-20-5 keeps for N = 50 samples: A(0), and Z and A of each layer",
        """
        n0, n1, n2, N = 10, 20, 5, 50
        answer = (n0 + 2 * n1 + 2 * n2) * N
        """,
        """
        without the input: n0 + 2 * n1 -> 2 * n1
            The gradient of W(1) needs something of layer 0.
            A(0) = X is kept as well.

        A alone: n0 + 2 * n1 + 2 * n2 -> n0 + n1 + n2
            Which numbers does the step back need besides A?
            Z and A are kept in each layer.

        Z alone: n0 + 2 * n1 + 2 * n2 -> n1 + n2
            Which numbers do the gradients of the weights need?
            Z and A are kept in each layer, and A(0).

        one sample: * N -> * 1
            How many columns have these arrays?
            You have the numbers of one sample.

        a Z of the input: n0 + 2 * n1 -> 2 * n0 + 2 * n1
            Is anything computed in layer 0?
            You counted two arrays for layer 0. The input has no Z: of layer 0 there is A(0) = X alone.

        bytes: * N -> * N * 8
            What is asked for: numbers, or the bytes that they take?
            You have the bytes. A number takes 8 of them.

        parameters too: (n0 + 2 * n1 + 2 * n2) * N -> (n0 + 2 * n1 + 2 * n2) * N + n1 * (n0 + 1) + n2 * (n1 + 1)
            Does the forward pass make the weights, or does it find them?
            You counted the 325 parameters as well. The forward pass does not make them.

        parameters: = n1 * (n0 + 1) + n2 * (n1 + 1)
            You counted weights and biases. Which arrays does the forward pass make?
            Count the entries of A(0), and of Z and A of both layers.
        """,
        """
        A(0) has 10 · 50 = 500 entries, Z(1) and A(1) have 20 · 50 = 1000 each, Z(2) and A(2) have 5 · 50 = 250 each:
        500 + 2000 + 500 = 3000 numbers, 24,000 bytes. The network has 20 · 11 + 5 · 21 = 325 parameters.
        """,
        using=NAMES,
        check="Write down the shape of each array.",
        tolerance=1e-9,
    ),
]
