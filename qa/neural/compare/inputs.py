"""What is encoded: batches of made-up pieces for the times, and pairs out of the sample corpus for the agreement."""
import json

LONGEST = 500  # letters of a passage, about a retrieved one


def made_up(batch, length, vocabulary):
    return [[4 + (i * length + j) * 7919 % (vocabulary - 4) for j in range(length)] for i in range(batch)]


def passages(text):
    """A document's paragraphs, put together up to a passage's length."""
    out = []
    for paragraph in filter(None, (" ".join(p.split()) for p in text.split("\n\n"))):
        if out and len(out[-1]) + len(paragraph) < LONGEST:
            out[-1] += " " + paragraph
        else:
            out.append(paragraph[: 3 * LONGEST])
    return out


def sample(folder, limit):
    """Pairs of each of the sample's questions with the passages of the documents that it is about; every k-th, up to limit."""
    pairs = []
    for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        for name in question.get("docs", []):
            path = folder / "articles" / name
            if path.suffix in (".txt", ".md"):
                pairs += [(question["question"], p) for p in passages(path.read_text(encoding="utf-8"))]
    step = max(1, -(-len(pairs) // limit))
    return pairs[::step]


def batches(pieces, size):
    """Sequences put together by length, as whoever pads them would."""
    order = sorted(pieces, key=len)
    return [order[i : i + size] for i in range(0, len(order), size)]
