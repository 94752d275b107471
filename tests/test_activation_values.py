"""An activation as one value: what it has to be, and that one entry is enough for all that follows."""

import numpy as np
import pytest

from backprop_lib import Activation, Network
from backprop_lib.activations import ELEMENTWISE, OUTPUT_ONLY


def parts(**changed):
    return {"name": "cube", "symbol": "cube", "mu": lambda z: z**3, "mu_prime": lambda z: 3 * z**2, **changed}


def scalar(z):
    return z if z > 0 else 0.1 * z


@pytest.mark.parametrize(
    ("changed", "error", "message"),
    [
        ({"name": 3}, TypeError, "name=3, expected a text"),
        ({"symbol": None}, TypeError, "symbol=None, expected a text"),
        ({"gain": 0}, ValueError, "gain=0, expected a positive number"),
        ({"mu": 3}, TypeError, "mu of the activation 'cube'=3, expected a function"),
        ({"mu_prime": None}, TypeError, "mu_prime of the activation 'cube'=None, expected a function"),
        ({"mu": scalar}, ValueError, "mu of the activation 'cube' raised ValueError (The truth value of an array"),
        ({"mu": np.sum}, ValueError, "mu of the activation 'cube' returned an array of shape () and dtype float64 for"),
        ({"mu_prime": np.log}, ValueError, "mu_prime of the activation 'cube' returned an array of shape (3, 2) and"),
        ({"mu_prime": lambda z: [[1], [1, 2]]}, ValueError, "mu_prime of the activation 'cube' raised ValueError"),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value")
def test_an_activation_that_is_none_is_refused(changed, error, message):
    with pytest.raises(error) as caught:
        Activation(**parts(**changed))
    assert str(caught.value).startswith(message)


def test_the_message_says_how_a_function_with_cases_takes_arrays():
    with pytest.raises(ValueError, match=r"expected a function that takes arrays: .* np\.where\(z > 0, ..., ...\) "):
        Activation(**parts(mu=scalar))


def test_names_lead_to_the_values_of_this_name():
    assert all(name == activation.name for name, activation in {**ELEMENTWISE, **OUTPUT_ONLY}.items())
    for name, activation in ELEMENTWISE.items():
        for given in (name, activation):
            net = Network([3, 2, 2], hidden=given, output=given, cost="squared_error")
            assert net.hidden is net.output is activation
            assert net.mu == (None, activation.mu, activation.mu)
            assert net.mu_prime == (None, activation.mu_prime, activation.mu_prime)


def test_only_softmax_gives_probabilities():
    assert [a.name for a in {**ELEMENTWISE, **OUTPUT_ONLY}.values() if a.classifies] == ["softmax"]


def test_the_gain_keeps_the_size_of_the_activations():
    # E mu(z)^2 of a standard normal z is 1/gain^2 for the identity and for ReLU; sigmoid and tanh lose some of it.
    z = np.random.default_rng(0).standard_normal(10**6)
    for name in ("identity", "relu"):
        activation = ELEMENTWISE[name]
        assert activation.gain**2 * (activation.mu(z) ** 2).mean() == pytest.approx(1, rel=0.01)
