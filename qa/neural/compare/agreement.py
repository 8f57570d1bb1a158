"""How far two engines' results are from each other."""
import numpy as np

LONGEST = 32  # tokens of a span


def best(tokens):
    """The span of the highest sum of start and end."""
    n = len(tokens)
    sums = tokens[:, 0][:, None] + tokens[:, 1][None, :]
    start, end = np.indices((n, n))
    sums = np.where((end >= start) & (end < start + LONGEST), sums, -np.inf)
    return np.unravel_index(sums.argmax(), sums.shape)


class Agreement:
    """Collects differences: of the logits of an answer's first and last token over the passage, of the tags', of the best
    span, and of whether the passage answers."""

    def __init__(self):
        self.spans, self.tags, self.answers, self.same, self.sides = [], [], [], [], []

    def add(self, got, wanted, before):
        (tokens, pooled), (want, want_pooled) = ((r[0][before:-1], r[1]) for r in (got, wanted))
        difference = np.abs(tokens - want)
        self.spans.append(difference[:, :2].ravel())
        self.tags.append(difference[:, 2:].ravel())
        self.answers.append(np.abs(pooled - want_pooled))
        self.same.append(best(tokens) == best(want))
        self.sides.append((pooled > 0) == (want_pooled > 0))

    def figures(self):
        out = {}
        for name in ("spans", "tags", "answers"):
            d = np.concatenate(getattr(self, name))
            out[name] = {"mean": float(d.mean()), "max": float(d.max())}
        return out | {"same_span": float(np.mean(self.same)), "same_side": float(np.mean(self.sides))}

    def line(self):
        f = self.figures()
        parts = [f"{n} {f[n]['mean']:.4f} mean {f[n]['max']:.3f} max" for n in ("spans", "tags", "answers")]
        return "; ".join(parts) + f"; same span {f['same_span']:.1%}, same side {f['same_side']:.1%}"


def cosines(got, wanted):
    """The mean and the least cosine of vectors."""
    c = [float(np.dot(a, b) / np.linalg.norm(a) / np.linalg.norm(b)) for a, b in zip(got, wanted)]
    return float(np.mean(c)), min(c)
