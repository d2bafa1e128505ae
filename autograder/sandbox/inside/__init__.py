"""What runs on the far side of the boundary before student code does: the zygote and the lock-down of its children.

Like the worker, this is an island: it knows the standard library and the wire, and is all of this package, beside
the wire, the worker and the trainer, that can be read in there.
"""
