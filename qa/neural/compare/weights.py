"""Reads the weights file of package qa/neural/weights, whose doc comment describes it, and gives its tensors as float32."""
import hashlib
import json
import struct
from pathlib import Path

import numpy as np

TYPES = {0: np.uint8, 1: np.dtype("<f4"), 2: np.int8, 3: np.dtype("<u4")}


class Weights:
    """A model's tensors. meta is what the file says of itself."""

    def __init__(self, path):
        data = Path(path).read_bytes()
        if data[:8] != b"DALILNN\n":
            raise ValueError(f"{path} holds no weights")
        version, count, length = struct.unpack_from("<IIQ", data, 8)
        if version != 1 or length != len(data) or hashlib.sha256(data[56:]).digest() != data[24:56]:
            raise ValueError(f"{path} is damaged, or of a version that is not known here")
        self.sections = {}
        for i in range(count):
            name, offset, size, kind = struct.unpack_from("<40sQQI", data, 56 + 64 * i)
            self.sections[name.rstrip(b"\0").decode()] = np.frombuffer(data[offset : offset + size], TYPES[kind])
        self.meta = json.loads(self.sections["meta"].tobytes())

    def floats(self, name, *shape):
        values = self.sections[name]
        return values.reshape(shape) if shape else values

    def matrix(self, name):
        """Outputs × inputs, and the biases: the int8 weights times their row's scale."""
        scale = self.floats(name + ".scale")
        rows, panels = len(scale), self.sections[name]
        columns = len(panels) // rows
        whole = panels.reshape(rows // 16, columns // 4, 16, 4).transpose(0, 2, 1, 3).reshape(rows, columns)
        return whole * scale[:, None], self.floats(name + ".bias")

    def words(self):
        hidden = self.meta["hidden"]
        if "word" in self.sections:
            return self.sections["word"].reshape(-1, hidden) * self.floats("word.scale")[:, None]
        blocks = self.sections["word.packed"].reshape(-1, 18)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        numbers = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
        return (numbers * scale).reshape(-1, hidden)

    def positions(self):
        return self.floats("position", -1, self.meta["hidden"])

    def norm(self, name):
        return self.floats(name + ".gain"), self.floats(name + ".bias")

    def layers(self, task):
        """What the sections of each layer begin with. The upper layers are others for embedding than for reading."""
        n, own = self.meta["layers"], self.meta.get("embed_layers", 0)
        return [f"embed.{i}" if task == "embed" and i >= n - own else str(i) for i in range(n)]

    def heads(self, per_token):
        """The heads over tokens, or those over a sequence: name, weights (outputs × hidden), biases, dense layer or None."""
        for head in self.meta["heads"]:
            if (head["pool"] == "token") != per_token:
                continue
            if head["pool"] == "mean":
                raise ValueError(f"head {head['name']} looks at the mean, which is not done here")
            name, hidden = "head." + head["name"], self.meta["hidden"]
            dense = None
            if head.get("dense"):
                dense = self.floats(name + ".dense", hidden, hidden), self.floats(name + ".dense.bias")
            yield head["name"], self.floats(name, -1, hidden), self.floats(name + ".bias"), dense
