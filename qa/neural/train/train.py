"""Trains the reader on pairs made by data.py. Resumable: a run that is stopped goes on from its last checkpoint.

usage: train.py --wheel W --keep K --pairs FILE[,FILE…] --out FOLDER [--start CHECKPOINT] [--fold 0|1] [--minutes M] …

The embedding table and the first layers stay those of the base: the layers above them are trained, and the base's own upper
layers go on serving retrieval (see export.py). That costs a third less time than training all layers, and leaves the
embeddings what they were, with no second loss to hold them in place.
"""
import argparse
import pickle
import random
import time
import zlib
from pathlib import Path

import torch
import torch.nn.functional as F

import base
import model
from tokens import Tokens

BOS, PAD, EOS = 0, 1, 2


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument("--wheel", required=True)
    p.add_argument("--keep", required=True)
    p.add_argument("--pairs", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--start")
    p.add_argument("--fold", type=int, help="leave out the articles of this half")
    p.add_argument("--replay", type=float, default=1.0, help="share of the pairs of every file but the first that is taken")
    p.add_argument("--epochs", type=float, default=1.0)
    p.add_argument("--minutes", type=float, default=0, help="end by then: the learning rate follows the clock")
    p.add_argument("--lr", type=float, default=1e-4)
    p.add_argument("--tokens", type=int, default=4096, help="tokens a step")
    p.add_argument("--passage", type=int, default=200, help="most tokens of a passage: shorter ones teach faster")
    p.add_argument("--seed", type=int, default=1)
    return p.parse_args()


def half(article):
    """0 or 1, by the article's name: folds split by article."""
    return zlib.crc32(article.encode()) & 1


def load_pairs(args):
    rng, out = random.Random(args.seed), []
    for i, name in enumerate(args.pairs.split(",")):
        pairs = pickle.load(open(name, "rb"))
        if args.fold is not None and i == 0:
            pairs = [p for p in pairs if half(p["article"]) != args.fold]
        if i > 0:
            pairs = rng.sample(pairs, int(len(pairs) * args.replay))
        out += [crop(p, args.passage, rng) for p in pairs]
    return out


def crop(p, most, rng):
    """The pair with at most so many tokens of its passage, its answers among them."""
    first = min((a for a, _ in p["spans"]), default=0)
    last = max((b for _, b in p["spans"]), default=0)
    if len(p["p"]) <= most or last - first >= most:
        return p
    low, high = max(0, last - most + 1), min(first, len(p["p"]) - most) if p["spans"] else len(p["p"]) - most
    at = rng.randint(min(low, high), high)
    moved = {k: [(a - at, b - at) for a, b in p[k]] for k in ("spans", "items")}
    return {**p, "p": p["p"][at:at + most], **moved}


def width(p):
    """Length of a pair with its markers, rounded up to 32: few shapes keep oneDNN from compiling kernels at every step."""
    return -(-(len(p["q"]) + len(p["p"]) + 8) // 32) * 32


def batches(pairs, tokens, rng):
    """Pairs of one width together, all of them of one number a width, in random order."""
    by = {}
    for p in rng.sample(pairs, len(pairs)):
        by.setdefault(width(p), []).append(p)
    out = []
    for n, same in sorted(by.items()):
        size = max(1, tokens // n)
        out += [same[i:i + size] for i in range(0, len(same) - size + 1, size)]
    rng.shuffle(out)
    return out


def tensors(batch, prefix):
    """ids, mask, passage mask, and the targets: spread over all starts and ends of the answers; tags; answered."""
    query, passage = prefix
    rows, offsets = [], []
    for p in batch:
        head = [BOS] + query + p["q"] + [EOS] + passage
        rows.append(head + p["p"] + [EOS])
        offsets.append(len(head))
    n = max(map(width, batch))
    ids = torch.full((len(rows), n), PAD)
    inside = torch.zeros(len(rows), n, dtype=torch.bool)
    start, end = torch.zeros(len(rows), n), torch.zeros(len(rows), n)
    tags = torch.zeros(len(rows), n, dtype=torch.long)
    for i, (row, p, at) in enumerate(zip(rows, batch, offsets)):
        ids[i, :len(row)] = torch.tensor(row)
        inside[i, at:at + len(p["p"])] = True
        for a, b in p["spans"] or [(-at, -at)]:  # no answer points at the first token
            start[i, at + a] += 1
            end[i, at + b] += 1
        for a, b in p["items"]:
            tags[i, at + a] = 1
            tags[i, at + a + 1:at + b + 1] = 2
    start, end = start / start.sum(1, keepdim=True), end / end.sum(1, keepdim=True)
    answered = torch.tensor([float(bool(p["spans"])) for p in batch])
    return ids, ids != PAD, inside, start, end, tags, answered


def loss_of(net, batch, prefix, device):
    ids, mask, inside, start, end, tags, answered = (t.to(device) for t in tensors(batch, prefix))
    token, pair = net.read(ids, mask)
    allowed = inside.clone()
    allowed[:, 0] = True
    logits = token[:, :, :2].masked_fill(~allowed[:, :, None], -1e4)
    logp = logits.log_softmax(1)
    span = -(start * logp[:, :, 0]).sum(1).mean() - (end * logp[:, :, 1]).sum(1).mean()
    tag = F.cross_entropy(token[:, :, 2:][inside], tags[inside], weight=torch.tensor([1.0, 4.0, 2.0], device=device))
    null = F.binary_cross_entropy_with_logits(pair, answered)
    return 0.5 * span + 0.5 * tag + 0.5 * null, (span.item() / 2, tag.item(), null.item())


class Masters:
    """AdamW over float32 copies of bfloat16 weights."""

    def __init__(self, net, lr):
        self.lower = [p for p in net.parameters() if p.requires_grad]
        self.upper = [p.detach().float().clone() for p in self.lower]
        decayed = [u for u in self.upper if u.dim() > 1]
        plain = [u for u in self.upper if u.dim() <= 1]
        groups = [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}]
        self.adam = torch.optim.AdamW(groups, lr=lr, betas=(0.9, 0.98), foreach=True)

    def step(self, lr):
        for g in self.adam.param_groups:
            g["lr"] = lr
        for u, p in zip(self.upper, self.lower):
            u.grad = p.grad.float()
        torch.nn.utils.clip_grad_norm_(self.upper, 1.0, foreach=True)
        self.adam.step()
        with torch.no_grad():
            torch._foreach_copy_(self.lower, self.upper)
        for p in self.lower:
            p.grad = None


def weights(net, masters):
    """The network's weights with the trained ones at full precision."""
    state = {k: v.float() for k, v in net.state_dict().items()}
    names = [n for n, p in net.named_parameters() if p.requires_grad]
    state.update({n: u.clone() for n, u in zip(names, masters.upper)})
    return state


def prepare(args, device):
    b = base.from_wheel(args.wheel)
    keep = [int(line) for line in open(args.keep)]
    net = model.from_base(b.tensors, keep)
    if args.start:
        net.load_state_dict(torch.load(args.start, map_location="cpu")["net"])
    prefix = [ids for ids, _ in Tokens(b, keep).encode_batch(["query:", "passage:"])]
    for p in net.frozen():
        p.requires_grad_(False)
    return net, prefix


def schedule(done):
    """Share of the learning rate at a share of the run: up over the first 4 %, then down to zero in a line."""
    return min(done / 0.04, 1 - done) if done < 0.04 else (1 - done) / 0.96


def main():
    args = arguments()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    net, prefix = prepare(args, device)
    net = net.to(device)
    masters = Masters(net, args.lr)
    net = net.to(torch.bfloat16).train()
    pairs, out = load_pairs(args), Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    steps = [s for e in range(int(args.epochs + 0.999)) for s in batches(pairs, args.tokens, random.Random(args.seed + e))]
    steps = steps[:int(len(steps) * args.epochs / int(args.epochs + 0.999))]
    at, spent = 0, 0.0
    if (out / "run.pt").exists():
        run = torch.load(out / "run.pt", map_location=device)
        at, spent = run["at"], run["spent"]
        net.load_state_dict(run["net"])
        masters.upper[:] = run["upper"]
        masters.adam.load_state_dict(run["adam"])
    began, mean = time.time() - spent, None
    while at < len(steps):
        done = at / len(steps)
        if args.minutes:
            done = max(done, (time.time() - began) / 60 / args.minutes)
        if done >= 1:
            break
        loss, parts = loss_of(net, steps[at], prefix, device)
        loss.backward()
        masters.step(args.lr * schedule(done))
        mean = parts if mean is None else [0.98 * m + 0.02 * p for m, p in zip(mean, parts)]
        at += 1
        if at % 25 == 0:
            print(f"{at}/{len(steps)} {(time.time() - began) / 60:.1f} min  span {mean[0]:.3f} tags {mean[1]:.3f} "
                  f"null {mean[2]:.3f}", flush=True)
        if at % 300 == 0:
            torch.save({"at": at, "spent": time.time() - began, "net": net.state_dict(), "upper": masters.upper,
                        "adam": masters.adam.state_dict()}, out / "run.new")
            (out / "run.new").rename(out / "run.pt")
            torch.save({"net": weights(net, masters)}, out / "now.pt")
    torch.save({"net": weights(net, masters)}, out / "final.pt")
    print("done", flush=True)


if __name__ == "__main__":
    main()
