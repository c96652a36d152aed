"""Codes as bits, in blocks of whole words."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from matcher.arrays import Bits

WORD = 64
NOBODY_HAS = 1
"""The first bit of every block: what is asked for and nobody offers."""


class Vocabulary:
    """The codes of one rule or criterion, each a bit."""

    def __init__(self, people: Iterable[frozenset[str]]) -> None:
        codes: set[str] = set().union(*set(people))
        self.bit = {code: 2 << index for index, code in enumerate(sorted(codes))}
        self.words = (len(self.bit) + WORD) // WORD

    def asked(self, people: Iterable[frozenset[str]]) -> Bits:
        """One row of words per person; an unknown code is one that nobody has."""
        return self._pack(people, unknown=NOBODY_HAS)

    def offered(self, people: Iterable[frozenset[str]]) -> Bits:
        """One row of words per person; an unknown code is one that nobody asked for."""
        return self._pack(people, unknown=0)

    def _pack(self, people: Iterable[frozenset[str]], *, unknown: int) -> Bits:
        every = list(people)
        row = {codes: number for number, codes in enumerate(dict.fromkeys(every))}
        masks = [sum_of_bits(self.bit.get(code, unknown) for code in codes) for codes in row]
        index = np.fromiter(map(row.__getitem__, every), np.int64, len(every))
        return words_of(masks, self.words)[index] if every else np.zeros((0, self.words), np.uint64)


def sum_of_bits(bits: Iterable[int]) -> int:
    """The bits together in one mask."""
    mask = 0
    for bit in bits:
        mask |= bit
    return mask


def words_of(masks: list[int], words: int) -> Bits:
    """Long masks as rows of 64-bit words, lowest first."""
    raw = b"".join(mask.to_bytes(words * 8, "little") for mask in masks)
    return np.frombuffer(raw, dtype="<u8").reshape(len(masks), words).astype(np.uint64)
