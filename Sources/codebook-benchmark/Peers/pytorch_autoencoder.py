"""The benchmark's autoencoder in PyTorch, eager, as people write it.

Takes one argument, a JSON object; prints a JSON object after each epoch.
"""

import json
import sys
import time

import numpy as np
import torch
from torch import nn

task = json.loads(sys.argv[1])
widths, batch = task["widths"], task["batch"]
torch.set_num_threads(task["threads"])
torch.manual_seed(0)

pixels = np.fromfile(task["images"], np.uint8).reshape(-1, widths[0])
images = torch.from_numpy(pixels).float().div_(255)
del pixels

layers = []
for inputs, outputs, activation in zip(widths, widths[1:], task["activations"]):
    layer = nn.Linear(inputs, outputs)
    if activation == "relu":
        nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
    else:
        nn.init.xavier_uniform_(layer.weight)
    nn.init.zeros_(layer.bias)
    layers.append(layer)
    if activation == "relu":
        layers.append(nn.ReLU())
model = nn.Sequential(*layers)  # up to the logits: the last sigmoid is part of the loss
cross_entropy = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)


def reconstruction_loss(x):
    return cross_entropy(model(x), x)


if task["precision"] == "bfloat16":
    reconstruction_loss = torch.autocast("cpu", dtype=torch.bfloat16)(reconstruction_loss)

for epoch in range(task["epochs"]):
    start = time.perf_counter()
    order = torch.randperm(len(images))
    total = 0.0
    for first in range(0, len(images), batch):
        x = images[order[first : first + batch]]
        optimizer.zero_grad()
        loss = reconstruction_loss(x)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(x)
    seconds = time.perf_counter() - start
    print(
        json.dumps({"samples": len(images), "seconds": seconds, "loss": total / len(images)}, allow_nan=False),
        flush=True,
    )
