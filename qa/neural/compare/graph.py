"""The reading encoder as an ONNX graph, of the fused operators that ONNX Runtime's optimiser for transformers turns a BERT
into, and the same made int8 by ONNX Runtime's dynamic quantisation."""
import logging
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

FUSED = "com.microsoft"


class Graph:
    """Collects nodes and constants."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name, values):
        self.constants.append(numpy_helper.from_array(np.asarray(values, order="C"), name))
        return name

    def add(self, op, inputs, name, domain="", outputs=None, **attributes):
        self.nodes.append(helper.make_node(op, inputs, outputs or [name], name=name, domain=domain, **attributes))
        return name

    def multiply(self, x, name, matrix):
        return self.add("MatMul", [x, self.constant(name + ".weight", matrix[0].T)], name)


def build(w, padded):
    """The model for sequences of one length (batch, n), or, where padded, of the lengths that a second input names."""
    g = Graph()
    gain, bias = w.norm("norm")
    g.add(
        "EmbedLayerNormalization",
        ["pieces", "", g.constant("words", w.words()), g.constant("positions", w.positions()), "",
         g.constant("norm.gain", gain), g.constant("norm.bias", bias)],
        "embedded", FUSED, ["embedded", "unused"], epsilon=w.meta["epsilon"],
    )
    x = "embedded"
    for i, n in enumerate(w.layers("read")):
        x = layer(g, w, i, n, x, padded)
    outputs = [
        helper.make_tensor_value_info(tokens(g, w, x), TensorProto.FLOAT, ["batch", "n", "token"]),
        helper.make_tensor_value_info(pooled(g, w, x), TensorProto.FLOAT, ["batch", "sequence"]),
    ]
    inputs = [helper.make_tensor_value_info("pieces", TensorProto.INT32, ["batch", "n"])]
    if padded:
        inputs.append(helper.make_tensor_value_info("lengths", TensorProto.INT32, ["batch"]))
    graph = helper.make_graph(g.nodes, "reader", inputs, outputs, g.constants)
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)], ir_version=9,
    )
    checker.check_model(model)
    return model


def layer(g, w, i, n, x, padded):
    name = f"layer{i}"
    weight, bias = w.matrix(n + ".attend")
    seen = g.add(
        "Attention",
        [x, g.constant(name + ".attend.weight", weight.T), g.constant(name + ".attend.bias", bias)] + ["lengths"] * padded,
        name + ".attend", FUSED, num_heads=w.meta["attention_heads"],
    )
    join = w.matrix(n + ".join")
    x = summed(g, w, name + ".norm1", n + ".norm1", g.multiply(seen, name + ".join", join), x, join[1])
    widen, narrow = w.matrix(n + ".widen"), w.matrix(n + ".narrow")
    wide = g.multiply(x, name + ".widen", widen)
    wide = g.add("BiasGelu", [wide, g.constant(name + ".widen.bias", widen[1])], name + ".gelu", FUSED)
    return summed(g, w, name + ".norm2", n + ".norm2", g.multiply(wide, name + ".narrow", narrow), x, narrow[1])


def summed(g, w, name, section, x, rest, bias):
    gain, shift = w.norm(section)
    inputs = [x, rest, g.constant(name + ".gain", gain), g.constant(name + ".shift", shift), g.constant(name + ".bias", bias)]
    return g.add("SkipLayerNormalization", inputs, name, FUSED, epsilon=w.meta["epsilon"])


def tokens(g, w, x):
    heads = list(w.heads(True))
    weight, bias = (np.concatenate([h[k] for h in heads]) for k in (1, 2))
    g.multiply(x, "head.tokens", (weight, bias))
    return g.add("Add", ["head.tokens", g.constant("head.tokens.bias", bias)], "tokens")


def pooled(g, w, x):
    first = g.add("Gather", [x, g.constant("zero", np.array(0, np.int64))], "head.first", axis=1)
    outputs = []
    for name, weight, bias, dense in w.heads(False):
        y = first
        if dense:
            y = g.multiply(y, f"head.{name}.dense", dense)
            y = g.add("Add", [y, g.constant(f"head.{name}.dense.bias", dense[1])], f"head.{name}.dense.sum")
            y = g.add("Tanh", [y], f"head.{name}.tanh")
        y = g.multiply(y, f"head.{name}", (weight, bias))
        outputs.append(g.add("Add", [y, g.constant(f"head.{name}.bias", bias)], f"head.{name}.sum"))
    return g.add("Concat", outputs, "pooled", axis=1)


def write(w, folder):
    """Writes the graphs; the paths by engine and whether sequences may be padded. Heads stay float32, as in Dalil's."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.getLogger().setLevel(logging.ERROR)  # what it advises, shapes inferred first, does nothing for a graph of constants
    paths = {}
    for padded in (False, True):
        model = build(w, padded)
        plain = Path(folder, f"float32-{padded}.onnx")
        small = Path(folder, f"int8-{padded}.onnx")
        save(model, plain)
        quantize_dynamic(
            plain, small, op_types_to_quantize=["MatMul", "Attention"], per_channel=True, weight_type=QuantType.QInt8,
            nodes_to_exclude=[n.name for n in model.graph.node if n.name.startswith("head.")],
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
        )
        paths["float32", padded], paths["int8", padded] = plain, small
    return paths
