"""Loads what `codebook export` wrote into PyTorch or NumPy and makes the record's errors again.

usage: exported.py RECORD.json LABEL WEIGHTS.safetensors WEIGHTS.npz CODES.npy IMAGES-idx3-ubyte.gz
"""

import gzip
import json
import sys

import numpy as np
from safetensors import safe_open

record, label, weights, archive, codes, images = sys.argv[1:]
results = next(b for b in json.load(open(record))["blocks"] if b["label"] == label)["results"]
with safe_open(weights, framework="numpy") as file:
    facts = file.metadata()
    state = {name: file.get_tensor(name) for name in file.keys()}
packed = dict(np.load(archive))
assert json.loads(str(packed.pop("__metadata__"))) == facts, "the two files have different metadata"
assert packed.keys() == state.keys() and all(np.array_equal(packed[k], state[k]) for k in state)

MODULES = {
    "relu": lambda x: np.maximum(x, 0),
    "leaky_relu": lambda x: np.where(x > 0, x, 0.01 * x),
    "tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "dropout": lambda x: x,
    # Codes that are no modules of PyTorch's.
    "means": lambda x, width: x[:, :width],
    "binary": lambda x, width: (x > 0).astype(float),
    "top_k": lambda x, k: np.where(x >= np.sort(x, axis=1)[:, -k, None], x, 0),
}


def pass_through(part, x):
    for place, module in enumerate(json.loads(facts[part])):
        [(kind, options)] = module.items()
        own = lambda name: state[f"{part}.{place}.{name}"].astype(np.float64)
        if kind == "linear":
            assert state[f"{part}.{place}.weight"].shape == (options[1], options[0])
            x = x @ own("weight").T + own("bias")
        elif kind == "batch_norm":
            x = (x - own("running_mean")) / np.sqrt(own("running_var") + options[1]) * own("weight") + own("bias")
        else:
            x = MODULES[kind](x, *(options if kind in ("means", "binary", "top_k") else []))
    return x


pixels = np.frombuffer(gzip.open(images).read(), np.uint8, offset=16)
x = pixels.reshape(len(np.load(codes)), -1) / 255
h = pass_through("encoder", x)
error = np.mean((pass_through("decoder", h) - x) ** 2)
written = np.load(codes)
assert written.dtype == np.float32 and written.shape == h.shape
assert np.allclose(written, h, rtol=1e-4, atol=1e-4), np.abs(written - h).max()
assert abs(error - results["test.mse"]) < 1e-6, (error, results["test.mse"])
print(f"{label}: {len(state)} tensors, codes of {written.shape}, mse {error:.7f} as recorded")
