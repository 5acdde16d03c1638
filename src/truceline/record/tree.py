"""The Merkle tree of RFC 6962 section 2.1 over leaf hashes, with proofs.

Two forms: the plain recursive definitions (`naive_*`) and the incremental one (`extend`, `Tree`) that is used; tests
compare them. Leaves are hashed with a 0x00 prefix and inner nodes with 0x01, so that a node can never be passed off
as a leaf (second-preimage attack).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf's content."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(n: int) -> int:
    """The largest power of two smaller than n (n > 1)."""
    return 1 << ((n - 1).bit_length() - 1)


# -- the plain form (RFC 6962 2.1, 2.1.1, 2.1.2), over leaf hashes


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """MTH of the leaves."""
    if not leaves:
        return EMPTY
    if len(leaves) == 1:
        return leaves[0]
    k = _split(len(leaves))
    return node_hash(naive_root(leaves[:k]), naive_root(leaves[k:]))


def naive_inclusion(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH: the audit path of leaf `index`."""
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if index < k:
        return [*naive_inclusion(index, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_inclusion(index - k, leaves[k:]), naive_root(leaves[:k])]


def naive_consistency(first: int, leaves: Sequence[bytes], whole: bool = True) -> list[bytes]:
    """PROOF: that the tree of the first `first` leaves is a prefix of this one."""
    n = len(leaves)
    if first == n:
        return [] if whole else [naive_root(leaves)]
    k = _split(n)
    if first <= k:
        return [*naive_consistency(first, leaves[:k], whole), naive_root(leaves[k:])]
    return [*naive_consistency(first - k, leaves[k:], False), naive_root(leaves[:k])]


# -- the incremental form


def extend(frontier: Sequence[bytes], size: int, leaves: Iterable[bytes]) -> tuple[tuple[bytes, ...], int]:
    """The frontier and size after more leaves; work is constant per leaf on average."""
    stack = list(frontier)
    for leaf in leaves:
        stack.append(leaf)
        carry = size
        while carry & 1:
            right = stack.pop()
            stack[-1] = node_hash(stack[-1], right)
            carry >>= 1
        size += 1
    return tuple(stack), size


def root_of(frontier: Sequence[bytes]) -> bytes:
    """The root of the tree whose complete subtrees these are."""
    if not frontier:
        return EMPTY
    out = frontier[-1]
    for left in reversed(frontier[:-1]):
        out = node_hash(left, out)
    return out


class Tree:
    """All complete subtrees of a growing list of leaves: roots and proofs of any earlier size in O(log^2 n)."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        self.extend(leaves)

    def __len__(self) -> int:
        return len(self._levels[0])

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes at the end."""
        self._levels[0].extend(leaves)
        level = 0
        while len(self._levels[level]) > 1:
            if level + 1 == len(self._levels):
                self._levels.append([])
            below, above = self._levels[level], self._levels[level + 1]
            above.extend(node_hash(below[2 * i], below[2 * i + 1]) for i in range(len(above), len(below) // 2))
            level += 1

    def _range(self, start: int, end: int) -> bytes:
        """MTH of leaves [start, end); `start` is aligned to the split of the range."""
        n = end - start
        if n & (n - 1) == 0:
            level = n.bit_length() - 1
            return self._levels[level][start >> level]
        k = _split(n)
        return node_hash(self._range(start, start + k), self._range(start + k, end))

    def root(self, size: int | None = None) -> bytes:
        """The root of the first `size` leaves (all, if not given). IndexError beyond the end."""
        n = len(self) if size is None else size
        if not 0 <= n <= len(self):
            raise IndexError(n)
        return self._range(0, n) if n else EMPTY

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The audit path of leaf `index` in the tree of `size` leaves, from the leaf upwards."""
        if not 0 <= index < size <= len(self):
            raise IndexError(index)
        start, end, path = 0, size, []
        while end - start > 1:
            k = start + _split(end - start)
            if index < k:
                path.append(self._range(k, end))
                end = k
            else:
                path.append(self._range(start, k))
                start = k
        return path[::-1]

    def consistency(self, first: int, second: int) -> list[bytes]:
        """The proof that the tree of `first` leaves is a prefix of that of `second`; empty if either says all."""
        if not 0 <= first <= second <= len(self):
            raise IndexError(second)
        if first in (0, second):
            return []
        start, end, whole, path = 0, second, True, []
        while first != end:
            k = start + _split(end - start)
            if first <= k:
                path.append(self._range(k, end))
                end = k
            else:
                path.append(self._range(start, k))
                start, whole = k, False
        return [*([] if whole else [self._range(start, end)]), *path[::-1]]


# -- checking proofs (RFC 9162 sections 2.1.3.2 and 2.1.4.2)


def check_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path shows that `leaf` stands at `index` in the tree of `size` leaves with this root."""
    if not 0 <= index < size:
        return False
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def check_consistency(first: int, second: int, path: Sequence[bytes], root1: bytes, root2: bytes) -> bool:
    """Whether the path shows that the tree (first, root1) is a prefix of (second, root2)."""
    if not 0 <= first <= second:
        return False
    if first == second:
        return not path and root1 == root2
    if first == 0:
        return not path and root1 == EMPTY
    steps = list(path)
    if first & (first - 1) == 0:
        steps.insert(0, root1)
    if not steps:
        return False
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = steps[0]
    for c in steps[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == root1 and sr == root2
