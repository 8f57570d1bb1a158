"""The tokenizer in Python: SentencePiece's unigram model over the base's pieces, with offsets into the text as it was.

Normalisation is the base's table, a character at a time; white space is one space; a word begins with U+2581."""
from tokenizers import Tokenizer, models, pre_tokenizers

SPACES = " \t\n\r\u00a0\u2000\u2001\u2002\u2003\u2009\u202f\u3000"


class Tokens:
    """keep are the base's piece numbers that are kept, in the order of their new numbers; None keeps all."""

    def __init__(self, base, keep=None):
        numbers = range(len(base.pieces)) if keep is None else keep
        vocabulary = [(base.pieces[i], float(base.scores[i])) for i in numbers]
        self.tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3))
        self.tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
        self.norm = base.norm

    def normalise(self, text):
        """The normalised text, and for each of its characters the number of the character that it came from."""
        out, at = [], []
        for i, c in enumerate(text):
            for d in self.norm.get(ord(c), c):
                if d in SPACES:
                    d = " "
                    if not out or out[-1] == " ":
                        continue
                out.append(d)
                at.append(i)
        while out and out[-1] == " ":
            out.pop()
            at.pop()
        return "".join(out), at

    def encode(self, text):
        """(numbers, [(start, end) characters of text]), without markers."""
        return self.encode_batch([text])[0]

    def encode_batch(self, texts):
        normal = [self.normalise(t) for t in texts]
        out = []
        for e, (_, at) in zip(self.tokenizer.encode_batch([n for n, _ in normal], add_special_tokens=False), normal):
            spans = [(at[a], at[b - 1] + 1) if b > a else (at[a] if a < len(at) else 0,) * 2 for a, b in e.offsets]
            out.append((e.ids, spans))
        return out
