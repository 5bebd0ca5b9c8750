"""The training set: a JSON object a line, `tokens` and `from`, the place where the answer begins."""

import json
import random

IGNORED = -100


def read_examples(path, longest):
    """Examples of at most `longest` tokens, and how many were left out since they are longer or have no answer."""
    examples, left_out = [], 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if not line.strip():
                continue
            row = json.loads(line)
            tokens, start = row["tokens"], row["from"]
            if 0 < start < len(tokens) <= longest:
                examples.append((tokens, start))
            else:
                left_out += 1
    return examples, left_out


def batches(count, size, epochs, seed):
    """The examples of each step, by their indices; the same for the same arguments, whoever resumes."""
    for epoch in range(epochs):
        order = list(range(count))
        random.Random(f"{seed}:{epoch}").shuffle(order)
        for start in range(0, count, size):
            yield epoch, order[start : start + size]


def padded(torch, examples):
    """Tensors of a step: tokens, what is to be predicted (only the answers), and which tokens count."""
    length = max(len(tokens) for tokens, _ in examples)
    ids = torch.zeros((len(examples), length), dtype=torch.long)
    labels = torch.full((len(examples), length), IGNORED, dtype=torch.long)
    mask = torch.zeros((len(examples), length), dtype=torch.long)
    for row, (tokens, start) in enumerate(examples):
        ids[row, : len(tokens)] = torch.tensor(tokens)
        labels[row, start : len(tokens)] = torch.tensor(tokens[start:])
        mask[row, : len(tokens)] = 1
    return ids, labels, mask
