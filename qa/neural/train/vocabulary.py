"""Chooses which of the base's 250,002 pieces are kept: those that the words of 24 languages and the training text use most.

usage: vocabulary.py WHEEL TRAIN OUT [SIZE]    TRAIN is the folder with freqwords/ and the sets; OUT gets a piece number a line
"""
import gzip
import json
import math
import sys
from collections import Counter
from pathlib import Path

import base
from tokens import Tokens

# How many of the words of a list count: English and Arabic are what the product is for. Frequencies of film subtitles are
# flattened by their root, since documents are about other things than films are.
WEIGHT = {"en": 6.0, "ar": 6.0}
SETS = 3.0  # weight of the training text, which is prose


def words(folder):
    for path in sorted((folder / "freqwords").glob("*.txt.gz")):
        weight = WEIGHT.get(path.name.split(".")[0], 1.0)
        lines = [line.split() for line in gzip.open(path, "rt", encoding="utf-8")]
        pairs = [(line[0], math.sqrt(float(line[1]))) for line in lines if len(line) == 2]
        total = sum(n for _, n in pairs)
        for word, n in pairs:
            yield word, weight * n / total
            if word.islower():
                yield word.capitalize(), 0.3 * weight * n / total


def texts(folder):
    for path in sorted(folder.glob("*.jsonl.gz")):
        yield {json.loads(line)["context"] for line in gzip.open(path, "rt", encoding="utf-8")}


def use(tokens, folder):
    count = Counter()
    pairs = list(words(folder))
    for (ids, _), (_, n) in zip(tokens.encode_batch([w for w, _ in pairs]), pairs):
        for i in ids:
            count[i] += n
    for contexts in texts(folder):
        here = Counter()
        for ids, _ in tokens.encode_batch(sorted(contexts)):
            here.update(ids)
        total = sum(math.sqrt(n) for n in here.values())
        for i, n in here.items():
            count[i] += SETS * math.sqrt(n) / total
    return count


def choose(b, folder, size):
    count = use(Tokens(b), folder)
    keep = {0, 1, 2, 3} | {i for i, p in enumerate(b.pieces) if len(p.lstrip("▁")) <= 1 and ord(p[-1]) < 0x3000}
    for i, _ in sorted(count.items(), key=lambda x: (-x[1], x[0])):
        if len(keep) >= size:
            break
        keep.add(i)
    return sorted(keep)


def main(wheel, folder, out, size="65536"):
    keep = choose(base.from_wheel(wheel), Path(folder), int(size))
    Path(out).write_text("".join(f"{i}\n" for i in keep))
    print(len(keep), "pieces")


if __name__ == "__main__":
    main(*sys.argv[1:])
