"""The encoder and its heads in PyTorch: multilingual-e5-small's architecture (BERT, post-layer-norm), written out so that
what the Go engine has to compute stands in one place.

Input of a pair: <s> query: QUESTION </s> passage: PASSAGE </s>; of a single text, for its embedding, <s> query: TEXT </s> or
<s> passage: TEXT </s>. Positions count from 0, the token type is 0 everywhere (its vector is folded into the positions).

Outputs: five numbers a token (span start, span end; outside, begin, inside of a list), one number a pair (whether the
passage answers, read off the first token), and the mean of the last states, scaled to length one, as a text's embedding.
"""
import math

import torch
import torch.nn.functional as F
from torch import nn

HIDDEN, LAYERS, HEADS, FFN, POSITIONS = 384, 12, 12, 1536, 512
SHARED = 4  # lower layers that stay the base's
TOKEN_OUTPUTS = 5  # start, end, outside, begin, inside
EPS = 1e-12


class Layer(nn.Module):
    """Self-attention and a feed-forward part, each followed by the sum with its input and a layer norm."""

    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=EPS)
        self.up = nn.Linear(HIDDEN, FFN)
        self.down = nn.Linear(FFN, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=EPS)

    def forward(self, x, mask):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        if x.device.type == "cpu":  # PyTorch's fused attention is five times slower backwards on a CPU
            a = (q @ k.transpose(-1, -2) * (HIDDEN // HEADS) ** -0.5 + mask).softmax(-1) @ v
        else:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.out(a.transpose(1, 2).reshape(b, n, HIDDEN)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.word = nn.Embedding(vocabulary, HIDDEN, sparse=False)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPS)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.token_head = nn.Linear(HIDDEN, TOKEN_OUTPUTS)
        self.pair_dense = nn.Linear(HIDDEN, HIDDEN)
        self.pair_head = nn.Linear(HIDDEN, 1)
        for m in (self.token_head, self.pair_dense, self.pair_head):
            nn.init.normal_(m.weight, std=0.02)
            nn.init.zeros_(m.bias)

    def forward(self, ids, mask):
        """States of the last layer. ids (batch, n); mask is true where there is a token."""
        n = ids.shape[1]
        x = self.norm(self.word(ids) + self.position.weight[:n])
        bias = torch.zeros(mask.shape).masked_fill_(~mask, -1e4)[:, None, None, :]
        bias = bias.to(x.device, x.dtype)
        for i, layer in enumerate(self.layers):
            if i == SHARED:
                x = x.detach()  # nothing below is trained
            x = layer(x, bias)
        return x

    def frozen(self):
        """The weights that stay the base's."""
        for m in (self.word, self.position, self.norm, *self.layers[:SHARED]):
            yield from m.parameters()

    def read(self, ids, mask):
        """Token outputs (batch, n, 5) and pair outputs (batch)."""
        x = self(ids, mask)
        pair = self.pair_head(torch.tanh(self.pair_dense(x[:, 0])))[:, 0]
        return self.token_head(x).float(), pair.float()

    def embed(self, ids, mask):
        x = self(ids, mask).float()
        m = mask[:, :, None].float()
        return F.normalize((x * m).sum(1) / m.sum(1), dim=-1)


def from_base(tensors, rows=None):
    """An Encoder with the weights of base.py; rows are the vocabulary's rows to keep, in the order of their new numbers."""
    def t(name, *shape):
        return torch.tensor(tensors[name]).view(*shape) if shape else torch.tensor(tensors[name])

    word = t("emb.word", -1, HIDDEN)
    if rows is not None:
        word = word[torch.as_tensor(rows)]
    m = Encoder(word.shape[0])
    with torch.no_grad():
        m.word.weight.copy_(word)
        m.position.weight.copy_(t("emb.pos", -1, HIDDEN) + t("emb.type", -1, HIDDEN)[0])
        m.norm.weight.copy_(t("emb.ln.w"))
        m.norm.bias.copy_(t("emb.ln.b"))
        for i, layer in enumerate(m.layers):
            for part in "wb":
                shape = (HIDDEN, HIDDEN) if part == "w" else ()
                name = "weight" if part == "w" else "bias"
                getattr(layer.qkv, name).copy_(torch.cat([t(f"l{i}.{c}.{part}", *shape) for c in "qkv"]))
                getattr(layer.out, name).copy_(t(f"l{i}.ao.{part}", *shape))
                getattr(layer.norm1, name).copy_(t(f"l{i}.aln.{part}"))
                getattr(layer.up, name).copy_(t(f"l{i}.fi.{part}", *((FFN, HIDDEN) if part == "w" else ())))
                getattr(layer.down, name).copy_(t(f"l{i}.fo.{part}", *((HIDDEN, FFN) if part == "w" else ())))
                getattr(layer.norm2, name).copy_(t(f"l{i}.oln.{part}"))
    return m
