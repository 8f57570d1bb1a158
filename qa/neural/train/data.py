"""Makes training pairs of the question sets: token numbers of a question and a passage, with where the answer stands, and,
where an answer is an enumeration, where its items stand.

usage: data.py WHEEL KEEP TRAIN OUT    writes OUT/broad.pkl, OUT/close.pkl

broad has the sets that nothing is measured on. close has those that overlap with measuring sets (xquad, arcd, multispan),
each pair with the article that it comes from, so that train.py can leave half of the articles out.
"""
import gzip
import json
import math
import pickle
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import base
from switch import Switch
from tokens import Tokens

QUESTION, PASSAGE = 48, 200  # most tokens of each; Dalil's passages have 100 to 150 words

# Pairs taken of each set of broad: all of the prose, a part of the others so that one epoch fits two CPU cores. More than a
# set has takes every question again, with another of its answers and another cut.
BROAD = {
    "squadshifts-newwiki": 15876, "squadshifts-amazon": 9000, "squadshifts-reddit": 9000, "qamr": 16000, "covidqa": 2760,
    "drcd": 7017, "cmrc2018": 4218, "jaquad": 14000,
}
LISTS = 3         # times that questions with several answers come again
SWITCHED = 7000   # English questions with words of Arabic put in
MIXED = 4000      # English passages with words of Arabic put in
NEGATIVES = 0.18  # share of further pairs whose passage does not answer
CROSS = 14000     # pairs of a question in one and a passage in another language


def load(folder, name):
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


class Maker:
    """Tokenises texts once and cuts pairs."""

    def __init__(self, tokens, rng):
        self.tokens, self.rng, self.cache = tokens, rng, {}

    def encode(self, text):
        if text not in self.cache:
            self.cache[text] = self.tokens.encode(text)
        return self.cache[text]

    def find(self, spans, answer):
        """The tokens that an answer covers, first and last, or None."""
        a, b = answer["start"], answer["start"] + len(answer["text"].rstrip())
        hit = [i for i, (s, e) in enumerate(spans) if s < b and e > a]
        return (hit[0], hit[-1]) if hit else None

    def pair(self, question, context, answers, article):
        """A pair with the tokens of its answers; no answers make a pair that is not answered. None where they cannot be
        found or do not fit in. The items are what the tags learn: the parts of an answer that enumerates, else the answers."""
        q = self.encode(question)[0][:QUESTION]
        ids, spans = self.encode(context)
        found = sorted({f for a in answers if (f := self.find(spans, a))})
        if answers and not found or not q or not ids:
            return None
        first, last = (found[0][0], found[-1][1]) if found else (0, 0)
        if last - first >= PASSAGE:
            found = [f for f in found if f[1] - first < PASSAGE]
            if not found:
                return None
            last = found[-1][1]
        low, high = max(0, last - PASSAGE + 1), min(first, max(0, len(ids) - PASSAGE))
        at = self.rng.randint(min(low, high), high) if len(ids) > PASSAGE else 0
        parts = [f for a in answers for i in items_of(a) if (f := self.find(spans, i))]
        items = sorted({f for f in parts if first <= f[0] and f[1] <= last})
        return {"q": q, "p": ids[at:at + PASSAGE], "spans": [(a - at, b - at) for a, b in found],
                "items": [(a - at, b - at) for a, b in items], "article": article}


COMMA = re.compile(r",\s+(?:(?:and|or)\s+)?|\s+(?:and|or)\s+|[、，和と]|،?\s+و(?=\w)|،\s*")


def items_of(answer):
    """The items of a short answer that enumerates, else the answer itself."""
    text, start = answer["text"].rstrip(" .,،、，。"), answer["start"]
    ends = [m.span() for m in COMMA.finditer(text)]
    cuts = [(a, b) for a, b in zip([0] + [e for _, e in ends], [s for s, _ in ends] + [len(text)])]
    latin = text.isascii()
    fits = all(0 < b - a <= (40 if latin else 16) and text[a:b].count(" ") < 5 for a, b in cuts)
    if len(cuts) < 2 or not fits:
        return [answer]
    return [{"text": text[a:b], "start": start + a} for a, b in cuts]


def answers_of(row, rng):
    return row["answers"] if row.get("multi") else [rng.choice(row["answers"])]


class Ranking:
    """BM25 over contexts, to find passages that look as if they answered."""

    def __init__(self, maker, contexts):
        self.maker, self.contexts = maker, contexts
        self.postings, self.lengths = defaultdict(list), []
        for n, c in enumerate(contexts):
            counts = Counter(maker.encode(c)[0])
            self.lengths.append(sum(counts.values()))
            for t, k in counts.items():
                self.postings[t].append((n, k))
        self.mean = sum(self.lengths) / len(self.lengths)

    def best(self, question, n):
        scores = Counter()
        for t in set(self.maker.encode(question)[0]):
            postings = self.postings[t]
            if len(postings) > len(self.contexts) / 5:
                continue
            idf = math.log(1 + (len(self.contexts) - len(postings) + 0.5) / (len(postings) + 0.5))
            for d, k in postings:
                scores[d] += idf * k * 2.2 / (k + 1.2 * (0.25 + 0.75 * self.lengths[d] / self.mean))
        return [self.contexts[d] for d, _ in scores.most_common(n)]


def unanswered(maker, rows, share, ask=lambda question: question):
    """Pairs of questions with passages that retrieval brings up for them and that do not have the answer's words; ask may
    put the question in other words."""
    ranking = Ranking(maker, sorted({r["context"] for r in rows}))
    out = []
    for row in maker.rng.sample(rows, int(len(rows) * share)):
        texts = [a["text"].lower() for a in row["answers"]]
        wrong = [c for c in ranking.best(row["question"], 5) if c != row["context"] and not any(t in c.lower() for t in texts)]
        if wrong:
            out.append(maker.pair(ask(row["question"]), maker.rng.choice(wrong[:3]), [], row.get("title") or row["context"]))
    return out


def taken(rows, n, rng):
    """n of the rows, each as often as the others."""
    return rows * (n // len(rows)) + rng.sample(rows, n % len(rows))


def broad(maker, folder):
    out, english = [], []
    for name, n in BROAD.items():
        all_rows = load(folder, name)
        rows = taken(all_rows, n, maker.rng)
        rows += [r for r in all_rows if r.get("multi")] * LISTS
        out += [maker.pair(r["question"], r["context"], answers_of(r, maker.rng), name) for r in rows]
        if name not in ("qamr", "covidqa"):
            out += unanswered(maker, rows, NEGATIVES)
        if name.startswith("squadshifts"):
            english += all_rows
        print(name, len(out), flush=True)
    out += switched(maker, english, Switch(folder / "tatoeba-eng-ara.tsv.gz", maker.rng))
    return [p for p in out if p]


def switched(maker, rows, switch):
    """Pairs in two languages, made of one: English questions, or passages around the answer, with words of Arabic."""
    out = []
    for r in maker.rng.sample(rows, SWITCHED):
        out.append(maker.pair(switch.text(r["question"], 0.8)[0], r["context"], answers_of(r, maker.rng), "switched"))
    out += unanswered(maker, maker.rng.sample(rows, SWITCHED), NEGATIVES, lambda q: switch.text(q, 0.8)[0])
    for r in maker.rng.sample(rows, MIXED):
        answers = answers_of(r, maker.rng)
        context, answers = switch.text(r["context"], 0.5, answers)
        out.append(maker.pair(r["question"], context, answers, "switched"))
    print("switched", len(out), flush=True)
    return out


def cross(maker, rows):
    """Questions of one language with the paragraph of another: English and Arabic lead, a quarter does not answer."""
    by = defaultdict(dict)
    for r in rows:
        by[r["id"]][r["lang"]] = r
    paragraphs = defaultdict(lambda: defaultdict(set))  # title of the question's article → language → contexts
    title = {i: by[i]["en"].get("title") or by[i]["en"]["context"][:40] for i in by}
    for i in by:
        for lang, r in by[i].items():
            paragraphs[title[i]][lang].add(r["context"])
    weight = {"en": 8, "ar": 9}
    ids, out = sorted(by), []
    for _ in range(CROSS):
        i, rng = maker.rng.choice(ids), maker.rng
        langs = sorted(by[i])
        q, p = rng.choices(langs, [weight.get(x, 1) for x in langs], k=2)
        if rng.random() < 0.35:
            p = q
        right = by[i][p]
        if rng.random() < 0.25:
            wrong = sorted(paragraphs[title[i]][p] - {right["context"]})
            if wrong:
                out.append(maker.pair(by[i][q]["question"], rng.choice(wrong), [], title[i]))
                continue
        out.append(maker.pair(by[i][q]["question"], right["context"], right["answers"][:1], title[i]))
    return out


def close(maker, folder):
    out = cross(maker, load(folder, "xquad-half-12-languages"))
    arcd = load(folder, "arcd-train")
    for _ in range(2):
        out += [maker.pair(r["question"], r["context"], r["answers"][:1], r["title"]) for r in arcd]
    out += unanswered(maker, arcd, 0.5)
    lists = load(folder, "multispan-half")
    for _ in range(4):
        out += [maker.pair(r["question"], r["context"], r["answers"], r["question"]) for r in lists]
    out += unanswered(maker, lists, 0.5)
    return [p for p in out if p]


def main(wheel, keep, folder, out):
    numbers = [int(line) for line in open(keep)]
    maker = Maker(Tokens(base.from_wheel(wheel), numbers), random.Random(1))
    for name, make in (("close", close), ("broad", broad)):
        pairs = make(maker, Path(folder))
        pickle.dump(pairs, open(Path(out) / f"{name}.pkl", "wb"))
        print(name, len(pairs), "pairs", sum(not p["spans"] for p in pairs), "unanswered",
              sum(len(p["q"]) + len(p["p"]) for p in pairs) // len(pairs), "tokens a pair", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
