"""The engines that are compared. Each reads a batch of sequences and times itself: read gives for each sequence the heads over
tokens (n × 5) and over the sequence, times gives milliseconds, a run each, without what it takes to hand the batch over."""
import json
import subprocess
import time
from pathlib import Path

import numpy as np


class Ours:
    """Dalil's encoder, in a process of its own: the command qa/neural/gen/encode."""

    def __init__(self, binary, weights, kernel=""):
        self.process = subprocess.Popen(
            [binary, "-weights", weights, "-kernel", kernel], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, **request):
        print(json.dumps(request), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("compare.py: the encoder's process has ended")
        answer = json.loads(line)
        if "error" in answer:
            raise SystemExit("compare.py: the encoder: " + answer["error"])
        return answer

    def cut(self, pairs):
        """The pieces of each pair of texts, and how many stand before the passage."""
        answer = self.ask(pairs=pairs)
        return answer["pieces"], answer["before"]

    def read(self, batch, threads):
        results = self.ask(encode=batch, task="read", threads=threads)["results"]
        return [(np.array(r["tokens"], np.float32).reshape(len(p), -1), np.array(r["pooled"], np.float32))
                for p, r in zip(batch, results)]

    def embed(self, batch):
        return [np.array(r["mean"], np.float32) for r in self.ask(encode=batch, task="embed", threads=0)["results"]]

    def times(self, batch, threads, runs):
        return self.ask(encode=batch, task="read", threads=threads, runs=runs)["ms"]

    def processor_time(self):
        """Seconds of all threads that the process has now, where the system tells."""
        return sum(int(f.read_text().split()[0]) for f in Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")) / 1e9

    def kernel(self):
        return self.ask(encode=[[0]], task="read", threads=1)["kernel"]


class OnnxRuntime:
    """ONNX Runtime over graph.py's files. Sequences of one length go as they are, others padded to the longest."""

    def __init__(self, paths, arithmetic, pad, spin=True):
        self.paths, self.arithmetic, self.pad, self.spin, self.sessions = paths, arithmetic, pad, spin, {}

    def session(self, padded, threads):
        import onnxruntime

        key = padded, threads
        if key not in self.sessions:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
            if not self.spin:  # threads go to sleep at once where they wait, which is better where others want the processors
                options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            self.sessions[key] = onnxruntime.InferenceSession(
                self.paths[self.arithmetic, padded], options, providers=["CPUExecutionProvider"]
            )
        return self.sessions[key]

    def prepare(self, batch, threads):
        """The session for a batch and what it is fed."""
        lengths = [len(p) for p in batch]
        padded = min(lengths) < max(lengths)
        pieces = np.full((len(batch), max(lengths)), self.pad, np.int32)
        for row, p in zip(pieces, batch):
            row[: len(p)] = p
        feed = {"pieces": pieces} | ({"lengths": np.array(lengths, np.int32)} if padded else {})
        return self.session(padded, threads), feed

    def read(self, batch, threads):
        session, feed = self.prepare(batch, threads)
        tokens, pooled = session.run(["tokens", "pooled"], feed)
        return [(tokens[i, : len(p)], pooled[i]) for i, p in enumerate(batch)]

    def processor_time(self):
        return time.process_time()

    def times(self, batch, threads, runs):
        session, feed = self.prepare(batch, threads)
        out = []
        for _ in range(runs):
            start = time.perf_counter()
            session.run(["tokens", "pooled"], feed)
            out.append((time.perf_counter() - start) * 1e3)
        return out


class OneByOne:
    """An engine that gets the sequences of a batch one after the other, so that none is padded."""

    def __init__(self, engine):
        self.engine = engine
        self.processor_time = engine.processor_time

    def times(self, batch, threads, runs):
        each = [self.engine.times([p], threads, runs) for p in batch]
        return [sum(run) for run in zip(*each)]
