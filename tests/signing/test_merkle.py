"""The Merkle tree agrees with RFC 6962, and its checks refuse what does not follow."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from signing import rfc6962

from sulh.signing.merkle import (
    EMPTY,
    Frontier,
    consistency_path,
    fold,
    included,
    inclusion_path,
    leaf_hash,
    nodes_of,
    only_adds,
    root,
)

# The leaves and roots that implementations of Certificate Transparency are tested with.
CT_LEAVES = [
    bytes.fromhex(leaf) for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
CT_ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
# Their path of leaf 0 among eight.
CT_PATH = (
    "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=",
    "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=",
    "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=",
)
MOST = 70


def leaves(number: int) -> list[bytes]:
    return [hashlib.sha256(str(at).encode()).digest() for at in range(number)]


ALL = leaves(MOST)
NODES = nodes_of(map(leaf_hash, ALL))


def test_roots_are_those_of_certificate_transparency() -> None:
    nodes, frontier = nodes_of(map(leaf_hash, CT_LEAVES)), Frontier()
    assert frontier.root() == root(0, nodes) == EMPTY
    for size, expected in enumerate(CT_ROOTS, 1):
        frontier.add(leaf_hash(CT_LEAVES[size - 1]))
        assert frontier.root().hex() == root(size, nodes).hex() == rfc6962.mth(CT_LEAVES[:size]).hex() == expected


def test_path_is_that_of_certificate_transparency() -> None:
    path = inclusion_path(0, 8, nodes_of(map(leaf_hash, CT_LEAVES)))
    assert [base64.b64encode(one).decode() for one in path] == list(CT_PATH)


def test_every_proof_of_an_entry_is_the_one_that_the_rfc_defines() -> None:
    for size in range(1, MOST + 1):
        whole = rfc6962.mth(ALL[:size])
        for index in range(size):
            path = inclusion_path(index, size, NODES)
            assert path == rfc6962.path(index, ALL[:size])
            assert included(leaf_hash(ALL[index]), index, size, path, whole)
            assert rfc6962.root_by_path(ALL[index], index, size, path) == whole


def test_every_proof_of_an_addition_is_the_one_that_the_rfc_defines() -> None:
    roots = [rfc6962.mth(ALL[:size]) for size in range(MOST + 1)]
    for size in range(1, MOST + 1):
        for old in range(1, size + 1):
            path = consistency_path(old, size, NODES)
            assert path == rfc6962.proof(old, ALL[:size])
            assert only_adds(old, roots[old], size, roots[size], path)
            assert rfc6962.roots_by_proof(old, size, path, roots[old]) == (roots[old], roots[size])


@given(st.integers(1, MOST), st.data())
def test_nothing_but_the_path_of_an_entry_proves_it(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    whole, path = rfc6962.mth(ALL[:size]), inclusion_path(index, size, NODES)
    wrong = data.draw(st.sampled_from(["leaf", "index", "size", "path", "shorter", "longer", "root"]))
    leaf, other = leaf_hash(ALL[index]), hashlib.sha256(b"other").digest()
    if wrong == "leaf":
        leaf = other
    elif wrong == "index":
        index = data.draw(st.integers(-1, size + 3).filter(lambda at: at != index))
    elif wrong == "size":
        size = data.draw(st.integers(0, 2 * size).filter(lambda at: at != size))
        # One path may fit trees of several sizes, and then leads to the root of one: size and root are signed together.
        whole = rfc6962.mth(ALL[:size]) if size <= MOST else other
    elif wrong == "path" and path:
        path[data.draw(st.integers(0, len(path) - 1))] = other
    elif wrong == "shorter" and path:
        path.pop(data.draw(st.integers(0, len(path) - 1)))
    elif wrong == "longer":
        path.insert(data.draw(st.integers(0, len(path))), other)
    else:
        whole = other
    assert not included(leaf, index, size, path, whole)


@given(st.integers(2, MOST), st.data())
def test_nothing_but_the_path_of_an_addition_proves_it(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size))
    first, second, path = rfc6962.mth(ALL[:old]), rfc6962.mth(ALL[:size]), consistency_path(old, size, NODES)
    wrong, other = data.draw(st.sampled_from(["first", "second", "path", "shorter", "longer", "turned"])), hashlib.sha256(b"other").digest()
    if wrong == "turned" and old != size:
        first, second = second, first
    elif wrong == "second":
        second = other
    elif wrong == "path" and path:
        path[data.draw(st.integers(0, len(path) - 1))] = other
    elif wrong == "shorter" and path:
        path.pop(data.draw(st.integers(0, len(path) - 1)))
    elif wrong == "longer":
        path.insert(data.draw(st.integers(0, len(path))), other)
    else:
        first = other
    assert not only_adds(old, first, size, second, path)
    assert rfc6962.roots_by_proof(old, size, path, first) != (first, second)


def test_empty_tree_shows_nothing_and_hashes_have_one_size() -> None:
    one = rfc6962.mth(ALL[:1])
    assert not only_adds(0, EMPTY, 1, one, [])
    assert not only_adds(1, b"short", 1, b"short", [])
    assert not included(b"", 0, 1, [], b"")


def test_proofs_of_what_is_not_there_are_not_made() -> None:
    for index, size in ((-1, 3), (3, 3), (0, 0)):
        with pytest.raises(ValueError, match="is not among"):
            inclusion_path(index, size, NODES)
    for old, size in ((0, 3), (4, 3)):
        with pytest.raises(ValueError, match="does not add"):
            consistency_path(old, size, NODES)
    with pytest.raises(ValueError, match="no complete one"):
        fold(ALL[:3])
    assert fold([leaf_hash(one) for one in ALL[:64]]) == rfc6962.mth(ALL[:64])
