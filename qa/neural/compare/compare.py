"""Holds Dalil's encoder against ONNX Runtime and a float32 reference: do they say the same, and how fast are they?

usage: python compare.py [--rounds 11] [--threads 1,2] [--batches 8x128,…] [--pairs 96] [--kernel NAME] [--weights FILE]
                         [--float32] [--json FILE] [--without-onnxruntime]

Needs Go and the packages of requirements.txt. README.md says what is compared and what came out.
"""
import argparse
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True  # nothing but what is in git lies here
HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
NEEDED = {"numpy": "everything", "scipy": "the float32 reference", "onnx": "ONNX Runtime's graph", "onnxruntime": "ONNX Runtime"}


def options():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--weights", default=str(ROOT / "qa/neural/model/reader.weights"))
    p.add_argument("--kernel", default="", help="Dalil's arithmetic: vnni, avxvnni, avx2, neon, go; the fastest unless named")
    p.add_argument("--rounds", type=int, default=11, help="turns that each engine has at each batch")
    p.add_argument("--threads", default="1,2")
    p.add_argument("--pairs", type=int, default=96, help="pairs of the sample corpus at most; 0 leaves the agreement out")
    p.add_argument("--batches", default="8x128,1x128,8x256,sample", help="what is timed: sequences x tokens, or the sample's pairs; empty for nothing")
    p.add_argument("--float32", action="store_true", help="time ONNX Runtime's float32 too")
    p.add_argument("--json", help="file for all that was measured")
    p.add_argument("--without-onnxruntime", action="store_true", help="agreement with the float32 reference only")
    return p.parse_args()


def check(without):
    """Ends the program with what is missing."""
    skipped = ("onnx", "onnxruntime") if without else ()
    missing = [f"{m} (for {what})" for m, what in NEEDED.items() if m not in skipped and not importlib.util.find_spec(m)]
    if missing:
        hint = f"pip install -r {HERE / 'requirements.txt'}"
        if not any(m.startswith(("numpy", "scipy")) for m in missing):
            hint += ", or --without-onnxruntime for the agreement with the float32 reference alone"
        sys.exit(f"compare.py: not installed: {', '.join(missing)}. {hint}")
    if not shutil.which("go"):
        sys.exit("compare.py: no go command was found: it builds the program that runs Dalil's encoder")


def build(folder):
    binary = str(Path(folder, "encode"))
    subprocess.run(["go", "build", "-o", binary, "./qa/neural/gen/encode"], cwd=ROOT, check=True, env=os.environ | {"CGO_ENABLED": "0"})
    return binary


def race(engines, batches, threads, rounds):
    """Milliseconds of each engine for all batches, a number a round, by the clock and of processor time. In each round every
    engine has its turn, in an order that is turned about from round to round; its first turn warms up and is not counted."""
    clock, spent = ({name: [] for name in engines} for _ in range(2))
    for k in range(-1, rounds):
        for name in list(engines)[:: 1 if k % 2 else -1]:
            time.sleep(0.03)  # threads of the one before that still wait for work have gone to sleep
            before = engines[name].processor_time()
            ms = sum(min(engines[name].times(batch, threads, 2)) for batch in batches)
            after = engines[name].processor_time()
            if k >= 0:
                clock[name].append(ms)
                spent[name].append((after - before) * 1e3 / 2)
    return clock, spent


def report(title, clock, spent, count):
    """A line for each engine; ratios are ours to it."""
    ours, own = clock["ours"], spent["ours"]
    print(f"\n{title}: ms a pair, best and median of {len(ours)} rounds; processor time, best | ours to it: best, median, processor time")
    for name, ms in clock.items():
        line = f"  {name:<26} {min(ms) / count:7.2f} {statistics.median(ms) / count:7.2f} {min(spent[name]) / count:7.2f}"
        if name != "ours":
            middle = statistics.median(a / b for a, b in zip(ours, ms))
            line += f" | {min(ours) / min(ms):5.2f} {middle:5.2f} {min(own) / min(spent[name]):5.2f}"
        print(line, flush=True)


def race_all(engines, one_by_one, cases, o):
    results = []
    for title, batches in cases:
        for threads in map(int, o.threads.split(",")):
            field = {name: e for name, e in engines.items() if threads > 1 or "no spin" not in name}
            if any(len(set(map(len, b))) > 1 for b in batches):
                field["ONNX Runtime int8, single"] = one_by_one
            clock, spent = race(field, batches, threads, o.rounds)
            report(f"{title}, {threads} thread(s)", clock, spent, sum(map(len, batches)))
            results.append({"batch": title, "threads": threads, "ms": clock, "processor_ms": spent})
    return results


def agree(title, got, wanted, before):
    """How far results of one engine are from those of another."""
    from agreement import Agreement

    a = Agreement()
    for g, w, n in zip(got, wanted, before):
        a.add(g, w, n)
    print(f"  {title:<38}" + a.line(), flush=True)
    return a.figures()


def agreements(ours, others, reference, pieces, before):
    """Every engine against the reference, and ours against every other one."""
    wanted = [reference.read(p) for p in pieces]
    ours = [r for p in pieces for r in ours.read([p], 1)]
    print(f"\nagreement over {len(pieces)} pairs of the sample, {sum(map(len, pieces))} tokens")
    results = {"ours to float32": agree("ours to float32", ours, wanted, before)}
    for name, engine in others.items():
        got = [r for p in pieces for r in engine.read([p], 1)]
        results[name + " to float32"] = agree(name + " to float32", got, wanted, before)
        results["ours to " + name] = agree("ours to " + name, ours, got, before)
    return results


def cases(o, pieces, vocabulary):
    """What is timed: a title, and batches."""
    import inputs

    for name in filter(None, o.batches.split(",")):
        if name == "sample":
            some = inputs.batches(pieces, 8)[::4]  # short ones, middling, long
            if some:
                yield f"{sum(map(len, some))} pairs of the sample, 8 at once", some
        else:
            batch, length = map(int, name.split("x"))
            yield f"{batch} × {length} tokens", [inputs.made_up(batch, length, vocabulary)]


def against(ours, w, folder, pieces, o):
    """The times beside ONNX Runtime's, and its engines."""
    import engines
    import graph
    import onnxruntime

    print(f"ONNX Runtime {onnxruntime.__version__}", flush=True)
    paths, pad = graph.write(w, folder), w.meta["pad"]
    others = {f"ONNX Runtime {a}": engines.OnnxRuntime(paths, a, pad) for a in ("int8", "float32")}
    timed = {name: e for name, e in others.items() if o.float32 or "int8" in name}
    field = {"ours": ours, **timed, "ONNX Runtime int8, no spin": engines.OnnxRuntime(paths, "int8", pad, spin=False)}
    single = engines.OneByOne(others["ONNX Runtime int8"])
    return others, race_all(field, single, cases(o, pieces, len(w.floats("token.scores"))), o)


def main():
    o = options()
    check(o.without_onnxruntime)
    import engines
    import inputs
    from agreement import cosines
    from reference import Reference
    from weights import Weights

    w, result, others = Weights(o.weights), {}, {}
    with tempfile.TemporaryDirectory() as folder:
        ours = engines.Ours(build(folder), o.weights, o.kernel)
        print(f"{w.meta['name']}; Dalil's kernel {ours.kernel()}; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
        pieces, before = ours.cut(inputs.sample(ROOT / "corpus/sample", o.pairs)) if o.pairs else ([], [])
        if not o.without_onnxruntime:
            others, result["times"] = against(ours, w, folder, pieces, o)
        if pieces:
            result["agreement"] = agreements(ours, others, Reference(w, "read"), pieces, before)
            embedding = Reference(w, "embed")
            result["cosines"] = cosines(ours.embed(pieces), [embedding.embed(p) for p in pieces])
            print("  vectors, cosine of ours to float32: mean {:.5f}, least {:.5f}".format(*result["cosines"]))
        print(f"load at the end {os.getloadavg()[0]:.1f}")
    if o.json:
        Path(o.json).write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
