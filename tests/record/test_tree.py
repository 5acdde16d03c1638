"""The tree: the fast form is the plain form; proofs hold for what is so and for nothing else; attacks fail."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.record.tree import (
    EMPTY,
    Tree,
    check_consistency,
    check_inclusion,
    extend,
    leaf_hash,
    naive_consistency,
    naive_inclusion,
    naive_root,
    node_hash,
    root_of,
)
from truceline.record.verify import roots


def leaves(n: int) -> list[bytes]:
    return [leaf_hash(str(i).encode()) for i in range(n)]


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 100])
def test_fast_roots_are_the_plain_ones(n: int) -> None:
    all_leaves = leaves(n)
    frontier, size = extend((), 0, all_leaves)
    tree = Tree(all_leaves)
    assert size == n == len(tree)
    assert root_of(frontier) == naive_root(all_leaves) == tree.root()
    assert roots(all_leaves, set(range(n + 1))) == {i: tree.root(i) for i in range(n + 1)}
    assert all(tree.root(i) == naive_root(all_leaves[:i]) for i in range(n + 1))


def test_known_roots_of_rfc_6962_implementations() -> None:
    data = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    tree = Tree([leaf_hash(bytes.fromhex(d)) for d in data])
    assert EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert tree.root(1).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert tree.root(8).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@given(st.integers(1, 70), st.data())
@settings(max_examples=60, deadline=None)
def test_proofs(n: int, data: st.DataObject) -> None:
    all_leaves = leaves(n)
    tree = Tree(all_leaves)
    i = data.draw(st.integers(0, n - 1))
    path = tree.inclusion(i, n)
    assert path == naive_inclusion(i, all_leaves)
    assert check_inclusion(all_leaves[i], i, n, path, tree.root())
    assert not check_inclusion(leaf_hash(b"other"), i, n, path, tree.root())
    assert not check_inclusion(all_leaves[i], i, n, [*path, EMPTY], tree.root())
    for j in range(n):
        assert j == i or not check_inclusion(all_leaves[i], j, n, path, tree.root())
    m = data.draw(st.integers(1, n))
    steps = tree.consistency(m, n)
    assert steps == ([] if m == n else naive_consistency(m, all_leaves))
    assert check_consistency(m, n, steps, tree.root(m), tree.root(n))
    changed = Tree([*all_leaves[: m - 1], leaf_hash(b"changed")])
    assert not check_consistency(m, n, steps, changed.root(m), tree.root(n))
    if steps:
        bent = [*steps[:-1], leaf_hash(b"bent")]
        assert not check_consistency(m, n, bent, tree.root(m), tree.root(n))


@given(st.lists(st.integers(0, 9), max_size=8))
@settings(max_examples=40, deadline=None)
def test_growing_in_any_steps_is_the_same(steps: list[int]) -> None:
    frontier: tuple[bytes, ...] = ()
    size, tree = 0, Tree()
    all_leaves = leaves(sum(steps))
    for n in steps:
        frontier, size = extend(frontier, size, all_leaves[size : size + n])
        tree.extend(all_leaves[len(tree) : len(tree) + n])
        assert root_of(frontier) == tree.root() == naive_root(all_leaves[:size])


def test_second_preimage_attack_fails() -> None:
    a, b, c, d = leaves(4)
    root = Tree([a, b, c, d]).root()
    forged = node_hash(a, b) + node_hash(c, d)
    assert hashlib.sha256(b"\x01" + forged).digest() == root
    assert leaf_hash(forged) != root
    assert Tree([node_hash(a, b), node_hash(c, d)]).root() == root, "so the size must be signed with the root"
    assert not check_inclusion(leaf_hash(forged), 0, 1, [], root)


def test_ranges_outside_are_refused() -> None:
    tree = Tree(leaves(3))
    for call in (lambda: tree.root(4), lambda: tree.inclusion(3, 3), lambda: tree.consistency(2, 4)):
        with pytest.raises(IndexError):
            call()
