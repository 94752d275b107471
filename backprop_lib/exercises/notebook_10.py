"""The exercises of stage 10: other libraries."""

from backprop_lib.exercises.choice import Choice
from backprop_lib.exercises.number import Number

EXERCISES = [
    Choice.from_text(
        "10-r1",
        "which of the two passes has a transpose if the source comes first, and samples are columns",
        "forward",
        """
        backward
            With our order of the indices it is the backward one. Does the order not matter?
            With the source first, row j holds what leaves neuron j. Along a row one collects going back.

        both
            Take W with the shape (3, 5), source first, and a column of 5 deltas. Is there anything to transpose?
            One direction collects along the rows of W, the other along its columns.

        none
            Take W with the shape (3, 5), source first, and a column of 3 activations. Does W @ a exist?
            One direction collects along the rows of W, the other along its columns.
        """,
        """
        Source first, (6.2): forward W.T @ a, backward W @ delta. One of the two directions has the transpose.
        """,
        options=("forward", "backward", "both", "none"),
    ),
    Choice.from_text(
        "10-r2",
        "what tells that a training program with a falling cost has the right gradients",
        "check",
        """
        cost
            In 09 three programs had falling costs. How many of them were right?
            Any step less than 90 degrees off lets the cost fall.

        accuracy
            In 09 three programs read nearly equally well. How many of them were right?
            A network learns to live with wrong gradients.

        shapes
            In 784-10-10 three programs had all shapes right. How many of them were right?
            Shapes find some slips, in networks with different widths. They do not find factors.
        """,
        """
        Only a gradient check does: the complex step, or differences, in all parameters.
        """,
        options=("cost", "accuracy", "shapes", "check"),
    ),
    Choice.from_text(
        "10-r3",
        "you put net.W[1:] into coefs_ as they are: which of 784-10-10, 784-20-10 and 5-5-5 run",
        {"5-5-5"},
        """
        none: = set()
            Which of the networks has only square matrices?
            In 5-5-5 the transpose has the same shape, and nothing can stop.

        784-10-10 too: = {"784-10-10", "5-5-5"}
            Look at the first matrix, too.
            The first matrix is (10, 784) here and (784, 10) there.

        all: = {"784-10-10", "784-20-10", "5-5-5"}
            Which shape has coefs_[0] in 784-20-10?
            coefs_[0] is (784, 20), and W[1] is (20, 784).

        the first only: = {"784-10-10"}
            Which shape has coefs_[0] in that network?
            coefs_[0] is (784, 10), and W[1] is (10, 784). Where are both the same?
        """,
        """
        coefs_[i] is W[i + 1] transposed. A matrix that is not square has another shape then, and the product stops.
        In 5-5-5 it runs, and all numbers are wrong.
        """,
    ),
    Number.from_text(
        "10-1",
        "learning rate for MSELoss, ten outputs, if ours was 0.05",
        """
        outputs, ours = 10, 0.05
        answer = ours * outputs
        """,
        """
        upside down: ours * outputs -> ours / outputs
            Are the gradients of MSELoss larger or smaller than ours?
            They are a tenth of ours. So the rate must make up for it.

        unchanged: ours * outputs -> ours
            Over what does MSELoss take its mean, and over what do we?
            It divides by the number of outputs, too. The steps would be a tenth of ours.

        a half: ours * outputs -> 2 * ours
            Is there a half in MSELoss?
            It has no half. It divides by the number of samples and by that of the outputs.

        the half, too: ours * outputs -> 2 * ours * outputs
            Is there a half in MSELoss?
            The factor of the outputs is right. There is no half.
        """,
        """
        Its gradients are 1/10 of ours, so ten times the learning rate makes the same steps: 0.5.
        """,
        using={},
        check="Take one output first: do the two costs differ then?",
    ),
    Choice.from_text(
        "10-2",
        "4-3-5-2: nn.Linear number, coefs_ index, Nielsen's weights index from the front and from the end of our W(2)",
        ("second", 1, 1, -2),
        """
        counted as ours: = ("second", 2, 2, -2)
            Two are right. With which number do lists start in Python?
            The lists have no entry for the input layer, and start at 0.

        from the end as from the front: = ("second", 1, 1, -1)
            Three are right. Which matrix is weights[-1]?
            weights[-1] is the last one, into the output: W(3).

        the book's number: = ("second", 1, 3, -2)
            Three are right. The book calls it w with the number 3. Where is it in the program's list?
            The book counts layers from 1; the list weights starts at 0, with the book's w number 2.

        into layer 1: = ("first", 0, 0, -3)
            Which matrices are there, from the input on? Which of them is our W(2)?
            W(1) is the first. Ours has the number of the layer it enters, and layer 0 is the input.
        """,
        """
        W(2) is the second of three matrices: the second Linear layer, coefs_[1], weights[1], weights[-2].
        From the end all numberings agree.
        """,
        form='Give a word and three numbers, such as ("first", 0, 0, -1).',
    ),
]
