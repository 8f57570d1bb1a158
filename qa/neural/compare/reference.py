"""The encoder in plain float32: each sequence by itself, nothing quantised, nothing fused. The weights are those of the file,
that is already rounded; what is seen against it is what an engine's arithmetic does."""
import math

import numpy as np
from scipy.special import erf


class Reference:
    def __init__(self, weights, task):
        w = self.w = weights
        self.task = task
        self.words, self.positions = w.words(), w.positions()
        self.layers = [
            {p: w.matrix(f"{n}.{p}") for p in ("attend", "join", "widen", "narrow")}
            | {p: w.norm(f"{n}.{p}") for p in ("norm1", "norm2")}
            for n in w.layers(task)
        ]

    def normed(self, x, norm):
        x = x - x.mean(-1, keepdims=True)
        return x / np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(self.w.meta["epsilon"])) * norm[0] + norm[1]

    def look(self, x, layer):
        n, heads = len(x), self.w.meta["attention_heads"]
        q, k, v = linear(x, layer["attend"]).reshape(n, 3, heads, -1).transpose(1, 2, 0, 3)
        scores = q @ k.transpose(0, 2, 1) / np.float32(math.sqrt(q.shape[-1]))
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        return linear((scores @ v).transpose(1, 0, 2).reshape(n, -1), layer["join"])

    def states(self, pieces):
        x = self.normed(self.words[pieces] + self.positions[: len(pieces)], self.w.norm("norm"))
        for layer in self.layers:
            x = self.normed(x + self.look(x, layer), layer["norm1"])
            wide = linear(x, layer["widen"])
            wide = wide * np.float32(0.5) * (1 + erf(wide / np.float32(math.sqrt(2))))
            x = self.normed(x + linear(wide, layer["narrow"]), layer["norm2"])
        assert x.dtype == np.float32
        return x

    def read(self, pieces):
        """The heads over tokens beside each other, a row a token, and the heads over the sequence."""
        x = self.states(pieces)
        tokens = [linear(x, (w, b)) for _, w, b, _ in self.w.heads(True)]
        pooled = []
        for _, w, b, dense in self.w.heads(False):
            first = np.tanh(linear(x[0], dense)) if dense else x[0]
            pooled.append(linear(first, (w, b)))
        return np.concatenate(tokens, axis=1), np.concatenate(pooled)

    def embed(self, pieces):
        return self.states(pieces).mean(0)


def linear(x, matrix):
    return x @ matrix[0].T + matrix[1]
