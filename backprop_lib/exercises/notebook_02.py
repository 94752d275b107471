"""Exercises of stage 02: a chain of neurons."""

from functools import partial

import numpy as np

from backprop_lib.activations import sigmoid, sigmoid_prime
from backprop_lib.exercises.choice import Choice
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.number import Number
from backprop_lib.exercises.variants import VariedNumber
from backprop_lib.ladder.chain import forward

NAMES = {"np": np, "sigmoid": sigmoid, "sigmoid_prime": sigmoid_prime}


class Names(Choice):
    """A choice of several names, in any order, as a set, a list, or one text."""

    def examine(self, answer):
        """Compare the names with the right ones and with those of the known mistakes."""
        if isinstance(answer, str):
            answer = answer.replace(",", " ").split()
        if isinstance(answer, list | tuple | dict) and all(isinstance(name, str) for name in answer):
            answer = set(answer)
        return super().examine(answer)


class ChainCode(Code):
    """Code that returns an entry for each layer: index 0, which is not used, may hold None."""

    def examine(self, answer):
        """Run a function on all cases, with None in place of a number read as 0."""
        return super().examine(partial(_filled, answer) if callable(answer) else answer)


def _filled(function, *arguments):
    result = function(*arguments)
    if not isinstance(result, list | tuple):
        return result
    if not any(isinstance(part, list | tuple | np.ndarray) for part in result):
        return _array(result)
    return tuple(_array(part) if isinstance(part, list | tuple) else part for part in result)


def _array(numbers):
    return np.array([0.0 if n is None else n for n in numbers])


def _chain_cases():
    rng = np.random.default_rng(2)
    cases = []
    for length in (3, 1, 2, 4, 6):
        w, b = rng.normal(0, 1.5, length + 1), rng.normal(0, 0.7, length + 1)
        w[0] = b[0] = 0.0  # not used, as in the notebook
        a0, y = rng.normal(0, 1.2), rng.uniform()
        cases.append((f"a chain of length {length}", (w, b, float(a0), float(y))))
    return cases


def _forward_cases():
    return [(name, (w, b, a0)) for name, (w, b, a0, _) in _chain_cases()]


def _backward_cases():
    return [(name, (w, *forward(w, b, a0, sigmoid), y)) for name, (w, b, a0, y) in _chain_cases()]


EXERCISES = [
    VariedNumber.from_text(
        "02-1",
        "∂C/∂w⁽¹⁾ of a sigmoid chain with w = (1.3, −1.5, 1.9), b = (−0.3, 0.8, 0.5), input 1.4, target 0.2",
        """
        w1, w2, w3 = 1.3, -1.5, 1.9
        b1, b2, b3 = -0.3, 0.8, 0.5
        a0, y = 1.4, 0.2
        z1 = w1 * a0 + b1                                        # (2.2)
        a1 = sigmoid(z1)                                         # (2.3)
        z2 = w2 * a1 + b2                                        # (2.2)
        a2 = sigmoid(z2)                                         # (2.3)
        z3 = w3 * a2 + b3                                        # (2.2)
        a3 = sigmoid(z3)                                         # (2.3)
        start = 2 * (a3 - y) * sigmoid_prime(z3)                 # (2.8), its beginning
        links = w3 * sigmoid_prime(z2) * w2 * sigmoid_prime(z1)  # (2.8), (2.6)
        answer = start * links * a0                              # (2.8)
        """,
        """
        factor 2 forgotten: 2 * (a3 - y) -> (a3 - y)
            Something small is missing at the beginning of (2.8).
            The cost is a square, (2.5). What is the derivative of u²?

        w2 left out: * w2 * -> *
            Count the weights on the way from w⁽¹⁾ to the cost, (2.8).
            In the link (2.6) of layer 2 the weight is missing: it is μ′(z⁽²⁾) w⁽²⁾.

        w3 left out: w3 * sigmoid -> sigmoid
            Count the weights on the way from w⁽¹⁾ to the cost, (2.8).
            In the link (2.6) of layer 3 the weight is missing: it is μ′(z⁽³⁾) w⁽³⁾.

        link of layer 2 left out: sigmoid_prime(z2) * w2 * ->
            How many layers lie above layer 1, and how many links has your product, (2.8)?
            You have the link of the last layer alone. Layer 2 has a link as well, μ′(z⁽²⁾) w⁽²⁾.

        link of layer 3 left out: * sigmoid_prime(z3) -> ;; w3 * sigmoid -> sigmoid
            How many layers lie above layer 1, and how many links has your product, (2.8)?
            You have the link of layer 2 alone. Layer 3 has a link as well, μ′(z⁽³⁾) w⁽³⁾.

        both weights left out: w3 * sigmoid_prime(z2) * w2 -> sigmoid_prime(z2)
            What does a link (2.6) consist of, besides its slope?
            Each link is a slope and a weight: μ′(z⁽ᵐ⁾) w⁽ᵐ⁾. Both weights are missing.

        slope of layer 3 left out: * sigmoid_prime(z3) ->
            Three layers, three slopes. Which one is missing in your product, (2.8)?
            From a⁽³⁾ back to z⁽³⁾ you need μ′(z⁽³⁾): it belongs to the last link.

        slope of layer 2 left out: * sigmoid_prime(z2) ->
            Three layers, three slopes. Which one is missing in your product, (2.8)?
            From a⁽²⁾ back to z⁽²⁾ you need μ′(z⁽²⁾): it belongs to the link of layer 2.

        slope of layer 1 left out: * sigmoid_prime(z1) ->
            Three layers, three slopes. Which one is missing in your product, (2.8)?
            You have both links. The layer of the weight itself has a slope too: μ′(z⁽¹⁾).

        w1 multiplied in: sigmoid_prime(z1) -> sigmoid_prime(z1) * w1
            One weight too many: does w⁽¹⁾ stand among its own factors, (2.8)?
            The derivative of w⁽¹⁾ a⁽⁰⁾ by w⁽¹⁾ is a⁽⁰⁾ alone. The product in (2.8) begins at m = l + 1.

        w1 for the input: links * a0 -> links * w1
            Look at the last factor of (2.8): how does w⁽¹⁾ a⁽⁰⁾ + b⁽¹⁾ react to w⁽¹⁾?
            What stands beside w⁽¹⁾ is the input, a⁽⁰⁾. You used w⁽¹⁾ itself.

        neighbouring weights: w3 * sigmoid_prime(z2) * w2 -> w2 * sigmoid_prime(z2) * w1
            You have two weights, as you should. Are they the ones between w⁽¹⁾ and the cost?
            Link m has the weight w⁽ᵐ⁾, (2.6): the slope of layer 3 goes with w⁽³⁾. Yours are one layer too low.

        a1 for a0: links * a0 -> links * a1
            The last factor of (2.8) is an activation. Of which layer?
            What stands beside w⁽¹⁾ is what comes into layer 1, a⁽⁰⁾. You used what goes out.

        input forgotten: links * a0 -> links
            This is a derivative of this chain, but by another parameter.
            You have ∂C/∂b⁽¹⁾, (2.9). For the weight the last factor of (2.8) is missing.

        mu for mu': sigmoid_prime => sigmoid
            You multiplied by activations where (2.8) has derivatives.
            The factors are μ′(z) = σ(z)(1 − σ(z)), (1.4); you used σ(z).

        mu' at a: sigmoid_prime(z => sigmoid_prime(a
            Where are the slopes taken in (2.8): at what goes into μ, or at what comes out?
            You computed μ′(a). It is μ′(z): a has already been through μ.

        stops at layer 3: links * a0 -> a2
            This is the derivative by a weight of this chain, but not by the first.
            You have ∂C/∂w⁽³⁾. Two links further back is w⁽¹⁾, (2.8).

        stops at layer 2: links * a0 -> w3 * sigmoid_prime(z2) * a1
            This is the derivative by a weight of this chain, but not by the first.
            You have ∂C/∂w⁽²⁾. One link further back is w⁽¹⁾, (2.8).

        sign lost: (a3 - y) -> (y - a3)
            The size is right. In which direction does the cost grow?
            (2.8) begins with a⁽³⁾ − y, in this order; and one of the weights is negative.

        minus of w2 lost: z1 = w1 -> w2 = -w2; z1 = w1
            Which sign has each of the weights in your forward pass, (2.2)?
            You used +w⁽²⁾, on the way forward and on the way back.

        biases forgotten: + b1 -> ;; + b2 -> ;; + b3 ->
            Print z and a of your way forward, and compare with (2.2).
            Your z is w a. By (2.2) the bias is added, in each layer.

        b1 forgotten: + b1 ->
            Print z of each layer on your way forward, and compare with (2.2).
            In z⁽¹⁾ the bias is missing.

        b2 forgotten: + b2 ->
            Print z of each layer on your way forward, and compare with (2.2).
            In z⁽²⁾ the bias is missing.

        b3 forgotten: + b3 ->
            Print z of each layer on your way forward, and compare with (2.2).
            In z⁽³⁾ the bias is missing.

        layers from the other end: z1 = w1 -> w1, w3, b1, b3 = w3, w1, b3, b1; z1 = w1
            Into which layer does the input go, and which weight waits there, (2.2)?
            You ran the chain from its other end. Layer 1, with w⁽¹⁾ and b⁽¹⁾, is the one beside the input.

        no bends forwards: a1 = sigmoid(z1) -> a1 = z1 ;; a2 = sigmoid(z2) -> a2 = z2 ;; a3 = sigmoid(z3) -> a3 = z3
            Print the activations of your way forward, (2.3). Do they lie between 0 and 1?
            You passed on z where (2.3) passes on a = μ(z).

        target forgotten: (a3 - y) -> a3
            Your derivative does not depend on y. Can that be? Look at the beginning of (2.8).
            The error is a⁽³⁾ − y. You used a⁽³⁾ alone.

        2 at a alone: 2 * (a3 - y) -> (2 * a3 - y)
            Look at the brackets at the beginning of (2.8).
            You multiplied a⁽³⁾ by 2 and then subtracted y. The 2 belongs to the whole error.

        slope of tanh: sigmoid_prime(z => (lambda z: 1 - sigmoid(z) ** 2)(z
            The slopes in (2.8) are those of another activation.
            1 − a² is the slope of tanh. That of the sigmoid is a(1 − a), (1.4).

        z(1 - z): sigmoid_prime(z => (lambda z: z * (1 - z))(z
            The rule σ′ = σ(1 − σ), (1.4), needs the value of the sigmoid twice.
            You computed z(1 − z). It is a(1 − a).

        links added: w3 * sigmoid_prime(z2) * w2 * -> (w3 * sigmoid_prime(z2) + w2) *
            What does the chain rule do with its links: add or multiply, (2.8)?
            There is one road from w⁽¹⁾ to the cost, so all links are multiplied.
        """,
        """
        layer 1: z = 1.3 · 1.4 − 0.3 = 1.52,           a = 0.8205,  μ′(z) = 0.1473     (2.2), (2.3), (1.4)
        layer 2: z = −1.5 · 0.8205 + 0.8 = −0.4308,   a = 0.3939,  μ′(z) = 0.2387
        layer 3: z = 1.9 · 0.3939 + 0.5 = 1.2485,     a = 0.7770,  μ′(z) = 0.1733
        2(a⁽³⁾ − y) = 2(0.7770 − 0.2) = 1.1541
        ∂C/∂w⁽¹⁾ = 1.1541 · (0.1733 · 1.9) · (0.2387 · (−1.5)) · 0.1473 · 1.4 = −0.02805       (2.8)
        w⁽¹⁾ is not among the factors; w⁽²⁾ and w⁽³⁾ are, because they lie between w⁽¹⁾ and the cost.
        """,
        paper="""
        A sigmoid chain of three neurons has the weights w⁽¹⁾ = {w1}, w⁽²⁾ = {w2}, w⁽³⁾ = {w3} and the biases
        b⁽¹⁾ = {b1}, b⁽²⁾ = {b2}, b⁽³⁾ = {b3}. Its input is a⁽⁰⁾ = {a0}, its target is y = {y}, and the cost C is the
        squared error. What is ∂C/∂w⁽¹⁾?
        """,
        using=NAMES,
        check="Take complex_step_gradient of the cost as a function of w⁽¹⁾.",
    ),
    VariedNumber.from_text(
        "02-2",
        "∂C/∂w⁽²⁾ from δ⁽³⁾ = 0.8, w⁽²⁾ = 0.6, w⁽³⁾ = −1.1, z⁽²⁾ = 1.9, z⁽³⁾ = −1.2, a⁽¹⁾ = 0.2 (sigmoid)",
        """
        delta3, w2, w3, z2, z3, a1 = 0.8, 0.6, -1.1, 1.9, -1.2, 0.2
        delta2 = sigmoid_prime(z2) * w3 * delta3  # (2.11)
        answer = delta2 * a1                      # (2.12)
        """,
        """
        neighbouring weight: w3 * delta3 -> w2 * delta3
            One step back leads over one weight, (2.11). Over which?
            You used w⁽²⁾. Between z⁽²⁾ and z⁽³⁾ stands w⁽³⁾.

        both weights: w3 * delta3 -> w3 * w2 * delta3
            One step back leads over one weight, (2.11). You have two.
            w⁽²⁾ is not among its own factors: the derivative of w⁽²⁾ a⁽¹⁾ by w⁽²⁾ is a⁽¹⁾, (2.12).

        slope and weight of the neighbour: sigmoid_prime(z2) * w3 -> sigmoid_prime(z3) * w2
            The step back has a slope and a weight, (2.11). Of which layers?
            You used μ′(z⁽³⁾) and w⁽²⁾. The slope is that of the layer in which you arrive, the weight lies between.

        weight left out: w3 * delta3 -> delta3
            Something is missing in your step back, (2.11).
            a⁽²⁾ reaches z⁽³⁾ through a weight, and this weight is a factor of (2.11).

        slope of layer 3: sigmoid_prime(z2) -> sigmoid_prime(z3)
            The step back needs one slope, (2.11). Of which layer?
            You used μ′(z⁽³⁾). It is in δ⁽³⁾ already; the new one is μ′(z⁽²⁾).

        both slopes: sigmoid_prime(z2) -> sigmoid_prime(z2) * sigmoid_prime(z3)
            The step back needs one slope, (2.11). You have two.
            μ′(z⁽³⁾) is in δ⁽³⁾ already, (2.10). You multiplied by it once more.

        no mu': sigmoid_prime(z2) * ->
            Something is missing in your step back, (2.11).
            From a⁽²⁾ back to z⁽²⁾ you need the slope μ′(z⁽²⁾).

        mu for mu': sigmoid_prime(z2) -> sigmoid(z2)
            You multiplied by the activation itself where (2.11) has a derivative.
            You used σ(z⁽²⁾). It is σ′(z⁽²⁾) = σ(z⁽²⁾)(1 − σ(z⁽²⁾)), (1.4).

        mu' at a: sigmoid_prime(z2) -> sigmoid_prime(sigmoid(z2))
            Where is the slope taken in (2.11): at what goes into μ, or at what comes out?
            You computed μ′(a⁽²⁾). It is μ′(z⁽²⁾).

        z(1 - z): sigmoid_prime(z2) -> z2 * (1 - z2)
            The rule σ′ = σ(1 − σ), (1.4), needs the value of the sigmoid twice.
            You computed z(1 − z). In (1.4) stands σ(z), not what went into it.

        a2 for a1: delta2 * a1 -> delta2 * sigmoid(z2)
            Which activation belongs to w⁽²⁾, (2.12)?
            What stands beside w⁽²⁾ is what comes into layer 2. You used what goes out.

        that is dC/db2: delta2 * a1 -> delta2
            This is a derivative of this chain, but by another parameter.
            You have δ⁽²⁾ = ∂C/∂b⁽²⁾, (2.11). For the weight one factor is missing, (2.12).

        no step back: delta2 * a1 -> delta3 * a1
            δ⁽³⁾ belongs to layer 3. Which δ does (2.12) want for w⁽²⁾?
            You multiplied δ⁽³⁾ by a⁽¹⁾. First take one step back to δ⁽²⁾, (2.11).

        factor 2 once more: delta2 * a1 -> 2 * delta2 * a1
            One factor too many. Where does the 2 of (2.10) enter, and how often?
            The 2 of the square enters once, at the output, (2.10). It is in δ⁽³⁾ already.

        minus of w3 lost: w3 * delta3 -> abs(w3) * delta3
            The size is right. Which of the numbers in (2.11) is negative?
            w⁽³⁾ is negative, and no other factor is. Your sign got lost on the way.

        z3 for w3: w3 * delta3 -> z3 * delta3
            Which three numbers make up (2.11)?
            You multiplied by z⁽³⁾. In (2.11) stands the weight w⁽³⁾.

        w2 for a1: delta2 * a1 -> delta2 * w2
            How does w⁽²⁾a⁽¹⁾ + b⁽²⁾ react to w⁽²⁾, (2.12)?
            What stands beside w⁽²⁾ is a⁽¹⁾. You used w⁽²⁾ itself.

        that is dC/dw3: delta2 * a1 -> delta3 * sigmoid(z2)
            This is a derivative of this chain, but by another parameter, (2.12).
            You have ∂C/∂w⁽³⁾ = δ⁽³⁾ a⁽²⁾. For w⁽²⁾ take one step back first, (2.11).

        slope of layer 1: sigmoid_prime(z2) -> a1 * (1 - a1)
            The step back needs one slope, (2.11). Of which layer?
            You used a⁽¹⁾(1 − a⁽¹⁾), the slope of layer 1. It is that of layer 2: σ(z⁽²⁾)(1 − σ(z⁽²⁾)).

        slope of tanh: sigmoid_prime(z2) -> (1 - sigmoid(z2) ** 2)
            The slope in (2.11) is that of another activation.
            1 − a² is the slope of tanh. That of the sigmoid is a(1 − a), (1.4).

        delta left out: w3 * delta3 -> w3
            Where does your step back start from, (2.11)?
            δ⁽³⁾ is missing: (2.11) multiplies it by a weight and a slope.

        delta twice: w3 * delta3 -> w3 * delta3**2
            One factor occurs too often in your product. Compare with (2.11) and (2.12).
            You multiplied by δ⁽³⁾ twice.
        """,
        """
        μ′(z⁽²⁾) = σ(1.9)(1 − σ(1.9)) = 0.8699 · 0.1301 = 0.1132      (1.4)
        δ⁽²⁾ = μ′(z⁽²⁾) w⁽³⁾ δ⁽³⁾ = 0.1132 · (−1.1) · 0.8 = −0.09960   (2.11)
        ∂C/∂w⁽²⁾ = δ⁽²⁾ a⁽¹⁾ = −0.09960 · 0.2 = −0.01992               (2.12)
        w⁽²⁾ and z⁽³⁾ were not needed: w⁽²⁾ is not among its own factors, and the slope at z⁽³⁾ is in δ⁽³⁾ already.
        """,
        paper="""
        Somewhere in a sigmoid chain δ⁽³⁾ = {delta3} is already known. You are given w⁽²⁾ = {w2}, w⁽³⁾ = {w3},
        z⁽²⁾ = {z2}, z⁽³⁾ = {z3} and a⁽¹⁾ = {a1}; not all of it is needed. What is ∂C/∂w⁽²⁾?
        """,
        using=NAMES,
        check="Write down what lies on the road from w⁽²⁾ to z⁽³⁾: an activation, a slope, a weight.",
    ),
    Number.from_text(
        "02-3",
        "multiplications for all ∂C/∂w⁽ˡ⁾ of a chain of length 25, by walking back",
        """
        L = 25
        start = 1                         # (2.10)
        steps = 2 * (L - 1)               # (2.11)
        weights = L                       # (2.12)
        answer = start + steps + weights  # (2.14)
        """,
        """
        product formula: = L**2 + L
            This is how much it takes if each derivative is computed afresh, (2.13).
            The walk back keeps what the products share: 1 for the start, 2 for a step back, 1 for a weight.

        the square of L: = L**2
            Your count grows with the square of L. Do you walk the chain again for each layer?
            Each layer takes the same few multiplications. Count one step of (2.11), and one use of (2.12).

        one step too many: (L - 1) -> L
            How many steps back are there from layer 25 to layer 1?
            There is one step fewer than there are layers, (2.11): l runs down to 2.

        three for each layer: start = 1 -> start = 2
            Very near: one too many. Is the start (2.10) as long as a step back (2.11)?
            A step back takes 2 multiplications, the start only 1: its 2(a − y) counts as one number.

        weights forgotten: + weights ->
            With these multiplications you have all δ. Which derivatives are those?
            The δ are the derivatives by the biases. Each weight takes one multiplication more, (2.12).

        steps back only: start + steps + weights -> steps
            You counted the steps (2.11). What comes before them, and what after?
            Add the start (2.10), and one multiplication for each weight, (2.12).

        one derivative only: start + steps + weights -> 2 * L
            How many multiplications does one step back (2.11) take? And do you count for all weights, or for one?
            Either you counted 1 for a step back, which takes 2, (2.11); or the product (2.8) for one weight alone.

        paths: = 2**L
            How many roads lead from the input of a chain to its cost?
            A chain has one road. Nothing branches, so nothing doubles from layer to layer.

        start forgotten: start + steps + weights -> steps + weights
            Very near: one is missing. Does your count have the start (2.10), and a product for each of the 25 weights?
            Either the start is missing, 2(a − y) times the slope, (2.10); or one of the 25 products of (2.12).

        one step too few: 2 * (L - 1) -> 2 * (L - 2)
            Very near: two are missing. Count the start, the steps back and the weights once more, (2.10) to (2.12).
            1 for the start, (2.10); 2 for each of 24 steps from layer 25 to layer 1, (2.11); 1 for each of 25 weights.

        one layer too few: start + steps + weights -> 3 * (L - 1) - 1
            How many layers has the chain? Your count is that of a shorter one, (2.14).
            You have 3(L − 1) − 1. By (2.14) it is 3L − 1, with L = 25.

        biases counted: + weights -> + weights + L
            What does the derivative by a bias cost once its δ is known, (2.12)?
            ∂C/∂b is δ itself and takes no multiplication. You counted one for each.

        half of the square: = L * (L + 1) // 2
            Your count grows with the square of L. Do you walk the chain again for each layer?
            You added up the lengths of all the roads. Walking back goes through the chain once, (2.11).
        """,
        """
        start, (2.10):                    2(a − y) is one number, times μ′:        1
        24 steps back, (2.11):            two multiplications each:               48
        25 derivatives by weights, (2.12): one multiplication each:               25
        together 3 · 25 − 1 = 74.                                             (2.14)
        The product formula would take 25² + 25 = 650.                        (2.13)
        """,
        using={},
        check="Count for L = 2 with a pencil, then for L = 3.",
        tolerance=1e-9,
    ),
    Number.from_text(
        "02-4",
        "the bound that replaces (2.15) for 5 sigmoid layers with weights up to 3 in size",
        """
        size, L = 3.0, 5
        slope = 1 / 4        # (1.4)
        link = size * slope  # (2.6)
        answer = link**L     # (2.15)
        """,
        """
        weights forgotten: size * slope -> slope
            This is the bound for weights up to 1. Here they are larger.
            Each link of (2.15) is a slope times a weight, and the weight may be 3 in size.

        one weight only: link**L -> size * slope**L
            In how many of the links does a weight stand?
            Each link of (2.15) has a weight of its own. You have one weight altogether.

        mu for mu': 1 / 4 -> 1 / 2
            σ(0) is one half. Which number belongs into a link, (2.6)?
            A link has the slope μ′, not the value μ. By (1.4) the slope of the sigmoid is at most ¼.

        no mu': size * slope -> size
            Each link is a product of two numbers, (2.6). Which two?
            The slopes are missing. By (1.4) the slope of the sigmoid is at most ¼.

        one layer too few: link**L -> link ** (L - 1)
            How many links are there from the input to the output, (2.15)?
            From layer 0 to layer 5 there is one link for each layer, the first included.

        one layer too many: link**L -> link ** (L + 1)
            How many links are there from the input to the output, (2.15)?
            From layer 0 to layer 5 there is one link for each layer: the input is not one of them.

        one link: link**L -> link
            This bounds one link. And what do several links do to each other?
            The chain rule multiplies the links of all layers, (2.15).

        added: link**L -> L * link
            What does the chain rule do with the links: add or multiply?
            There is one road, so the links are multiplied, (2.15). Sums need several roads.

        percent: link**L -> 100 * link**L
            Your bound is larger than 1, and (2.15) falls with each layer. In which unit is it?
            You gave it in percent. As a number it is a hundredth of that.

        base and exponent swapped: link**L -> L**link
            Which number is multiplied with itself, and how often, (2.15)?
            You took the number of layers to the power of the link. It is the other way round.

        one weight too few: link**L -> link**L / size
            Does each of the links have a weight, (2.6)? Count them.
            One weight is missing: the first layer has a weight as well.

        one slope too few: link**L -> link**L / slope
            Does each of the links have a slope, (2.6)? Count them.
            One slope is missing: the last layer has a slope as well.

        divided by the weight: size * slope -> slope / size
            Does a larger weight make the derivative larger or smaller, (2.6)?
            You divided by the weight. In a link slope and weight are multiplied.

        number of layers for the weight: size * slope -> L * slope
            Which of the given numbers is the size of a weight, and which counts the layers?
            You used the number of layers in the link (2.6). It is the exponent in (2.15).
        """,
        """
        The slope of the sigmoid is at most ¼, (1.4), and a weight at most 3 in size. So a link (2.6) is at most ¾ in
        size, and five of them multiply to at most

        (3 · ¼)⁵ = 0.75⁵ = 0.2373                                      (2.15)

        It still falls with each layer. Only weights above 4 could make a sigmoid link larger than 1.
        """,
        using={},
        check="Bound one link (2.6) first.",
    ),
    Names.from_text(
        "02-5",
        "a ReLU chain of 5 layers, z⁽³⁾ < 0, the others open: which derivatives are not 0?",
        {"b4", "w5", "b5"},
        """
        w4 too: = {"w4", "b4", "w5", "b5"}
            Which of them has an activation as a factor, (2.12), and what is this activation?
            ∂C/∂w⁽⁴⁾ = δ⁽⁴⁾ a⁽³⁾, and the closed layer 3 gives a⁽³⁾ = 0.

        all but layer 3: = {"w1", "b1", "w2", "b2", "w4", "b4", "w5", "b5"}
            By which road do w⁽¹⁾ and w⁽²⁾ reach the cost?
            The only road of layers 1 and 2 leads through the closed gate: δ⁽³⁾ = 0, so δ⁽²⁾ = δ⁽¹⁾ = 0 by (2.11).

        all but layer 3 and w4: = {"w1", "b1", "w2", "b2", "b4", "w5", "b5"}
            By which road do the first two layers reach the cost?
            The only road of layers 1 and 2 leads through the closed gate: δ⁽³⁾ = 0, so δ⁽²⁾ = δ⁽¹⁾ = 0 by (2.11).

        the side turned round: = {"w1", "b1", "w2", "b2"}
            On which side of the closed gate does the cost lie?
            δ starts at the output and walks back, (2.11). Layers 4 and 5 lie between the cost and the gate.

        none: = set()
            a⁽³⁾ = 0 does not stop the layers above it. What is z⁽⁴⁾?
            z⁽⁴⁾ = b⁽⁴⁾, and the gate of layer 4 is open. So δ⁽⁵⁾ and δ⁽⁴⁾ are not 0, (2.10), (2.11).

        b4 left out: = {"w5", "b5"}
            What stops a weight of layer 4 need not stop its bias. What is ∂C/∂b⁽⁴⁾, (2.12)?
            w⁽⁴⁾ gets nothing because a⁽³⁾ = 0. The bias has no activation as a factor: ∂C/∂b⁽⁴⁾ = δ⁽⁴⁾, (2.12).

        biases only: = {"b4", "b5"}
            Which activation comes into layer 5, and is it 0?
            Layer 4 is open, so a⁽⁴⁾ is not 0, and ∂C/∂w⁽⁵⁾ = δ⁽⁵⁾ a⁽⁴⁾, (2.12).

        b3 too: = {"b3", "b4", "w5", "b5"}
            Is the gate of layer 3 on the road from b⁽³⁾ to the cost?
            ∂C/∂b⁽³⁾ = δ⁽³⁾, and δ⁽³⁾ has the slope μ′(z⁽³⁾) = 0 as a factor, (2.11).

        the layer itself only: = {"w3", "b3"}
            Which derivatives are asked for: those that are 0, or those that are not?
            You named the closed layer. Its derivatives are 0, because δ⁽³⁾ has μ′(z⁽³⁾) = 0 as a factor, (2.11).

        those that are 0: = {"w1", "b1", "w2", "b2", "w3", "b3", "w4"}
            Which derivatives are asked for: those that are 0, or those that are not?
            You named those that are 0. Asked for are the others.

        layer 3 too: = {"w3", "b3", "w4", "b4", "w5", "b5"}
            What is the slope of a closed layer?
            δ⁽³⁾ has μ′(z⁽³⁾) = 0 as a factor, (2.11). And w⁽⁴⁾ gets a⁽³⁾ = 0, (2.12).

        b3 and w4 too: = {"b3", "w4", "b4", "w5", "b5"}
            What does the closed layer pass on, forwards and backwards?
            Forwards a⁽³⁾ = 0, which stops w⁽⁴⁾, (2.12); backwards δ⁽³⁾ = 0, which stops b⁽³⁾, (2.11).

        all: = {"w1", "b1", "w2", "b2", "w3", "b3", "w4", "b4", "w5", "b5"}
            What does a closed gate do to everything that has to pass it?
            μ′(z⁽³⁾) = 0 makes δ⁽³⁾, δ⁽²⁾ and δ⁽¹⁾ equal to 0, (2.11), and a⁽³⁾ = 0 stops w⁽⁴⁾, (2.12).

        weights only: = {"w4", "w5"}
            Does a derivative by a bias need anything but δ, (2.12)? And which activation does w⁽⁴⁾ need?
            ∂C/∂b⁽ˡ⁾ = δ⁽ˡ⁾, which is not 0 in layers 4 and 5. But ∂C/∂w⁽⁴⁾ has a⁽³⁾ = 0 as a factor.

        w5 alone: = {"w5"}
            Which of the derivatives by the biases are not 0, (2.12)?
            ∂C/∂b⁽ˡ⁾ = δ⁽ˡ⁾, and δ⁽⁴⁾ and δ⁽⁵⁾ are not 0, (2.10), (2.11).
        """,
        """
        δ⁽⁵⁾ is not 0, because layer 5 is open.                             (2.10)
        δ⁽⁴⁾ = μ′(z⁽⁴⁾) w⁽⁵⁾ δ⁽⁵⁾ is not 0, because layer 4 is open.         (2.11)
        δ⁽³⁾ = μ′(z⁽³⁾) w⁽⁴⁾ δ⁽⁴⁾ = 0, because layer 3 is closed; then δ⁽²⁾ = δ⁽¹⁾ = 0 too.
        The biases: ∂C/∂b⁽ˡ⁾ = δ⁽ˡ⁾ leaves b4 and b5.                        (2.12)
        The weights: ∂C/∂w⁽ˡ⁾ = δ⁽ˡ⁾ a⁽ˡ⁻¹⁾ leaves w5 alone: for w4 the factor a⁽³⁾ is 0.
        (That no error and no weight happens to be 0 is taken for granted.)
        """,
        check="Draw the five layers in a row, and write at each what comes in from the left, and what from the right.",
        options=tuple(f"{letter}{l}" for l in range(1, 6) for letter in "wb"),
        form='Expected the names of derivatives, such as {"w1", "b1"}: each layer has two. And set() for none.',
    ),
    ChainCode.from_text(
        "02-6",
        "write chain_gradients(w, b, a0, y): all ∂C/∂w and ∂C/∂b of a sigmoid chain of any length",
        """
        def chain_gradients(w, b, a0, y):
            L = len(w) - 1
            z, a = [None], [a0]
            for l in range(1, L + 1):
                z.append(w[l] * a[l - 1] + b[l])                          # (2.2)
                a.append(sigmoid(z[l]))                                   # (2.3)
            delta = np.zeros(L + 1)
            delta[L] = 2 * (a[L] - y) * sigmoid_prime(z[L])               # (2.10)
            for l in range(L, 1, -1):
                delta[l - 1] = sigmoid_prime(z[l - 1]) * w[l] * delta[l]  # (2.11)
            dC_dw = np.zeros(L + 1)
            for l in range(1, L + 1):
                dC_dw[l] = delta[l] * a[l - 1]                            # (2.12)
            return dC_dw, delta                                           # (2.12): the derivative by b is delta
        """,
        """
        factor 2 forgotten: 2 * (a[L] - y) -> (a[L] - y)
            All derivatives lack the same small thing, and they all begin at (2.10).
            The cost is a square: the derivative of u² is 2u.

        factor 2 in every step: sigmoid_prime(z[l - 1]) -> 2 * sigmoid_prime(z[l - 1])
            The last layer is right. The further back, the larger the error grows.
            The 2 of the square enters once, at the output, (2.10). It is no part of the step back (2.11).

        sign lost: (a[L] - y) -> (y - a[L])
            All sizes are right. In which direction does the cost grow?
            (2.10) has a − y, in this order.

        target forgotten: (a[L] - y) -> a[L]
            Your derivatives do not depend on y. Can that be?
            The start (2.10) has the error a − y, where you have a.

        mu for mu': sigmoid_prime(z => (a
            You multiply by activations where (2.10) and (2.11) have derivatives.
            The factors are σ′(z) = σ(z)(1 − σ(z)), (1.4); you use σ(z).

        mu' at a: sigmoid_prime(z => sigmoid_prime(a
            Where are the slopes taken in (2.10) and (2.11)?
            You use sigmoid_prime(a[l]). What went into μ is z[l].

        z(1 - z)
            sigmoid_prime(z[L]) -> z[L] * (1 - z[L])
            sigmoid_prime(z[l - 1]) -> z[l - 1] * (1 - z[l - 1])
            The rule σ′ = σ(1 − σ), (1.4), needs the value of the sigmoid twice.
            You use z(1 − z). It is a(1 − a).

        no mu' anywhere: * sigmoid_prime(z[L]) -> ;; sigmoid_prime(z[l - 1]) * ->
            Your chain has no bends on the way back. It has them on the way forward.
            Each step back through a layer needs its slope μ′(z), in (2.10) and in (2.11).

        no mu' at the start: * sigmoid_prime(z[L]) ->
            Look at the last layer first, (2.10): what is δ the derivative by?
            You start with ∂C/∂a. δ is ∂C/∂z, so the slope μ′(z) of the last layer is still missing.

        no mu' in the steps: sigmoid_prime(z[l - 1]) * ->
            The last layer is right. Look at the step back, (2.11).
            Your step leads from z back to an activation. From there to the next z you need μ′(z[l − 1]).

        slope of the wrong layer: sigmoid_prime(z[l - 1]) -> sigmoid_prime(z[l])
            The last layer is right. Which slope does the step back need, (2.11)?
            You use μ′(z[l]), which is in δ[l] already. The new δ is that of layer l − 1, and so is its slope.

        w left out: * w[l] * delta -> * delta
            The last layer is right. Something is missing in the step back, (2.11).
            The activation of layer l − 1 reaches z[l] through a weight, and this weight is a factor.

        neighbouring weight: * w[l] * delta -> * w[l - 1] * delta
            The last layer is right. Over which weight does the step back lead, (2.11)?
            You use w[l − 1], which leads into layer l − 1. Between z[l − 1] and z[l] stands w[l].

        own weight too: delta[l] * a[l - 1] -> delta[l] * w[l] * a[l - 1]
            The biases are right. In ∂C/∂w there is a factor too many, (2.12).
            A weight is not among its own factors: the derivative of w a by w is a.

        w for a: delta[l] * a[l - 1] -> delta[l] * w[l]
            The biases are right. How does w a + b react to w, (2.12)?
            What stands beside w is a[l − 1]. You use w itself.

        a of the wrong layer: delta[l] * a[l - 1] -> delta[l] * a[l]
            The biases are right. Which activation belongs to w[l], (2.12)?
            You use a[l], which goes out of layer l. Beside the weight stands what comes in, a[l − 1].

        a0 in every layer: delta[l] * a[l - 1] -> delta[l] * a0
            The biases are right, and so is the weight of layer 1. And the others, (2.12)?
            You multiply by the input of the chain. It is the input of the layer, a[l − 1].

        a left out: delta[l] * a[l - 1] -> delta[l]
            Your two results are equal. Should they be? Which factor has (2.12) beside δ[l]?
            ∂C/∂b[l] = δ[l], and for the weight comes the activation that stands beside it.

        a at the bias too: return dC_dw, delta -> return dC_dw, dC_dw
            Your two results are equal. Should they be? How does z react to b, (2.12)?
            ∂C/∂b[l] = δ[l], without an activation. If you have that, and they are equal all the same:
              `dC_dw = dC_db = ...` makes one array with two names. Make two arrays.

        the two swapped: return dC_dw, delta -> return delta, dC_dw
            Each number is there. In which order are they asked for?
            Return ∂C/∂w first, then ∂C/∂b.

        last layer only: range(L, 1, -1) -> ()
            The last layer is right, and the others get nothing.
            After the start (2.10) the step back (2.11) is to be made for l = L, L − 1, ..., 2.

        stops before layer 1: range(L, 1, -1) -> range(L, 2, -1)
            Layer 1 gets nothing. Where does your walk back end, (2.11)?
            A range that goes down ends before its second number. Print the l of your loop: layer 1 needs δ[1], too.

        from front to back: range(L, 1, -1) -> range(2, L + 1)
            In which order does your loop run, and is δ[l] known when you use it?
            Walk backwards: (2.11) needs δ[l] to give δ[l − 1], and at first only the last one is known.

        every step from the output: w[l] * delta[l] -> w[l] * delta[L]
            The last two layers are right. From which δ does each further step start, (2.11)?
            You take each step from δ of the output. It starts from δ[l], the one found in the step before.

        a weight at the start: * sigmoid_prime(z[L]) -> * sigmoid_prime(z[L]) * w[L]
            Look at the last layer first: it has a factor too many, (2.10).
            Between z of the last layer and the cost there is no weight. The first comes with the step (2.11).

        bias forgotten forwards: + b[l] ->
            Print z and a of your way forward, and compare with (2.2).
            Your z is w a. By (2.2) the bias is added.

        no bend at the output: (a[L] - y) -> (z[L] - y)
            Print the last activation of your way forward, (2.3). Does it lie between 0 and 1?
            Your output is z of the last layer. It goes through μ like all the others, (2.3).

        no bends forwards: a.append(sigmoid(z[l])) -> a.append(z[l])
            Print the activations of your way forward, (2.3). Do they lie between 0 and 1?
            You pass on z where (2.3) passes on a = μ(z).

        2 at a alone: 2 * (a[L] - y) -> (2 * a[L] - y)
            Look at the brackets of the start (2.10).
            You multiply a by 2 and then subtract y. The 2 belongs to the whole error.

        slope of tanh
            sigmoid_prime(z[L]) -> (1 - a[L] ** 2)
            sigmoid_prime(z[l - 1]) -> (1 - a[l - 1] ** 2)
            The slopes in (2.10) and (2.11) are those of another activation.
            1 − a² is the slope of tanh. That of the sigmoid is a(1 − a), (1.4).

        mu for mu' at the start: * sigmoid_prime(z[L]) -> * a[L]
            Look at the last layer first, (2.10): which factor has it beside the error?
            You start with the activation where (2.10) has its slope σ′(z).

        step from dC/dw: w[l] * delta[l] -> w[l] * delta[l] * a[l - 1]
            The last layer is right. What does the step back start from, (2.11)?
            You walk on with ∂C/∂w[l]. (2.11) needs δ[l], without the activation.

        weight of layer 1 left out: delta[l] * a[l - 1] -> delta[l] * a[l - 1] * (l > 1)
            All is right but one number. For which l does your loop compute (2.12)?
            ∂C/∂w[1] is still 0. The steps back end at l = 2, the weights go down to l = 1.

        weight of the last layer left out: delta[l] * a[l - 1] -> delta[l] * a[l - 1] * (l < L)
            All is right but one number. For which l does your loop compute (2.12)?
            ∂C/∂w[L] is still 0. range(1, L) ends before L.

        one place too low: return dC_dw, delta -> return np.roll(dC_dw, -1), np.roll(delta, -1)
            You have all the numbers. At which index does layer 1 stand, (2.12)?
            Your results begin with layer 1 at index 0. Index 0 is not used: layer l stands at index l.

        index 0 left out: return dC_dw, delta -> return dC_dw[1:], delta[1:]
            You have all the numbers. How long are w and b, and how long your results?
            Index 0 is missing. It is not used, but it is there: put a 0 in front, so that layer l stands at index l.

        z for a: delta[l] * a[l - 1] -> delta[l] * (z[l - 1] if l > 1 else a0)
            The biases are right. What does a neuron send to the next one, (2.3)?
            In (2.12) you use z of the layer before. What the weight is multiplied by is its activation.
        """,
        using=NAMES,
        cases=_chain_cases,
        parts=("∂C/∂w", "∂C/∂b"),
        check="Compare with complex_step_gradient of the cost, by w and by b.",
    ),
    ChainCode.from_text(
        "02-7",
        "write my_forward(w, b, a0): all z and all a of a sigmoid chain of any length",
        """
        def my_forward(w, b, a0):
            L = len(w) - 1
            z, a = np.zeros(L + 1), np.zeros(L + 1)
            a[0] = a0
            for l in range(1, L + 1):
                z[l] = w[l] * a[l - 1] + b[l]  # (2.2)
                a[l] = sigmoid(z[l])           # (2.3)
            return z, a
        """,
        """
        bias forgotten: + b[l] ->
            Compare your z with (2.2), term by term.
            Your z is w a. By (2.2) the bias is added, in each layer.

        the input in every layer: w[l] * a[l - 1] -> w[l] * a0
            Layer 1 is right. What comes into the layers after it, (2.2)?
            You feed the input of the chain to each layer. Each gets what the layer before it sends out, a[l − 1].

        z passed on: w[l] * a[l - 1] -> w[l] * (z[l - 1] if l > 1 else a0)
            Layer 1 is right. What does a neuron send to the next one, (2.3)?
            You pass on z. The next layer gets a = μ(z).

        no bend: sigmoid(z[l]) -> z[l]
            Your z of layer 1 is right. What happens to it before it goes on, (2.3)?
            Your a is z itself. In (2.3) it goes through μ, here the sigmoid.

        weight of the layer before: w[l] * a -> w[l - 1] * a
            Which weight leads into layer l, (2.2)?
            You use w[l − 1]. The weight has the number of the layer that it leads into.

        bias of the layer before: + b[l] -> + b[l - 1]
            Which bias belongs to layer l, (2.2)?
            You use b[l − 1]. The bias has the number of its own layer.

        slope for the value: sigmoid(z[l]) -> sigmoid_prime(z[l])
            Your z of layer 1 is right. What happens to it before it goes on, (2.3)?
            On the way forward μ itself is used, and not its derivative.

        bias after the bend: + b[l] -> ;; sigmoid(z[l]) -> sigmoid(z[l]) + b[l]
            Where is the bias added, before the bend or after it?
            By (2.2) the bias is a part of z, so it goes through μ as well.

        the two swapped: return z, a -> return a, z
            You have all the numbers. In which order are they asked for?
            Return z first, then a.

        last layer left out: range(1, L + 1) -> range(1, L)
            The last layer is still empty. Where does your loop end?
            range(1, L) ends before L.

        first layer left out: range(1, L + 1) -> range(2, L + 1)
            Which layer is the first that computes something, (2.2)?
            Layer 1 has a weight and a bias as well. Begin with l = 1.

        input not kept: return z, a -> return z, np.append(0.0, a[1:])
            All layers are right. What stands at index 0 of a?
            a[0] is the input of the chain, a0. The backward pass will need it.

        index 0 left out: return z, a -> return z[1:], a[1:]
            You have all the numbers. How long are w and b, and how long your results?
            Index 0 is missing: layer l stands at index l, and the input of the chain at index 0 of a.
        """,
        using=NAMES,
        cases=_forward_cases,
        parts=("z", "a"),
        check="Compute a chain of two neurons by hand, one line after the other.",
    ),
    ChainCode.from_text(
        "02-8",
        "write my_products(w, z, a, y): all ∂C/∂w and all ∂C/∂b of a sigmoid chain, each as a product",
        """
        def my_products(w, z, a, y):
            L = len(w) - 1
            dC_dw, dC_db = np.zeros(L + 1), np.zeros(L + 1)
            for l in range(1, L + 1):
                product = 2 * (a[L] - y)
                for m in range(l + 1, L + 1):
                    product = product * sigmoid_prime(z[m]) * w[m]  # (2.6)
                product = product * sigmoid_prime(z[l])
                dC_dw[l] = product * a[l - 1]                       # (2.8)
                dC_db[l] = product                                  # (2.9)
            return dC_dw, dC_db
        """,
        """
        factor 2 forgotten: 2 * (a[L] - y) -> (a[L] - y)
            All derivatives lack the same small thing, at the beginning of (2.8).
            The cost is a square: the derivative of u² is 2u.

        sign lost: (a[L] - y) -> (y - a[L])
            All sizes are right. In which direction does the cost grow?
            (2.8) begins with a − y, in this order.

        target forgotten: (a[L] - y) -> a[L]
            Your derivatives do not depend on y. Can that be? Look at the beginning of (2.8).
            The error is a − y. You use a alone.

        own link too: range(l + 1, L + 1) -> range(l, L + 1)
            How many links lie above layer l? Count those of the last layer, (2.8).
            The product in (2.8) begins at m = l + 1: the last layer has no link above it.

        own weight too: range(l + 1, L + 1) -> range(l, L + 1) ;; product = product * sigmoid_prime(z[l]) -> pass
            How many weights stand in the derivatives of the last layer, (2.8)?
            The product in (2.8) begins at m = l + 1. Layer l itself brings its slope, and not its weight.

        last link left out: range(l + 1, L + 1) -> range(l + 1, L)
            The last entries are right. How many links does the one before it need, (2.8)?
            Your inner loop ends too early: range(l + 1, L) leaves m = L out.

        links below: range(l + 1, L + 1) -> range(1, l)
            Which layers lie between layer l and the cost, those below it or those above?
            You multiply the links of the layers below. A change of layer l does not reach them, (2.8).

        slope of the links left out: product * sigmoid_prime(z[m]) * w[m] -> product * w[m]
            The last entries are right. A link is a product of two numbers, (2.6). You have one of them.
            The slopes of the links are missing: μ′(z⁽ᵐ⁾) w⁽ᵐ⁾.

        weight of the links left out: product * sigmoid_prime(z[m]) * w[m] -> product * sigmoid_prime(z[m])
            The last entries are right. A link is a product of two numbers, (2.6). You have one of them.
            The weights of the links are missing: μ′(z⁽ᵐ⁾) w⁽ᵐ⁾.

        neighbouring weight: * w[m] -> * w[m - 1]
            The last entries are right. Which weight belongs to link m, (2.6)?
            You use w[m − 1]. Between layer m − 1 and layer m stands w[m].

        own slope left out: product * sigmoid_prime(z[l]) -> product
            Look at the last layer: which factor of (2.9) is missing?
            Each layer has a slope of its own, μ′(z⁽ˡ⁾), besides those of the links.

        own slope of the next layer: product * sigmoid_prime(z[l]) -> product * sigmoid_prime(z[min(l + 1, L)])
            The last entries are right. At which z is the layer's own slope taken, (2.9)?
            Layer l has the slope μ′(z⁽ˡ⁾). You take that of the layer above.

        mu for mu': sigmoid_prime => sigmoid
            You multiply by activations where (2.8) has derivatives.
            The factors are μ′(z) = σ(z)(1 − σ(z)), (1.4); you use σ(z).

        mu' at a: sigmoid_prime(z => sigmoid_prime(a
            Where are the slopes taken in (2.8): at what goes into μ, or at what comes out?
            You compute μ′(a). It is μ′(z): a has already been through μ.

        a of the wrong layer: product * a[l - 1] -> product * a[l]
            The biases are right. Which activation belongs to w[l], (2.8)?
            You use a[l], which goes out of layer l. Beside the weight stands what comes in, a[l − 1].

        a0 in every layer: product * a[l - 1] -> product * a[0]
            The biases are right, and so is the weight of layer 1. And the others, (2.8)?
            You multiply by the input of the chain. It is the input of the layer, a[l − 1].

        a left out: product * a[l - 1] -> product
            Your two results are equal. One of them lacks a factor, (2.8).
            For the weight comes the activation that stands beside it, a[l − 1].

        w for a: product * a[l - 1] -> product * w[l]
            The biases are right. How does w a + b react to w, (2.8)?
            What stands beside w is a[l − 1]. You use w itself.

        a at the bias too: dC_db[l] = product -> dC_db[l] = product * a[l - 1]
            The weights are right. How does z react to b, (2.9)?
            ∂z/∂b = 1, so (2.9) has no activation at its end.

        the two swapped: return dC_dw, dC_db -> return dC_db, dC_dw
            You have all the numbers. In which order are they asked for?
            Return ∂C/∂w first, then ∂C/∂b.

        last layer left out: for l in range(1, L + 1) -> for l in range(1, L)
            The last layer is still empty. Where does your outer loop end?
            range(1, L) ends before L. The last layer has an empty product, which is 1, (2.8).
        """,
        using=NAMES,
        cases=_backward_cases,
        parts=("∂C/∂w", "∂C/∂b"),
        check="Compare with complex_step_gradient of the cost, by w and by b.",
    ),
    ChainCode.from_text(
        "02-9",
        "write my_deltas(w, z, a, y): all δ of a sigmoid chain, each from that of the next layer",
        """
        def my_deltas(w, z, a, y):
            L = len(w) - 1
            delta = np.zeros(L + 1)
            delta[L] = 2 * (a[L] - y) * sigmoid_prime(z[L])               # (2.10)
            for l in range(L, 1, -1):
                delta[l - 1] = sigmoid_prime(z[l - 1]) * w[l] * delta[l]  # (2.11)
            return delta
        """,
        """
        factor 2 forgotten: 2 * (a[L] - y) -> (a[L] - y)
            All of them lack the same small thing, and they all begin at (2.10).
            The cost is a square: the derivative of u² is 2u.

        factor 2 in every step: * w[l] * delta[l] -> * 2 * w[l] * delta[l]
            The last δ is right. The further back, the larger the error grows.
            The 2 of the square enters once, at the output, (2.10). It is no part of the step back (2.11).

        sign lost: (a[L] - y) -> (y - a[L])
            All sizes are right. In which direction does the cost grow?
            (2.10) has a − y, in this order.

        target forgotten: (a[L] - y) -> a[L]
            Your δ do not depend on y. Can that be? Look at the start (2.10).
            The error is a − y. You use a alone.

        no slope at the start: * sigmoid_prime(z[L]) ->
            Look at the last layer first: which factor of (2.10) is missing?
            δ belongs to z, so the slope μ′(z[L]) is a part of it already at the output.

        no slope in the step: sigmoid_prime(z[l - 1]) * w -> w
            The last δ is right. Something is missing in the step back, (2.11).
            From a[l − 1] back to z[l − 1] you need the slope μ′(z[l − 1]).

        slope of the same layer: sigmoid_prime(z[l - 1]) -> sigmoid_prime(z[l])
            The last δ is right. Which slope does the step back need, (2.11)?
            You use μ′(z[l]), which is in δ[l] already. The new δ is that of layer l − 1, and so is its slope.

        w left out: * w[l] * delta[l] -> * delta[l]
            The last δ is right. Something is missing in the step back, (2.11).
            The activation of layer l − 1 reaches z[l] through a weight, and this weight is a factor.

        neighbouring weight: * w[l] * -> * w[l - 1] *
            The last δ is right. Over which weight does the step back lead, (2.11)?
            You use w[l − 1], which leads into layer l − 1. Between z[l − 1] and z[l] stands w[l].

        every step from the output: w[l] * delta[l] -> w[l] * delta[L]
            The last two δ are right. From which δ does each further step start, (2.11)?
            You take each step from δ of the output. It starts from δ[l], the one found in the step before.

        a weight at the start: (a[L] - y) * sigmoid_prime(z[L]) -> (a[L] - y) * sigmoid_prime(z[L]) * w[L]
            Look at the last layer first: it has a factor too many, (2.10).
            Between z of the last layer and the cost there is no weight. The first comes with the step (2.11).

        last layer only: range(L, 1, -1) -> ()
            The last δ is right, and the others get nothing.
            After the start (2.10) the step back (2.11) is to be made for l = L, L − 1, ..., 2.

        stops before layer 1: range(L, 1, -1) -> range(L, 2, -1)
            Layer 1 gets nothing. Where does your walk back end, (2.11)?
            The last step is the one with l = 2: it gives δ[1]. range(L, 2, -1) ends at 3.

        from front to back: range(L, 1, -1) -> range(2, L + 1)
            In which order does your loop run, and is δ[l] known when you use it?
            Walk backwards: (2.11) needs δ[l] to give δ[l − 1], and at first only the last one is known.

        mu for mu': sigmoid_prime => sigmoid
            You multiply by activations where (2.10) and (2.11) have derivatives.
            The factors are μ′(z) = σ(z)(1 − σ(z)), (1.4); you use σ(z).

        mu' at a: sigmoid_prime(z => sigmoid_prime(a
            Where are the slopes taken in (2.10) and (2.11): at what goes into μ, or at what comes out?
            You compute μ′(a). It is μ′(z): a has already been through μ.

        slope of tanh
            sigmoid_prime(z[L]) -> (1 - a[L] ** 2)
            sigmoid_prime(z[l - 1]) -> (1 - a[l - 1] ** 2)
            The slopes in (2.10) and (2.11) are those of another activation.
            1 − a² is the slope of tanh. That of the sigmoid is a(1 − a), (1.4).

        an activation too many: * w[l] * delta[l] -> * w[l] * delta[l] * a[l - 1]
            The last δ is right. What does the step back start from, (2.11)?
            There is no activation in (2.11). It comes with the derivative by a weight, (2.12).

        index 0 left out: return delta -> return delta[1:]
            You have all the numbers. How long is w, and how long your result?
            Index 0 is missing. It is not used, but it is there, so that layer l stands at index l.

        nothing filled in: return delta -> return 0 * delta
            Your list has a place for each layer, and nothing in it. Which δ can be had at once?
            Begin with δ of the last layer, (2.10). Then walk back with (2.11), and write each δ into its place.

        from the output on: return delta -> return np.append(0.0, delta[:0:-1])
            You have all the numbers. At which index does layer 1 stand?
            Your list begins with the last layer, in the order of the walk. Layer l belongs at index l.
        """,
        using=NAMES,
        cases=_backward_cases,
        parts=("δ",),
        check="Compare with complex_step_gradient of the cost, by b: that is δ, (2.12).",
    ),
    Number.from_text(
        "02a-r1",
        "∂C/∂w of a sigmoid neuron that gets 3 and sends out 0.7, where 0.3 was wanted",
        """
        a0, a, y = 3.0, 0.7, 0.3
        slope = a * (1 - a)               # (1.4)
        answer = 2 * (a - y) * slope * a0  # (1.8)
        """,
        """
        factor 2 forgotten: 2 * (a - y) -> (a - y)
            Something small is missing at the beginning of (1.8).
            The cost is a square. What is the derivative of u²?

        slope left out: * slope * -> *
            Three factors, (1.8): of the cost, of the bend, of the straight line. Which one is missing?
            From a back to z you need the slope μ′(z), and for the sigmoid it is a(1 − a), (1.4).

        the cost alone: 2 * (a - y) * slope * a0 -> 2 * (a - y)
            That is the first of three factors, (1.8). Which two come after it?
            2(a − y) is ∂C/∂a. The slope a(1 − a) and the input are still missing.

        input left out: slope * a0 -> slope
            You have ∂C/∂b. What comes for the weight, (1.8)?
            z reacts to w by what stands beside w: the input.

        sign lost: (a - y) -> (y - a)
            The size is right. In which direction does the cost grow?
            (1.8) begins with a − y, in this order.

        a for the slope: * slope * -> * a *
            You multiplied by the activation where (1.8) has a slope.
            The slope of the sigmoid is a(1 − a), (1.4).
        """,
        """
        2(a − y) = 2(0.7 − 0.3) = 0.8
        μ′(z) = a(1 − a) = 0.7 · 0.3 = 0.21                            (1.4)
        ∂C/∂w = 0.8 · 0.21 · 3 = 0.504                                 (1.8)
        """,
        using=NAMES,
        check="Write the three factors of (1.8) below each other.",
    ),
    Number.from_text(
        "02a-r2",
        "the change of a sigmoid neuron's activation when z goes from 0 to 0.02, about",
        """
        change = 0.02
        slope = 1 / 4            # (1.4)
        answer = slope * change  # (1.4)
        """,
        """
        slope left out: slope * change -> change
            That is how far z moves. How far does a move?
            Multiply by the slope of the sigmoid at z = 0, (1.4).

        value for the slope: 1 / 4 -> 1 / 2
            You need to know how steep the sigmoid is at 0, not how high, (1.4).
            σ(0) is one half. Its slope there is σ(0)(1 − σ(0)).

        the slope alone: slope * change -> slope
            That is the slope. How far does a move if z moves by 0.02, (1.4)?
            A slope is a change divided by a change: multiply it by that of z.

        the old activation: slope * change -> sigmoid(0)
            That is how high the sigmoid is at 0. By how much does it rise, (1.4)?
            σ(0) = ½ is where a starts. Its change is the slope there, times 0.02.

        the new activation: slope * change -> sigmoid(change)
            That is the new activation. By how much has it changed?
            Subtract σ(0), or multiply the slope (1.4) by the nudge.
        """,
        """
        σ′(0) = σ(0)(1 − σ(0)) = ½ · ½ = ¼                             (1.4)
        change of a ≈ ¼ · 0.02 = 0.005
        """,
        using=NAMES,
        check="A slope times a small change is a change.",
    ),
    Number.from_text(
        "02a-r3",
        "the change of a⁽²⁾ when a⁽¹⁾ is nudged by 0.01, with w⁽²⁾ = −3 and μ′(z⁽²⁾) = 0.2, about",
        """
        nudge, w2, slope2 = 0.01, -3.0, 0.2
        link = slope2 * w2     # (2.6)
        answer = link * nudge  # (2.6)
        """,
        """
        slope left out: slope2 * w2 -> w2
            That is how far z⁽²⁾ moves. How far does a⁽²⁾ move, (2.6)?
            A link (2.6) is a slope times a weight. The slope is missing.

        weight left out: slope2 * w2 -> slope2
            The nudge has to pass two stations, (2.6). Which one is missing?
            A link (2.6) is a slope times a weight. The weight is missing.

        the link alone: link * nudge -> link
            That is the link (2.6). How far does a⁽²⁾ move?
            Multiply the link by the nudge.

        sign lost: slope2 * w2 -> slope2 * abs(w2)
            The size is right. In which direction does it move?
            The weight is negative: what goes up on one side goes down on the other.

        added: slope2 * w2 -> (slope2 + w2)
            What does the chain rule do with two factors, (2.6)?
            Slope and weight are multiplied, one change after the other.
        """,
        """
        link = μ′(z⁽²⁾) w⁽²⁾ = 0.2 · (−3) = −0.6                        (2.6)
        change of a⁽²⁾ ≈ −0.6 · 0.01 = −0.006
        """,
        using=NAMES,
        check="First the change of z⁽²⁾, then that of a⁽²⁾.",
    ),
    Number.from_text(
        "02b-r1",
        "how many weights are factors of ∂C/∂w⁽¹⁾ in a chain of five neurons",
        """
        L, l = 5, 1
        answer = L - l  # (2.8)
        """,
        """
        its own too: L - l -> L
            One too many. Is w⁽¹⁾ among its own factors, (2.8)?
            The product in (2.8) begins at m = l + 1.

        one too few: L - l -> L - l - 1
            One too few. Does the last layer have a weight, too, (2.8)?
            There is one link for each layer above layer 1, the last included.

        none: L - l -> 0
            What does the nudge pass on its way from layer 1 to the cost, (2.8)?
            Each layer above multiplies by its slope and by its weight.

        one: L - l -> 1
            That is right for the layer next to the last. How many layers lie above layer 1, (2.8)?
            There is one link for each layer above, and a weight in each link.

        all factors: L - l -> 2 * (L - l)
            You counted the slopes as well. How many weights are there, (2.8)?
            Each link has one slope and one weight.
        """,
        """
        Above layer 1 lie the layers 2, 3, 4 and 5, with a link each, and in each link stands a weight. (2.8)
        w⁽¹⁾ itself is not among them, so there are 5 − 1 of them.
        """,
        using={},
        check="Draw the chain, and count the weights to the right of layer 1.",
        tolerance=1e-9,
    ),
    Number.from_text(
        "02b-r2",
        "δ of a single sigmoid neuron that sends out 0.8, where 0.5 was wanted",
        """
        a, y = 0.8, 0.5
        slope = a * (1 - a)          # (1.4)
        answer = 2 * (a - y) * slope  # (1.9)
        """,
        """
        factor 2 forgotten: 2 * (a - y) -> (a - y)
            Something small is missing in your δ, (1.9).
            The cost is a square. What is the derivative of u²?

        slope left out: 2 * (a - y) * slope -> 2 * (a - y)
            You have ∂C/∂a. And ∂C/∂z, (1.9)?
            δ belongs to z: from a back to z you need the slope a(1 − a), (1.4).

        sign lost: (a - y) -> (y - a)
            The size is right. In which direction does the cost grow?
            (1.9) has a − y, in this order.

        error alone: 2 * (a - y) * slope -> (a - y)
            That is the error. What does the square make of it, and what comes between a and z, (1.9)?
            The derivative of the square is 2(a − y), and from a back to z you need the slope a(1 − a), (1.4).

        slope alone: 2 * (a - y) * slope -> slope
            That is the slope, (1.4). Where is the cost, (1.9)?
            δ has two factors. You have the slope; the other is 2(a − y), from the cost.

        slope at the target: a * (1 - a) -> y * (1 - y)
            At which number is the slope taken, (1.4): at what the neuron sends out, or at what was wanted?
            You have the slope y(1 − y) of a neuron that meets its target. This one sends out a: a(1 − a).

        a for the slope: 2 * (a - y) * slope -> 2 * (a - y) * a
            You multiplied by the activation where (1.9) has a slope.
            The slope of the sigmoid is a(1 − a), (1.4).
        """,
        """
        δ = ∂C/∂z = 2(a − y) μ′(z), with μ′(z) = a(1 − a)               (1.9), (1.4)
        = 2 · 0.3 · 0.16 = 0.096
        """,
        using={},
        check="Two factors: one from the cost, one from the bend.",
    ),
    Number.from_text(
        "02b-r3",
        "the change of the cost when b⁽²⁾ is nudged by 0.01, with δ⁽²⁾ = −0.3 and a⁽¹⁾ = 0.5, about",
        """
        nudge, delta2, a1 = 0.01, -0.3, 0.5
        answer = delta2 * nudge  # (2.12)
        """,
        """
        that of a weight: delta2 * nudge -> delta2 * a1 * nudge
            You took the derivative by the weight. And by the bias, (2.12)?
            z moves one to one with b, so no activation comes in.

        derivative by the weight: delta2 * nudge -> delta2 * a1
            That is a derivative of the cost, but not by the bias; and no nudge is in it, (2.12).
            You have ∂C/∂w⁽²⁾ = δ⁽²⁾ a⁽¹⁾. The derivative by the bias is δ⁽²⁾, and it is multiplied by the nudge.

        delta alone: delta2 * nudge -> delta2
            That is the derivative. How far does the cost move if b⁽²⁾ moves by 0.01?
            Multiply δ by the nudge, (2.12).

        sign lost: delta2 * nudge -> abs(delta2) * nudge
            The size is right. Does the cost go up or down?
            δ is negative: more bias, less cost.

        activation for delta: delta2 * nudge -> a1 * nudge
            Which of the given numbers says how much the cost notices of layer 2, (2.12)?
            You took a⁽¹⁾, which belongs to the weight. The cost notices the bias by δ⁽²⁾.
        """,
        """
        ∂C/∂b⁽²⁾ = δ⁽²⁾ = −0.3                                          (2.12)
        change of the cost ≈ −0.3 · 0.01 = −0.003
        a⁽¹⁾ was not needed.
        """,
        using={},
        check="A derivative times a small change is a change.",
    ),
    Number.from_text(
        "02c-r1",
        "δ⁽²⁾ from δ⁽³⁾ = −0.5, w⁽³⁾ = 2, μ′(z⁽²⁾) = 0.1",
        """
        delta3, w3, slope2 = -0.5, 2.0, 0.1
        answer = slope2 * w3 * delta3  # (2.11)
        """,
        """
        slope left out: slope2 * w3 -> w3
            Three numbers make up the step back, (2.11). Which one is missing?
            From a⁽²⁾ back to z⁽²⁾ you need the slope μ′(z⁽²⁾).

        weight left out: slope2 * w3 -> slope2
            Three numbers make up the step back, (2.11). Which one is missing?
            From z⁽³⁾ back to a⁽²⁾ you pass the weight w⁽³⁾.

        divided by the weight: w3 * delta3 -> delta3 / w3
            Is the weight a factor of the step back, or does it divide, (2.11)?
            You divided by w⁽³⁾. On the way back it is a factor, as on the way forward.

        delta left out: w3 * delta3 -> w3
            Where does the step back start from, (2.11)?
            It starts from δ⁽³⁾, that of the next layer.

        sign lost: w3 * delta3 -> w3 * abs(delta3)
            The size is right. Which of the three numbers is negative?
            δ⁽³⁾ is negative, and the other two factors of (2.11) are not.
        """,
        """
        δ⁽²⁾ = μ′(z⁽²⁾) w⁽³⁾ δ⁽³⁾ = 0.1 · 2 · (−0.5) = −0.1             (2.11)
        """,
        using={},
        check="A slope, a weight, and the δ of the next layer.",
    ),
    Number.from_text(
        "02c-r2",
        "the largest link of a sigmoid neuron whose weight is 0.8",
        """
        w = 0.8
        slope = 1 / 4      # (1.4)
        answer = slope * w  # (2.6)
        """,
        """
        slope left out: slope * w -> w
            A link is a product of two numbers, (2.6). You have one of them.
            How steep can the sigmoid be at most, (1.4)?

        weight left out: slope * w -> slope
            A link is a product of two numbers, (2.6). You have one of them.
            That is the largest slope of the sigmoid, (1.4). In a link the weight comes with it.

        value for the slope: 1 / 4 -> 1 / 2
            How steep is the sigmoid at its steepest point, (1.4)?
            σ(0) is one half. Its slope there is σ(0)(1 − σ(0)).

        added: slope * w -> (slope + w)
            What does the chain rule do with two factors, (2.6)?
            Slope and weight are multiplied, one change after the other.
        """,
        """
        link = μ′(z) w, and μ′(z) is at most ¼: ¼ · 0.8 = 0.2           (2.6), (1.4)
        """,
        using={},
        check="The slope at the steepest point, times the weight.",
    ),
    Number.from_text(
        "02c-r3",
        "∂a⁽²⁰⁾/∂a⁽⁰⁾ of a ReLU chain of 20 open neurons, all weights 1.2",
        """
        w, L = 1.2, 20
        link = 1 * w      # (2.6)
        answer = link**L  # (2.15)
        """,
        """
        added: link**L -> link * L
            What does the chain rule do with the links: add or multiply?
            The links of all layers are multiplied, (2.15).

        one link: link**L -> link
            That is one link (2.6). How many are there?
            The chain rule multiplies the links of all layers, (2.15).

        weights left out: 1 * w -> 1
            An open ReLU has the slope 1. What else stands in a link, (2.6)?
            A link (2.6) is a slope times a weight, and the weight is 1.2.

        sigmoid: 1 * w -> w / 4
            Which activation has the largest slope ¼, (1.4)?
            An open ReLU has the slope 1.

        one layer too many: link**L -> link ** (L + 1)
            How many links are there from layer 0 to layer 20?
            There is one link for each layer, and the input is not one of them, (2.15).

        one layer too few: link**L -> link ** (L - 1)
            How many links are there from layer 0 to layer 20?
            There is one link for each layer, the first included, (2.15).

        closed: 1 * w -> 0 * w
            What is the slope of a ReLU that is open?
            An open ReLU has the slope 1: not 0, like a closed one, and not ¼, like a sigmoid.
        """,
        """
        Each link is μ′(z) w = 1 · 1.2, (2.6). There are 20 of them, and they multiply to

        1.2²⁰ = 38.3                                                   (2.15), its product
        """,
        using={},
        check="Each link is known exactly: multiply twenty of them.",
    ),
]
