# ---
# jupyter:
#   specimen:
#     title: "Fifty digits by Python's decimal module, rounded at the end"
# ---

# %% question="neuron"
from decimal import Decimal, getcontext

getcontext().prec = 50


def neuron(x, w, b, activation):
    z = sum((Decimal(float(xi)) * Decimal(float(wi)) for xi, wi in zip(x, w)), Decimal(float(b)))
    return activation(float(z))


# %%
def exactly(formula):
    """Make a function of arrays from a formula for one Decimal."""

    def function(x, *parameters, **named):
        parameters = [Decimal(float(p)) for p in (*parameters, *named.values())]
        return np.vectorize(lambda v: float(formula(Decimal(float(v)), *parameters)), otypes=[float])(x)

    return function


one, two = Decimal(1), Decimal(2)


def e(v):
    """exp(v), and 0 where no float is small enough"""
    return v.exp() if v > -2000 else Decimal(0)


# %% question="sigmoid"
def s(v):
    return one / (one + e(-v)) if v > 0 else e(v) / (one + e(v))


sigmoid = exactly(s)
sigmoid_derivative = exactly(lambda v: s(v) * s(-v))


# %% question="tanh"
def th(v):
    if abs(v) < Decimal("1e-20"):
        return v
    return (one - e(-2 * v)) / (one + e(-2 * v)) if v > 0 else (e(2 * v) - one) / (e(2 * v) + one)


tanh = exactly(th)
tanh_derivative = exactly(lambda v: 4 * s(2 * v) * s(-2 * v))


# %% question="softsign"
softsign = exactly(lambda v: v / (one + abs(v)))
softsign_derivative = exactly(lambda v: one / (one + abs(v)) ** 2)


# %% question="relu"
relu = exactly(lambda v: max(v, Decimal(0)))
relu_derivative = exactly(lambda v: one if v > 0 else Decimal(0))


# %% question="leaky_relu"
leaky_relu = exactly(lambda v, slope=Decimal(0.2): v if v > 0 else slope * v)
leaky_relu_derivative = exactly(lambda v, slope=Decimal(0.2): one if v > 0 else slope)


# %% question="softplus"
def sp(v):
    if v < -40:
        return e(v)
    return max(v, Decimal(0)) + (one + e(-abs(v))).ln()


softplus = exactly(sp)
softplus_derivative = exactly(s)


# %% question="elu"
def exp_minus_one(v):
    return v + v * v / two if abs(v) < Decimal("1e-12") else e(v) - one


elu = exactly(lambda v, alpha=one: v if v > 0 else alpha * exp_minus_one(v))
elu_derivative = exactly(lambda v, alpha=one: one if v >= 0 else alpha * e(v))


# %% question="selu"
scale, alpha = Decimal("1.0507009873554805"), Decimal("1.6732632423543773")
selu = exactly(lambda v: scale * (v if v > 0 else alpha * exp_minus_one(v)))
selu_derivative = exactly(lambda v: scale * (one if v >= 0 else alpha * e(v)))


# %% question="silu"
silu = exactly(lambda v: v * s(v))
silu_derivative = exactly(lambda v: s(v) * (one + v * s(-v)))


# %% question="mish"
mish = exactly(lambda v: v * th(sp(v)))
mish_derivative = exactly(lambda v: th(sp(v)) + v * s(v) * (one - th(sp(v)) ** 2))


# %% question="gaussian"
gaussian = exactly(lambda v: e(-v * v))
gaussian_derivative = exactly(lambda v: -two * v * e(-v * v))
