# %% [markdown]
# Plausible wrong answers to the question `table`.

# %% mistake="ranges_of_plot" title="Ranges read off the plot from -6 to 6" fails={"table.form_and_first_rows": "failed"}
inf = float("inf")

WORKED_ROWS = {
    "identity": {"range": (-inf, inf), "continuity": "Cinf", "monotonic": True},
    "binary_step": {"range": (0.0, 1.0), "continuity": "C-1", "monotonic": True},
}

ACTIVATIONS = {
    **WORKED_ROWS,
    "sigmoid": {"range": (0.0025, 0.9975), "continuity": "Cinf", "monotonic": True},
    "tanh": {"range": (-1.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "softsign": {"range": (-0.86, 0.86), "continuity": "C1", "monotonic": True},
    "relu": {"range": (0.0, 6.0), "continuity": "C0", "monotonic": True},
    "leaky_relu": {"range": (-1.2, 6.0), "continuity": "C0", "monotonic": True},
    "softplus": {"range": (0.0, 6.0), "continuity": "Cinf", "monotonic": True},
    "elu": {"range": (-1.0, 6.0), "continuity": "C1", "monotonic": True},
    "selu": {"range": (-1.75, 6.3), "continuity": "C0", "monotonic": True},
    "silu": {"range": (-0.28, 6.0), "continuity": "Cinf", "monotonic": False},
    "gelu": {"range": (-0.17, 6.0), "continuity": "Cinf", "monotonic": False},
    "mish": {"range": (-0.31, 6.0), "continuity": "Cinf", "monotonic": False},
    "gaussian": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": False},
}


# %% mistake="softsign_range" title="softsign is given the range that the plot shows" fails={"table.bounded_ranges": "failed"}
inf = float("inf")

WORKED_ROWS = {
    "identity": {"range": (-inf, inf), "continuity": "Cinf", "monotonic": True},
    "binary_step": {"range": (0.0, 1.0), "continuity": "C-1", "monotonic": True},
}

ACTIVATIONS = {
    **WORKED_ROWS,
    "sigmoid": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "tanh": {"range": (-1.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "softsign": {"range": (-0.86, 0.86), "continuity": "C1", "monotonic": True},
    "relu": {"range": (0.0, inf), "continuity": "C0", "monotonic": True},
    "leaky_relu": {"range": (-inf, inf), "continuity": "C0", "monotonic": True},
    "softplus": {"range": (0.0, inf), "continuity": "Cinf", "monotonic": True},
    "elu": {"range": (-1.0, inf), "continuity": "C1", "monotonic": True},
    "selu": {"range": (-1.758, inf), "continuity": "C0", "monotonic": True},
    "silu": {"range": (-0.278, inf), "continuity": "Cinf", "monotonic": False},
    "gelu": {"range": (-0.170, inf), "continuity": "Cinf", "monotonic": False},
    "mish": {"range": (-0.309, inf), "continuity": "Cinf", "monotonic": False},
    "gaussian": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": False},
}


# %% mistake="leaky_range" title="leaky_relu is given the range of relu" fails={"table.unbounded_ranges": "failed"}
inf = float("inf")

WORKED_ROWS = {
    "identity": {"range": (-inf, inf), "continuity": "Cinf", "monotonic": True},
    "binary_step": {"range": (0.0, 1.0), "continuity": "C-1", "monotonic": True},
}

ACTIVATIONS = {
    **WORKED_ROWS,
    "sigmoid": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "tanh": {"range": (-1.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "softsign": {"range": (-1.0, 1.0), "continuity": "C1", "monotonic": True},
    "relu": {"range": (0.0, inf), "continuity": "C0", "monotonic": True},
    "leaky_relu": {"range": (0.0, inf), "continuity": "C0", "monotonic": True},
    "softplus": {"range": (0.0, inf), "continuity": "Cinf", "monotonic": True},
    "elu": {"range": (-1.0, inf), "continuity": "C1", "monotonic": True},
    "selu": {"range": (-1.758, inf), "continuity": "C0", "monotonic": True},
    "silu": {"range": (-0.278, inf), "continuity": "Cinf", "monotonic": False},
    "gelu": {"range": (-0.170, inf), "continuity": "Cinf", "monotonic": False},
    "mish": {"range": (-0.309, inf), "continuity": "Cinf", "monotonic": False},
    "gaussian": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": False},
}


# %% mistake="valleys_missing" title="The gates are given the lower bound 0" fails={"table.lowest_values": "failed"}
inf = float("inf")

WORKED_ROWS = {
    "identity": {"range": (-inf, inf), "continuity": "Cinf", "monotonic": True},
    "binary_step": {"range": (0.0, 1.0), "continuity": "C-1", "monotonic": True},
}

ACTIVATIONS = {
    **WORKED_ROWS,
    "sigmoid": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "tanh": {"range": (-1.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "softsign": {"range": (-1.0, 1.0), "continuity": "C1", "monotonic": True},
    "relu": {"range": (0.0, inf), "continuity": "C0", "monotonic": True},
    "leaky_relu": {"range": (-inf, inf), "continuity": "C0", "monotonic": True},
    "softplus": {"range": (0.0, inf), "continuity": "Cinf", "monotonic": True},
    "elu": {"range": (-1.0, inf), "continuity": "C1", "monotonic": True},
    "selu": {"range": (-1.758, inf), "continuity": "C0", "monotonic": True},
    "silu": {"range": (0.0, inf), "continuity": "Cinf", "monotonic": False},
    "gelu": {"range": (0.0, inf), "continuity": "Cinf", "monotonic": False},
    "mish": {"range": (0.0, inf), "continuity": "Cinf", "monotonic": False},
    "gaussian": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": False},
}


# %% mistake="corner_is_smooth" title="relu and leaky_relu are taken for continuously differentiable" fails={"table.continuity": "failed"}
inf = float("inf")

WORKED_ROWS = {
    "identity": {"range": (-inf, inf), "continuity": "Cinf", "monotonic": True},
    "binary_step": {"range": (0.0, 1.0), "continuity": "C-1", "monotonic": True},
}

ACTIVATIONS = {
    **WORKED_ROWS,
    "sigmoid": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "tanh": {"range": (-1.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "softsign": {"range": (-1.0, 1.0), "continuity": "C1", "monotonic": True},
    "relu": {"range": (0.0, inf), "continuity": "C1", "monotonic": True},
    "leaky_relu": {"range": (-inf, inf), "continuity": "C1", "monotonic": True},
    "softplus": {"range": (0.0, inf), "continuity": "Cinf", "monotonic": True},
    "elu": {"range": (-1.0, inf), "continuity": "C1", "monotonic": True},
    "selu": {"range": (-1.758, inf), "continuity": "C0", "monotonic": True},
    "silu": {"range": (-0.278, inf), "continuity": "Cinf", "monotonic": False},
    "gelu": {"range": (-0.170, inf), "continuity": "Cinf", "monotonic": False},
    "mish": {"range": (-0.309, inf), "continuity": "Cinf", "monotonic": False},
    "gaussian": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": False},
}


# %% mistake="softsign_smooth" title="softsign is taken for smooth because its plot is" fails={"table.continuity_at_seams": "failed"}
inf = float("inf")

WORKED_ROWS = {
    "identity": {"range": (-inf, inf), "continuity": "Cinf", "monotonic": True},
    "binary_step": {"range": (0.0, 1.0), "continuity": "C-1", "monotonic": True},
}

ACTIVATIONS = {
    **WORKED_ROWS,
    "sigmoid": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "tanh": {"range": (-1.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "softsign": {"range": (-1.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "relu": {"range": (0.0, inf), "continuity": "C0", "monotonic": True},
    "leaky_relu": {"range": (-inf, inf), "continuity": "C0", "monotonic": True},
    "softplus": {"range": (0.0, inf), "continuity": "Cinf", "monotonic": True},
    "elu": {"range": (-1.0, inf), "continuity": "C1", "monotonic": True},
    "selu": {"range": (-1.758, inf), "continuity": "C0", "monotonic": True},
    "silu": {"range": (-0.278, inf), "continuity": "Cinf", "monotonic": False},
    "gelu": {"range": (-0.170, inf), "continuity": "Cinf", "monotonic": False},
    "mish": {"range": (-0.309, inf), "continuity": "Cinf", "monotonic": False},
    "gaussian": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": False},
}


# %% mistake="selu_like_elu" title="selu is taken for as smooth as elu" fails={"table.continuity_at_seams": "failed"}
inf = float("inf")

WORKED_ROWS = {
    "identity": {"range": (-inf, inf), "continuity": "Cinf", "monotonic": True},
    "binary_step": {"range": (0.0, 1.0), "continuity": "C-1", "monotonic": True},
}

ACTIVATIONS = {
    **WORKED_ROWS,
    "sigmoid": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "tanh": {"range": (-1.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "softsign": {"range": (-1.0, 1.0), "continuity": "C1", "monotonic": True},
    "relu": {"range": (0.0, inf), "continuity": "C0", "monotonic": True},
    "leaky_relu": {"range": (-inf, inf), "continuity": "C0", "monotonic": True},
    "softplus": {"range": (0.0, inf), "continuity": "Cinf", "monotonic": True},
    "elu": {"range": (-1.0, inf), "continuity": "C1", "monotonic": True},
    "selu": {"range": (-1.758, inf), "continuity": "C1", "monotonic": True},
    "silu": {"range": (-0.278, inf), "continuity": "Cinf", "monotonic": False},
    "gelu": {"range": (-0.170, inf), "continuity": "Cinf", "monotonic": False},
    "mish": {"range": (-0.309, inf), "continuity": "Cinf", "monotonic": False},
    "gaussian": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": False},
}


# %% mistake="flat_is_not_monotonic" title="A flat stretch is taken for not monotonic" fails={"table.monotonic": "failed", "table.monotonic_units": "failed"}
inf = float("inf")

WORKED_ROWS = {
    "identity": {"range": (-inf, inf), "continuity": "Cinf", "monotonic": True},
    "binary_step": {"range": (0.0, 1.0), "continuity": "C-1", "monotonic": False},
}

ACTIVATIONS = {
    **WORKED_ROWS,
    "sigmoid": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "tanh": {"range": (-1.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "softsign": {"range": (-1.0, 1.0), "continuity": "C1", "monotonic": True},
    "relu": {"range": (0.0, inf), "continuity": "C0", "monotonic": False},
    "leaky_relu": {"range": (-inf, inf), "continuity": "C0", "monotonic": True},
    "softplus": {"range": (0.0, inf), "continuity": "Cinf", "monotonic": True},
    "elu": {"range": (-1.0, inf), "continuity": "C1", "monotonic": True},
    "selu": {"range": (-1.758, inf), "continuity": "C0", "monotonic": True},
    "silu": {"range": (-0.278, inf), "continuity": "Cinf", "monotonic": False},
    "gelu": {"range": (-0.170, inf), "continuity": "Cinf", "monotonic": False},
    "mish": {"range": (-0.309, inf), "continuity": "Cinf", "monotonic": False},
    "gaussian": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": False},
}


# %% mistake="all_true" title="Every function is taken for monotonic" fails={"table.monotonic": "failed", "table.monotonic_units": "failed"}
inf = float("inf")

WORKED_ROWS = {
    "identity": {"range": (-inf, inf), "continuity": "Cinf", "monotonic": True},
    "binary_step": {"range": (0.0, 1.0), "continuity": "C-1", "monotonic": True},
}

ACTIVATIONS = {
    **WORKED_ROWS,
    "sigmoid": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "tanh": {"range": (-1.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "softsign": {"range": (-1.0, 1.0), "continuity": "C1", "monotonic": True},
    "relu": {"range": (0.0, inf), "continuity": "C0", "monotonic": True},
    "leaky_relu": {"range": (-inf, inf), "continuity": "C0", "monotonic": True},
    "softplus": {"range": (0.0, inf), "continuity": "Cinf", "monotonic": True},
    "elu": {"range": (-1.0, inf), "continuity": "C1", "monotonic": True},
    "selu": {"range": (-1.758, inf), "continuity": "C0", "monotonic": True},
    "silu": {"range": (-0.278, inf), "continuity": "Cinf", "monotonic": True},
    "gelu": {"range": (-0.170, inf), "continuity": "Cinf", "monotonic": True},
    "mish": {"range": (-0.309, inf), "continuity": "Cinf", "monotonic": True},
    "gaussian": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": True},
}


# %% mistake="all_smooth" title="Every function of one's own is taken for smooth" fails={"table.continuity": "failed", "table.continuity_at_seams": "failed"}
inf = float("inf")

WORKED_ROWS = {
    "identity": {"range": (-inf, inf), "continuity": "Cinf", "monotonic": True},
    "binary_step": {"range": (0.0, 1.0), "continuity": "C-1", "monotonic": True},
}

ACTIVATIONS = {
    **WORKED_ROWS,
    "sigmoid": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "tanh": {"range": (-1.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "softsign": {"range": (-1.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "relu": {"range": (0.0, inf), "continuity": "Cinf", "monotonic": True},
    "leaky_relu": {"range": (-inf, inf), "continuity": "Cinf", "monotonic": True},
    "softplus": {"range": (0.0, inf), "continuity": "Cinf", "monotonic": True},
    "elu": {"range": (-1.0, inf), "continuity": "Cinf", "monotonic": True},
    "selu": {"range": (-1.758, inf), "continuity": "Cinf", "monotonic": True},
    "silu": {"range": (-0.278, inf), "continuity": "Cinf", "monotonic": False},
    "gelu": {"range": (-0.170, inf), "continuity": "Cinf", "monotonic": False},
    "mish": {"range": (-0.309, inf), "continuity": "Cinf", "monotonic": False},
    "gaussian": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": False},
}


# %% mistake="row_missing" title="A row is missing" fails={"table.form_and_first_rows": "failed"}
inf = float("inf")

WORKED_ROWS = {
    "identity": {"range": (-inf, inf), "continuity": "Cinf", "monotonic": True},
    "binary_step": {"range": (0.0, 1.0), "continuity": "C-1", "monotonic": True},
}

ACTIVATIONS = {
    **WORKED_ROWS,
    "sigmoid": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "tanh": {"range": (-1.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "softsign": {"range": (-1.0, 1.0), "continuity": "C1", "monotonic": True},
    "relu": {"range": (0.0, inf), "continuity": "C0", "monotonic": True},
    "leaky_relu": {"range": (-inf, inf), "continuity": "C0", "monotonic": True},
    "softplus": {"range": (0.0, inf), "continuity": "Cinf", "monotonic": True},
    "elu": {"range": (-1.0, inf), "continuity": "C1", "monotonic": True},
    "selu": {"range": (-1.758, inf), "continuity": "C0", "monotonic": True},
    "silu": {"range": (-0.278, inf), "continuity": "Cinf", "monotonic": False},
    "gelu": {"range": (-0.170, inf), "continuity": "Cinf", "monotonic": False},
    "gaussian": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": False},
}


# %% mistake="none_for_infinity" title="None stands for a bound that does not exist" fails={"table.form_and_first_rows": "failed"}
inf = float("inf")

WORKED_ROWS = {
    "identity": {"range": (-inf, inf), "continuity": "Cinf", "monotonic": True},
    "binary_step": {"range": (0.0, 1.0), "continuity": "C-1", "monotonic": True},
}

ACTIVATIONS = {
    **WORKED_ROWS,
    "sigmoid": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "tanh": {"range": (-1.0, 1.0), "continuity": "Cinf", "monotonic": True},
    "softsign": {"range": (-1.0, 1.0), "continuity": "C1", "monotonic": True},
    "relu": {"range": (0.0, None), "continuity": "C0", "monotonic": True},
    "leaky_relu": {"range": (None, None), "continuity": "C0", "monotonic": True},
    "softplus": {"range": (0.0, None), "continuity": "Cinf", "monotonic": True},
    "elu": {"range": (-1.0, None), "continuity": "C1", "monotonic": True},
    "selu": {"range": (-1.758, None), "continuity": "C0", "monotonic": True},
    "silu": {"range": (-0.278, None), "continuity": "Cinf", "monotonic": False},
    "gelu": {"range": (-0.170, None), "continuity": "Cinf", "monotonic": False},
    "mish": {"range": (-0.309, None), "continuity": "Cinf", "monotonic": False},
    "gaussian": {"range": (0.0, 1.0), "continuity": "Cinf", "monotonic": False},
}
