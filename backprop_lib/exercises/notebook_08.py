"""Exercises of stage 08: numpy is content."""

import numpy as np

from backprop_lib.activations import relu, relu_prime, softmax
from backprop_lib.exercises.choice import Choice
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.number import Number

NAMES = {"np": np, "relu": relu, "relu_prime": relu_prime, "softmax": softmax}


def _classifier_cases():
    rng = np.random.default_rng(81)
    cases = []
    for sizes, N in (([7, 5, 4], 6), ([4, 4, 4], 5), ([6, 3, 3], 2), ([3, 6, 2], 1), ([1, 5, 5], 4)):
        n0, n1, n2 = sizes
        W = [None, rng.normal(size=(n1, n0)), rng.normal(size=(n2, n1))]
        b = [None, rng.normal(size=(n1, 1)), rng.normal(size=(n2, 1))]
        Y = rng.uniform(size=(n2, N))
        name = f"the network {'-'.join(map(str, sizes))} and N = {N}"
        cases.append((name, (W, b, rng.normal(size=(n0, N)), Y / Y.sum(axis=0))))
    return cases


EXERCISES = [
    Number.from_text(
        "08-r1",
        "softmax with the outputs 0.5, 0.3 and 0.2: the derivative of the first output by the second logit",
        """
        a1, a2 = 0.5, 0.3
        answer = -a1 * a2        # off the diagonal
        """,
        """
        entry by entry: -a1 * a2 -> 0
            Does an output of softmax depend on its own logit alone?
            If the second logit grows, its share grows, and the others give.

        the diagonal: -a1 * a2 -> a1 * (1 - a1)
            That is the derivative by which logit?
            a (1 − a) stands on the diagonal: output and logit of the same number.

        the second output's own: -a1 * a2 -> a2 * (1 - a2)
            You have an entry of the diagonal. Output and logit have different numbers here.
            Row 1, column 2 was asked for, and you have row 2, column 2.
        """,
        """
        Off the diagonal of the Jacobian, ∂a_i/∂z_j = −a_i a_j: −0.5 · 0.3 = −0.15.
        The logit of one pulls down the others.
        """,
        using=NAMES,
        check="Nudge the second logit by 0.001, and compute all three outputs again.",
    ),
    Choice.from_text(
        "08-r2",
        "the number of the matrix in the step from Delta[2] to Delta[1]",
        2,
        """
        the layer that is reached: = 1
            Which two layers does this matrix join?
            W[1] joins layers 0 and 1. The step goes from layer 2 to layer 1.

        the layer after: = 3
            Which layer does this matrix lead into?
            It leads out of layer 2. The step back goes through the matrix that leads into it.

        none: = 0
            Is there a matrix with this number?
            Layer 0 is the input, and no weights lead into it.
        """,
        """
        Forward, the matrix with the number l joins layers l - 1 and l. Backward, from layer 2 to layer 1, you go
        through the same matrix, transposed: number 2, (4.11).
        """,
    ),
    Choice.from_text(
        "08-r3",
        "the best widths for a test, of 4-5-1, 4-4-4, 7-5-4 and 784-10-10",
        "7-5-4",
        """
        4-5-1
            Three different widths. But what does numpy do with an array that has one row?
            A width of 1 is copied to any other. So none of the widths of a test should be 1.

        4-4-4
            Which wrong matrix would numpy refuse here?
            With equal widths every matrix fits everywhere.

        784-10-10
            Two of the three widths are equal. Which layers can be exchanged unnoticed?
            Layers 1 and 2 both have ten neurons. And it is large, for a test.
        """,
        """
        7-5-4: pairwise different, none of them 1. Then what has another shape is refused by (4.2), (4.8), (4.11).
        What changes no shape, such as a factor, needs the complex step or one of the free tests, (8.1) and (8.2).
        """,
        options=("4-5-1", "4-4-4", "7-5-4", "784-10-10"),
    ),
    Code.from_text(
        "08-1",
        "write digit_gradients(W, b, X, Y): the digit reader's ten formulas, mended",
        """
        def digit_gradients(W, b, X, Y):
            N = X.shape[1]
            Z1 = W[1] @ X + b[1]
            A1 = relu(Z1)
            Z2 = W[2] @ A1 + b[2]
            A2 = softmax(Z2)
            Delta2 = A2 - Y
            Delta1 = relu_prime(Z1) * (W[2].T @ Delta2)
            dW = [None, Delta1 @ X.T / N, Delta2 @ A1.T / N]
            db1 = Delta1.sum(axis=1, keepdims=True) / N
            db2 = Delta2.sum(axis=1, keepdims=True) / N
            return dW, [None, db1, db2]
        """,
        """
        the first matrix forward: W[2] @ A1 -> W[1] @ A1
            In which networks does it run? Name the two layers that each matrix joins.
            Layer 2 has a matrix of its own, which leads into it.

        the first matrix backward: W[2].T -> W[1].T
            The last layer is right. Which two layers does the matrix of the step back join?
            The error stands behind layer 2. Back to layer 1 it goes through the matrix between the two.

        the first matrix both ways: W[2] @ A1 -> W[1] @ A1 ;; W[2].T -> W[1].T
            Double W[2], and look whether your cost changes.
            Your two steps fit each other, and belong to another network, which never uses W[2].

        bias gradient of the other layer: db2 = Delta2 -> db2 = Delta1
            All but one are right. Sum the entries of each bias gradient: which should be 0?
            The bias of a layer gets the deltas of its own layer.

        the two bias gradients exchanged: db1 = Delta1 -> db1 = Delta2 ;; db2 = Delta2 -> db2 = Delta1
            The weights are right. Which bias gradient belongs to which layer?
            Each layer's bias gets its own deltas; you have them crosswise.

        no mean: / N =>
            Write every sample down twice. Does your gradient stay?
            The cost is a mean over the samples, and you have the gradient of their sum.

        no mean for the biases: keepdims=True) / N => keepdims=True)
            The weights are right. Write every sample down twice, and look at the biases.
            The mean is missing in the bias gradients.

        the mean twice: A2 - Y -> (A2 - Y) / N
            With one sample you are right. How often does the mean come in?
            It stands in your start, and once more in the gradients. Once is enough.

        slope of the layer that is left: relu_prime(Z1) -> relu_prime(Z2)
            The last layer is right. Which layer does the slope in front belong to?
            The slope belongs to the layer that the step back reaches.

        no brackets: (W[2].T @ Delta2) -> W[2].T @ Delta2
            The last layer is right. In which order does Python compute the step back?
            `*` and `@` have the same rank, from the left. The product of the matrices needs brackets.

        matrix not transposed: W[2].T @ -> W[2] @
            The last layer is right. Are you summing along rows or along columns of the matrix?
            The step back needs the transpose.

        no slope: relu_prime(Z1) * (W[2].T @ Delta2) -> W[2].T @ Delta2
            The last layer is right. What happens to the error at a neuron that is off?
            The slope of ReLU is missing in the step back.

        a 2 in the start: A2 - Y -> 2 * (A2 - Y)
            Everything is off by the same factor. Which cost has a 2 in its start?
            The 2 belongs to the squared error. The cross-entropy after softmax has none.

        the start turned round: A2 - Y -> Y - A2
            Everything has the wrong sign. Should a wrong output be pushed up or down?
            The start is output minus target.

        the input of layer 2: Delta2 @ A1.T -> Delta2 @ A2.T
            All but one are right. What goes into layer 2?
            The gradient of a weight has the activation at its source, and that is layer 1.

        biases as rows: axis=1, keepdims=True => axis=1
            The numbers are right. Which shape has a bias here?
            A bias is a column. Without keepdims numpy makes a flat array of it.
        """,
        using=NAMES,
        remarks="""
        Each matrix joins two layers: W[2] joins 1 and 2, forward (4.2) and backward (4.11).
        The gradients of layer 2 have the deltas of layer 2, (4.8) and (4.9), and the mean comes in once.
        """,
        cases=_classifier_cases,
        parts=("dW", "db"),
        samples=lambda arguments: arguments[2].shape[1],
        keeps_arguments=True,
        check="Compare with complex_step_gradient, in 7-5-4, all four parameters.",
    ),
    Number.from_text(
        "08-2",
        "a gradient of 0.6 with N = 5, computed with each of four choices of start and end",
        """
        N, right = 5, 0.6
        mean_at_the_end = right
        no_mean = N * right
        mean_twice = right / N
        mean_in_the_start = right
        answer = [mean_at_the_end, no_mean, mean_twice, mean_in_the_start]
        """,
        """
        the second and third exchanged:
            no_mean = N * right -> no_mean = right / N
            mean_twice = right / N -> mean_twice = N * right
            Two are right. Is a sum larger or smaller than the mean of the same numbers?
            Without any mean it is the gradient of the sum, which is the larger one.

        the start does not matter:
            no_mean = N * right -> no_mean = right
            mean_twice = right / N -> mean_twice = right
            Two are right. Does a factor in the start reach the gradient?
            The backward pass is linear: whatever factor stands in the start is in every gradient.

        only the end counts:
            mean_twice = right / N -> mean_twice = right
            mean_in_the_start = right -> mean_in_the_start = N * right
            Two are right. Does a factor in the start reach the gradient?
            Count how often 1/N comes in, in the start and at the end together.

        only the start counts:
            mean_at_the_end = right -> mean_at_the_end = N * right
            mean_twice = right / N -> mean_twice = right
            Two are right. Does the mean at the end not count?
            Count how often 1/N comes in, in the start and at the end together.

        squared: mean_twice = right / N -> mean_twice = right / N**2
            Three are right. How often too often does the mean come in, in the third?
            Twice is once too often.
        """,
        """
        What counts is how often 1/N comes in, (6.5): once is right, wherever it stands: 0.6 and 0.6.
        Never: the gradient of the sum, 5 · 0.6 = 3. Twice: 0.6 / 5 = 0.12.
        """,
        using=NAMES,
        check="Count how often the mean comes in, in the start and at the end together.",
    ),
    Choice.from_text(
        "08-3",
        "how many numbers come out of (1, 6) * (5, 6), (4, 1) * (4, 4), (3, 6) * (5, 6) and (5, 6) * (5,)",
        (30, 16, 0, 0),
        """
        a flat array as a column: = (30, 16, 0, 30)
            Three are right. A flat array has no columns. At which end does numpy compare the shapes?
            It compares from the right: 6 with 5. A flat array is taken for a row.

        one row is refused: = (0, 16, 0, 0)
            Three are right. What does numpy do with an array that has one row?
            A length of 1 is copied as often as needed, in rows as in columns.

        one column is refused: = (30, 0, 0, 0)
            Three are right. What does numpy do with an array that has one column?
            A length of 1 is copied as often as needed, in columns as in rows.

        nothing is copied: = (0, 0, 0, 0)
            Two are right. Which lengths does numpy copy without a word?
            A length of 1 is copied to any other.

        the size of the first: = (6, 4, 0, 0)
            Two are right. Which of the two shapes is copied, the larger or the smaller?
            What has the length 1 is copied until it is as large as the other.
        """,
        """
        Shapes are compared from the right. Two lengths fit if they are equal or one of them is 1, which is copied.
        (1, 6) * (5, 6): one row, copied five times. (4, 1) * (4, 4): one column, copied four times.
        (3, 6) * (5, 6): 3 is not 5. (5, 6) * (5,): 6 is not 5. A flat bias is no column.
        """,
    ),
]
