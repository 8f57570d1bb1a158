"""Writes the weights file that Dalil embeds, in the format that package qa/neural/weights describes.

usage: export.py WHEEL KEEP CHECKPOINT OUT [META.json]

The reading layers are the trained ones; the upper layers for embedding, and everything below, are the base's own.
META.json is merged into the file's meta: name, languages, licence, figures.
"""
import hashlib
import json
import struct
import sys
import unicodedata
from pathlib import Path

import numpy as np
import torch

import base
from model import FFN, HEADS, HIDDEN, LAYERS, POSITIONS, SHARED, from_base

BYTES, FLOAT32, INT8, UINT32 = range(4)


class Sections:
    def __init__(self):
        self.all = []

    def add(self, name, kind, data):
        self.all.append((name.encode(), kind, data))

    def floats(self, name, values):
        self.add(name, FLOAT32, np.ascontiguousarray(values, "<f4").tobytes())

    def strings(self, name, ends, values):
        data = [v.encode() for v in values]
        self.add(name, BYTES, b"".join(data))
        self.add(ends, UINT32, np.cumsum([len(d) for d in data]).astype("<u4").tobytes())

    def bytes(self):
        at = 56 + 64 * len(self.all)
        directory, body = b"", b""
        chunks = []
        for name, kind, data in self.all:
            pad = -at % 64
            chunks.append(b"\0" * pad + data)
            at += pad
            directory += struct.pack("<40sQQII", name, at, len(data), kind, 0)
            at += len(data)
        body = directory + b"".join(chunks)
        return b"DALILNN\n" + struct.pack("<IIQ", 1, len(self.all), 56 + len(body)) + hashlib.sha256(body).digest() + body


def quantise(w, limit):
    """int8 rows with a scale each, the largest weight becoming the limit."""
    scale = (np.abs(w).max(1) / limit).astype("<f4")
    q = np.rint(w / np.where(scale > 0, scale, 1)[:, None]).clip(-limit, limit).astype(np.int8)
    return q, scale


def matrix(s, name, w, bias):
    q, scale = quantise(w, 63)
    rows, columns = q.shape
    s.add(name, INT8, q.reshape(rows // 16, 16, columns // 4, 4).transpose(0, 2, 1, 3).tobytes())
    s.floats(name + ".scale", scale)
    s.floats(name + ".bias", bias)


def norm(s, name, w, key):
    s.floats(name + ".gain", w[key + ".weight"])
    s.floats(name + ".bias", w[key + ".bias"])


def layer(s, name, w, n):
    for part, key in (("attend", "qkv"), ("join", "out"), ("widen", "up"), ("narrow", "down")):
        matrix(s, f"{name}.{part}", w[f"layers.{n}.{key}.weight"], w[f"layers.{n}.{key}.bias"])
    norm(s, name + ".norm1", w, f"layers.{n}.norm1")
    norm(s, name + ".norm2", w, f"layers.{n}.norm2")


def rewriting(norm):
    """What is rewritten before a text is cut: the base's table, and letters written apart from their marks, put together."""
    rules = {chr(c): to for c, to in norm.items()}
    for c in map(chr, [*range(0x80, 0xD800), *range(0xE000, 0x110000)]):
        apart = unicodedata.normalize("NFD", c)
        if apart == c or unicodedata.normalize("NFC", apart) != c or "\uac00" <= c < "\ud7b0":
            continue
        for i in range(1, len(apart)):
            rules[unicodedata.normalize("NFC", apart[:i]) + apart[i:]] = norm.get(ord(c), c)
    return sorted(rules.items())


def vocabulary(s, b, keep):
    pieces = [b.pieces[i] for i in keep]
    for number in (b.bos, b.pad, b.eos, b.unk):
        pieces[number] = ""
    s.strings("token.pieces", "token.ends", pieces)
    s.floats("token.scores", [b.scores[i] for i in keep])
    rules = rewriting(b.norm)
    s.strings("rule.from", "rule.from.ends", [a for a, _ in rules])
    s.strings("rule.to", "rule.to.ends", [t for _, t in rules])


HEADS_META = [
    {"name": "span", "outputs": 2, "pool": "token"},
    {"name": "tags", "outputs": 3, "pool": "token"},
    {"name": "answers", "outputs": 1, "pool": "first", "dense": True},
]


def heads(s, w):
    for name, rows in (("span", slice(0, 2)), ("tags", slice(2, 5))):
        s.floats("head." + name, w["token_head.weight"][rows])
        s.floats(f"head.{name}.bias", w["token_head.bias"][rows])
    s.floats("head.answers", w["pair_head.weight"])
    s.floats("head.answers.bias", w["pair_head.bias"])
    s.floats("head.answers.dense", w["pair_dense.weight"])
    s.floats("head.answers.dense.bias", w["pair_dense.bias"])


def write(b, keep, trained, meta):
    own = {k: v.numpy() for k, v in from_base(b.tensors, keep).state_dict().items()}
    s = Sections()
    meta = {
        "hidden": HIDDEN, "layers": LAYERS, "attention_heads": HEADS, "wide": FFN, "positions": POSITIONS, "epsilon": 1e-12,
        "begin": b.bos, "end": b.eos, "pad": b.pad, "unknown": b.unk, "embed_layers": LAYERS - SHARED, "heads": HEADS_META, **meta,
    }
    s.add("meta", BYTES, json.dumps(meta, ensure_ascii=False, sort_keys=True).encode())
    vocabulary(s, b, keep)
    s.add("word.packed", BYTES, b.raw["emb.word"].reshape(-1, HIDDEN // 32 * 18)[keep].tobytes())
    s.floats("position", own["position.weight"])
    norm(s, "norm", own, "norm")
    for n in range(LAYERS):
        layer(s, str(n), trained, n)
    for n in range(SHARED, LAYERS):
        layer(s, f"embed.{n}", own, n)
    heads(s, trained)
    return s.bytes()


def main(wheel, keep, checkpoint, out, meta=None):
    b = base.from_wheel(wheel)
    numbers = [int(line) for line in open(keep)]
    trained = {k: v.float().numpy() for k, v in torch.load(checkpoint, map_location="cpu")["net"].items()}
    data = write(b, numbers, trained, json.loads(Path(meta).read_text()) if meta else {"name": "dalil"})
    Path(out).write_bytes(data)
    print(len(data), "bytes, SHA-256", hashlib.sha256(data).hexdigest())


if __name__ == "__main__":
    main(*sys.argv[1:])
