"""Zygotes that are started as root run under user ids of their own, so that none uses up what another may have."""

import os

from autograder.sandbox import user_ids


def taken(monkeypatch, pid):
    monkeypatch.setattr(os, "getpid", lambda: pid)
    return {user_ids.free_user_id() for _ in range(user_ids.IDS_OF_A_PROCESS)}


def test_zygotes_of_one_process_have_different_ids(monkeypatch):
    ids = taken(monkeypatch, 1234)
    assert len(ids) == user_ids.IDS_OF_A_PROCESS
    assert ids <= set(user_ids.USER_IDS)


def test_zygotes_of_neighbouring_processes_have_different_ids(monkeypatch):
    every = [taken(monkeypatch, pid) for pid in range(4_000_000, 4_000_064)]
    assert len(set.union(*every)) == sum(map(len, every))


def test_no_id_is_that_of_an_account_or_of_nobody():
    assert {0, 65534}.isdisjoint(user_ids.USER_IDS)
