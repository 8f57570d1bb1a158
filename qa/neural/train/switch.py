"""Puts words of Arabic into English text (code-switching, after CoSDA-ML, Qin et al. 2020): what it teaches an encoder is to
read across languages where there are no questions of two languages to learn from.

The dictionary is learnt from translated sentences by IBM model 1 (Brown et al. 1993).
"""
import gzip
import re
from collections import defaultdict

WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
ROUNDS = 6
SURE = 0.2  # least probability of a translation that is used


def sentences(name):
    """Pairs of an English and an Arabic sentence, as lists of words."""
    with gzip.open(name, "rt", encoding="utf-8") as f:
        for line in f:
            en, ar = line.rstrip("\n").split("\t")[:2]
            yield WORD.findall(en.lower()), WORD.findall(ar)


def translations(pairs):
    """English word → the Arabic words that stand for it, with probabilities above SURE."""
    t = defaultdict(lambda: 1.0)
    for _ in range(ROUNDS):
        counts, totals = defaultdict(float), defaultdict(float)
        for en, ar in pairs:
            for a in ar:
                z = sum(t[e, a] for e in en) + t[None, a]
                for e in [None, *en]:
                    share = t[e, a] / z
                    counts[e, a] += share
                    totals[e] += share
        t = defaultdict(float, {(e, a): c / totals[e] for (e, a), c in counts.items() if c > 0.05})
        weight = totals
    out = defaultdict(list)
    for (e, a), p in t.items():
        if e and p > SURE and weight[e] >= 1.5:
            out[e].append((a, p))
    return out


class Switch:
    def __init__(self, name, rng):
        self.words, self.rng = translations(list(sentences(name))), rng

    def text(self, text, share, answers=()):
        """The text with that share of the words that have a translation translated, and the answers, which stay as they
        are, where they then stand."""
        out, at, moved = [], 0, [dict(a) for a in answers]
        for m in WORD.finditer(text):
            known = self.words.get(m.group().lower())
            inside = any(a["start"] < m.end() and a["start"] + len(a["text"]) > m.start() for a in answers)
            if not known or inside or self.rng.random() >= share:
                continue
            word = self.rng.choices([w for w, _ in known], [p for _, p in known])[0]
            out += [text[at:m.start()], word]
            at = m.end()
            for a, b in zip(answers, moved):
                if a["start"] >= m.end():
                    b["start"] += len(word) - (m.end() - m.start())
        return "".join(out) + text[at:], moved
