"""Writes weights files; package weights (qa/neural/weights/weights.go) describes the format. Needs numpy.

    w = Writer()
    w.tokenizer(pieces, scores, rules)          # special pieces as ""; rules is a dict of strings
    w.embedding(word, position, gain, bias)     # float32 arrays; token type 0 added to position
    for i, layer in enumerate(layers):
        w.layer(str(i), layer)                  # a dict: see layer
    w.layer("embed.4", layer) …                 # layers that take the place of the last ones for embedding
    w.head("span", weight, bias)                # and "answers" with dense=(weight, bias)
    w.write(path, meta)                         # meta: a dict with the names of weights.Meta

Matrices are (outputs, inputs) as PyTorch has them, in float32; they are made int8 here as package weights does it.
"""
import hashlib
import json
import struct

import numpy as np

LIMIT = 63  # of a matrix's weights
BYTES, FLOAT32, INT8, UINT32 = range(4)


def quantise(values, limit):
    """int8 of each row with its own scale."""
    values = np.asarray(values, np.float64)
    scale = (np.abs(values).max(1) / limit).astype(np.float32)
    safe = np.where(scale > 0, scale, 1).astype(np.float64)
    return np.clip(np.rint(values / safe[:, None]), -limit, limit).astype(np.int8), scale


def compositions(single):
    """Rules that put a letter and marks written apart together; single says how single characters are rewritten."""
    import unicodedata

    out = {}
    for cp in range(0x80, 0x110000):
        c = chr(cp)
        if 0xD800 <= cp < 0xE000 or 0xAC00 <= cp < 0xD7B0:
            continue
        apart = unicodedata.normalize("NFD", c)
        if apart == c or unicodedata.normalize("NFC", apart) != c:
            continue
        for i in range(1, len(apart)):
            key = unicodedata.normalize("NFC", apart[:i]) + apart[i:]
            if len(key) > 1:
                out[key] = single.get(c, c)
    return out


class Writer:
    def __init__(self):
        self.sections = []

    def add(self, name, kind, data):
        self.sections.append((name, kind, bytes(data)))

    def floats(self, name, values):
        self.add(name, FLOAT32, np.ascontiguousarray(values, "<f4").tobytes())

    def strings(self, name, ends, values):
        encoded = [v.encode() for v in values]
        self.add(name, BYTES, b"".join(encoded))
        self.add(ends, UINT32, np.cumsum([len(v) for v in encoded]).astype("<u4").tobytes())

    def tokenizer(self, pieces, scores, rules):
        self.strings("token.pieces", "token.ends", pieces)
        self.floats("token.scores", scores)
        keys = sorted(rules, key=str.encode)
        self.strings("rule.from", "rule.from.ends", keys)
        self.strings("rule.to", "rule.to.ends", [rules[k] for k in keys])

    def embedding(self, word, position, gain, bias):
        table, scale = quantise(word, 127)
        self.add("word", INT8, table.tobytes())
        self.floats("word.scale", scale)
        self.floats("position", position)
        self.norm("norm", gain, bias)

    def norm(self, name, gain, bias):
        self.floats(name + ".gain", gain)
        self.floats(name + ".bias", bias)

    def matrix(self, name, weight, bias):
        q, scale = quantise(weight, LIMIT)
        rows, columns = q.shape
        panels = q.reshape(rows // 16, 16, columns // 4, 4).transpose(0, 2, 1, 3)
        self.add(name, INT8, np.ascontiguousarray(panels).tobytes())
        self.floats(name + ".scale", scale)
        self.floats(name + ".bias", bias)

    def layer(self, name, layer):
        """layer has pairs of weight and bias: attend (queries, keys and values below each other), join, norm1, widen,
        narrow, norm2."""
        for part in ("attend", "join", "norm1", "widen", "narrow", "norm2"):
            (self.norm if part.startswith("norm") else self.matrix)(f"{name}.{part}", *layer[part])

    def head(self, name, weight, bias, dense=None):
        self.floats("head." + name, weight)
        self.floats(f"head.{name}.bias", bias)
        if dense:
            self.floats(f"head.{name}.dense", dense[0])
            self.floats(f"head.{name}.dense.bias", dense[1])

    def write(self, path, meta):
        self.sections.insert(0, ("meta", BYTES, json.dumps(meta, ensure_ascii=False, sort_keys=True).encode()))
        at = 56 + 64 * len(self.sections)
        directory, body = [], []
        for name, kind, data in self.sections:
            gap = bytes(-at % 64)
            directory.append(struct.pack("<40sQQII", name.encode(), at + len(gap), len(data), kind, 0))
            body += [gap, data]
            at += len(gap) + len(data)
        rest = b"".join(directory + body)
        head = struct.pack("<8sIIQ", b"DALILNN\n", 1, len(self.sections), 56 + len(rest))
        with open(path, "wb") as f:
            f.write(head + hashlib.sha256(rest).digest() + rest)
