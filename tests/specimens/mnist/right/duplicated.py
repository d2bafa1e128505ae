# ---
# jupyter:
#   specimen:
#     title: Every answer twice, as copied by an editor
#     transforms: [duplicate_solutions, add_outputs]
# ---

# %% question="preprocess"
def preprocess(images):
    result = np.empty(images.shape, dtype=np.float32)
    for i in range(len(images)):
        result[i] = images[i] / 255
    return result
