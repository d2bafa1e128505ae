# ---
# jupyter:
#   specimen:
#     title: Written on Windows
#     transforms: [windows_line_ends]
# ---

# %% question="neuron"
def neuron(x, w, b, activation):
    """One unit.

    The lines of this text end as Windows ends them.
    """
    products = [float(one) * float(other) \
                for one, other in zip(x, w)]
    return activation(sum(products) + b)


# %% [markdown]
# Meine Notizen: `C:\Users\...`
