"""Our Ed25519 verification: RFC 8032's vectors, agreement with `cryptography`, and what must be refused."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.record.verify import Q, ed25519_holds

# RFC 8032 section 7.1: secret key, public key, message, signature
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        hashlib.sha512(b"abc").hexdigest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]


@pytest.mark.parametrize("vector", VECTORS)
def test_vectors_of_the_rfc(vector: tuple[str, str, str, str]) -> None:
    secret, public, message, signature = (bytes.fromhex(v) for v in vector)
    assert Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw() == public
    assert ed25519_holds(public, message, signature)
    assert not ed25519_holds(public, message + b"x", signature)
    for i in range(0, 64, 7):
        bent = bytearray(signature)
        bent[i] ^= 1
        assert not ed25519_holds(public, message, bytes(bent))


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511), st.integers(0, 2))
@settings(max_examples=25, deadline=None)
def test_agrees_with_cryptography(seed: bytes, message: bytes, bit: int, what: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert ed25519_holds(public, message, signature)
    if what == 1:
        bent = bytearray(signature)
        bent[bit // 8] ^= 1 << bit % 8
        signature = bytes(bent)
    elif what == 2:
        bent = bytearray(public)
        bent[bit // 16] ^= 1 << bit % 8
        public = bytes(bent)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        theirs = True
    except (InvalidSignature, ValueError):
        theirs = False
    assert ed25519_holds(public, message, signature) == theirs


def test_what_must_be_refused() -> None:
    _, public, message, signature = (bytes.fromhex(v) for v in VECTORS[1])
    s = int.from_bytes(signature[32:], "little")
    assert not ed25519_holds(public, message, signature[:32] + (s + Q).to_bytes(32, "little")), "malleable: s + order"
    assert not ed25519_holds(public, message, signature[:63])
    assert not ed25519_holds(public[:31], message, signature)
    assert not ed25519_holds(b"\xff" * 32, message, signature), "y is not below the prime"
    assert not ed25519_holds((2).to_bytes(32, "little"), message, signature), "no point has this y"
    assert not ed25519_holds((1 | 1 << 255).to_bytes(32, "little"), message, signature), "x is 0, its sign is not"
