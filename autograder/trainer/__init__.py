"""The inner half of training: a process of its own that builds, trains and asks models, and never sees a test label."""
