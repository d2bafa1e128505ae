# %% [markdown]
# Answers that are not what they seem.

# %% attack="agreeing_object" title="An object that is equal and close to everything" classes=[8] cell="gaussian" beats_in_process=true
class Agrees:
    __array_priority__ = 10**6
    __array_ufunc__ = None
    shape, ndim, size, dtype = (), 0, 1, np.dtype(float)
    __class__ = property(lambda self: np.ndarray)
    __eq__ = __ne__ = __le__ = __lt__ = __ge__ = __gt__ = lambda self, other: True
    __bool__ = lambda self: True
    __hash__ = lambda self: 0
    __float__ = lambda self: 0.0
    __array__ = lambda self, *_, **__: np.zeros(0)
    __getattr__ = lambda self, name: lambda *_, **__: self
    __sub__ = __rsub__ = __abs__ = __mul__ = __getitem__ = lambda self, *_: self
    __len__ = lambda self: 0
    __iter__ = lambda self: iter(())


def gaussian(x):
    return Agrees()


def gaussian_derivative(x):
    return Agrees()


# %% attack="agreeing_subclass" title="An ndarray subclass whose functions all return True" classes=[9] cell="gaussian" beats_in_process=true
class Agrees(np.ndarray):
    def __array_function__(self, function, types, args, kwargs):
        return True

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return np.True_

    def __array_wrap__(self, *_):
        return self

    def __array_finalize__(self, _):
        pass


def gaussian(x):
    return np.zeros(np.shape(x)).view(Agrees)


def gaussian_derivative(x):
    return np.zeros(np.shape(x)).view(Agrees)


# %% attack="agreeing_numbers" title="Subclasses of float, int, str, list, tuple and dict with operators that lie" classes=[10] cell="gaussian" beats_in_process=true
def lying(kind, *arguments):
    yes = lambda self, *_: True
    same = lambda self, *_: self
    operators = dict.fromkeys(("__eq__", "__le__", "__lt__", "__ge__", "__gt__", "__contains__", "__bool__"), yes)
    operators |= dict.fromkeys(("__sub__", "__rsub__", "__abs__", "__mul__", "__getitem__", "__neg__"), same)
    operators |= {"__hash__": lambda self: 0, "__ne__": lambda self, _: False}
    return type(kind.__name__, (kind,), operators)(*arguments)


answers = iter([lying(float, 0.0), lying(int, 0), lying(str, "0"), lying(list, [0]), lying(tuple, (0,)), lying(dict)] * 50)


def gaussian(x):
    return next(answers) if np.ndim(x) else lying(float, 0.0)


def gaussian_derivative(x):
    return next(answers)


# %% attack="numpy_in_name_only" title="Types that claim to be NumPy's, TensorFlow's or built in" classes=[8, 9, 11] cell="gaussian"
class Scalar(np.float64):
    __eq__ = __le__ = lambda self, _: True
    __hash__ = np.float64.__hash__


Scalar.__module__ = "numpy"
Scalar.__qualname__ = Scalar.__name__ = "float64"


class Tensor:
    def numpy(self):
        return self

    def __array__(self, *_, **__):
        return np.zeros(3)


Tensor.__module__ = "tensorflow.python.framework.ops"


class Meta(type):
    __module__ = property(lambda cls: 1 / 0)


class Nameless(metaclass=Meta):
    pass


Nameless.__qualname__ = "\x1b[2J" * 10**6
answers = iter([Scalar(0), Tensor(), [Scalar(0)] * 3, Nameless(), {Nameless(): Tensor()}] * 20)


def gaussian(x):
    return next(answers)


def gaussian_derivative(x):
    return next(answers)


# %% attack="changes_between_reads" title="Lazily computed answers that differ each time they are read" classes=[11] cell="gaussian"
import itertools


class Restless(dict):
    reads = itertools.count()

    def items(self):
        return [(f"key {next(self.reads)}", np.zeros(2))]

    def __len__(self):
        return next(self.reads)


class Endless(list):
    def __iter__(self):
        return itertools.cycle([0.0])


answers = iter([(value for value in [0.0] * 9), Restless(), Endless(), map(np.exp, [0.0]), range(10**12)] * 20)


def gaussian(x):
    return next(answers)


def gaussian_derivative(x):
    return next(answers)


# %% attack="empty_answers" title="Answers without elements, of which every claim is true" classes=[8, 22] cell="gaussian" beats_in_process=true
def gaussian(x):
    return np.zeros((0, *np.shape(x)))


def gaussian_derivative(x):
    return np.zeros((0, *np.shape(x)))


# %% attack="not_a_number" title="NaN and infinity, which are on the right side of careless comparisons" classes=[8] cell="gaussian" beats_in_process=true
answers = iter([np.nan, np.inf, -np.inf, complex("nan"), np.float16("nan"), np.longdouble("nan")] * 50)


def gaussian(x):
    return np.full(np.shape(x), next(answers))


def gaussian_derivative(x):
    return np.full(np.shape(x), np.nan)


# %% attack="odd_arrays" title="Object, structured, text, date and endless arrays" classes=[12, 22] cell="gaussian"
class Agrees:
    __eq__ = __le__ = lambda self, _: True
    __float__ = lambda self: 0.0
    __abs__ = __sub__ = lambda self, *_: self


def odd(shape):
    yield np.full(shape, Agrees(), dtype=object)
    yield np.zeros(shape, dtype=[("value", float), ("evil", object)])
    yield np.zeros(shape, dtype="M8[s]")
    yield np.full(shape, "0.5")
    yield np.zeros(shape, dtype="V16")
    yield np.broadcast_to(np.float64(0), (10**9, 10**9))
    yield np.lib.stride_tricks.as_strided(np.zeros(1), shape=(2**40,), strides=(0,))
    yield np.rec.array(np.zeros(3))
    yield np.ma.masked_all(shape)


answers = iter([*odd((301,)), *odd((3,))] * 9)


def gaussian(x):
    return next(answers)


def gaussian_derivative(x):
    return next(answers)


# %% attack="pickle_in_a_body" title="An array body that is a pickle which runs code where it is loaded" classes=[12, 13] cell="gaussian"
import io
import pickle

import autograder.wire.values as values


class Payload:
    def __reduce__(self):
        return exec, ("open('/tmp/owned-by-a-submission', 'w').close()",)


def poisoned(array):
    buffer = io.BytesIO()
    np.save(buffer, np.array([Payload()], dtype=object), allow_pickle=True)
    return buffer.getbuffer()


def gaussian(x):
    values._encode_array = poisoned
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    values._encode_array = lambda _: memoryview(pickle.dumps(Payload()))
    return np.zeros(np.shape(x))


# %% attack="reducible_answer" title="Objects that run code where they are unpickled, copied or compared" classes=[13, 8] cell="gaussian"
class Payload:
    def __reduce_ex__(self, _):
        return exec, ("open('/tmp/owned-by-a-submission', 'w').close()",)

    __reduce__ = __copy__ = __getstate__ = __reduce_ex__

    def __deepcopy__(self, _):
        return Payload()


def gaussian(x):
    return [Payload(), {"value": Payload()}, b"cbuiltins\nexec\n(S'1/0'\ntR."]


def gaussian_derivative(x):
    return b"\x80\x04\x95"


# %% attack="evil_headers" title="Array headers that claim sizes, types and nestings that nothing has" classes=[12, 20, 22] cell="gaussian"
import autograder.wire.values as values


def body(header, version=b"\x01\x00"):
    text = header.encode("latin1").ljust(118) + b"\n"
    return memoryview(b"\x93NUMPY" + version + len(text).to_bytes(2, "little") + text + bytes(64))


HEADERS = [
    "{'descr': '<f8', 'fortran_order': False, 'shape': (%d,), }" % 2**62,
    "{'descr': '<f8', 'fortran_order': False, 'shape': (0, -1, 5), }",
    "{'descr': '|O', 'fortran_order': False, 'shape': (8,), }",
    "{'descr': [('a', '<f4'), ('b', '|O')], 'fortran_order': False, 'shape': (), }",
    "(" * 100,
    "{'descr': '<f8', 'fortran_order': 9**9**9, 'shape': (8,), }",
]
headers = iter(HEADERS * 20)


def gaussian(x):
    values._encode_array = lambda _: body(next(headers))
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    values._encode_array = lambda _: body(next(headers), b"\x03\x00")
    return np.zeros(np.shape(x))


# %% attack="forged_nodes" title="Values in encodings that no honest worker writes" classes=[20, 8, 13] cell="gaussian"
import autograder.wire.frames as frames

NODES = [
    {"!": "dict", "v": [[{"!": "list", "v": []}, 1]]},
    {"!": "function", "v": "os.system"},
    {"!": "handle", "v": 10**400, "type": "x"},
    {"!": "int", "v": "0x" + "f" * 10**5},
    {"!": "float", "v": "0x1p999999999999999999999"},
    {"!": "array", "v": -1},
    {"!": "list", "v": [0] * 99_990},
    {"!": "opaque", "type": "\x1b]0;owned\x07<script>alert(1)</script>\u202e"},
    {"!": "code", "v": "1/0"},
]
for _ in range(40):
    NODES.append({"!": "list", "v": [NODES[-1]]})
honest = frames.encode
nodes = iter(NODES * 9)
asked = []


def forged(value, bodies, *depth):
    if asked and isinstance(value, dict) and "status" in value:
        asked.clear()
        node = honest({"status": "returned", "arguments": [], "floating_point": []}, bodies)
        return {"!": "dict", "v": [*node["v"], ["value", next(nodes)]]}
    return honest(value, bodies, *depth)


frames.encode = forged


def gaussian(x):
    asked.append(x)


def gaussian_derivative(x):
    asked.append(x)


# %% attack="changed_input" title="Changes its argument, so that a reference computed later agrees" classes=[53] cell="gaussian" beats_in_process=true
def gaussian(x):
    if isinstance(x, np.ndarray) and x.dtype.kind == "f":
        x[...] = 0.0
    return np.ones(np.shape(x))


def gaussian_derivative(x):
    if isinstance(x, np.ndarray) and x.dtype.kind == "f":
        x[...] = 0.0
    return x


# %% attack="aliased_answers" title="One array for all answers, filled again when the next call comes" classes=[53, 57] cell="gaussian"
answer = np.zeros(10**6)


def gaussian(x):
    part = answer[: np.size(x)].reshape(np.shape(x))
    if isinstance(x, np.ndarray):
        x.resize((0,), refcheck=False)
    return part


def gaussian_derivative(x):
    answer[:] = 1.0
    return gaussian(x)
