"""The benchmark's autoencoder in JAX: a whole epoch is one compiled function.

Takes one argument, a JSON object; prints a JSON object after each epoch. The time to compile is not counted. What is
left after the last whole batch of an epoch is neither trained nor counted, since every step has one shape.
"""

import json
import os
import sys
import time

task = json.loads(sys.argv[1])
widths, batch = task["widths"], task["batch"]
os.environ["JAX_PLATFORMS"] = "cpu"
# XLA starts as many threads as there are cores that the process may run on.
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: task["threads"]])

import jax
import jax.numpy as jnp
import numpy as np

pixels = np.fromfile(task["images"], np.uint8).reshape(-1, widths[0])
images = jax.jit(lambda bytes: bytes.astype(jnp.float32) / 255)(pixels)
del pixels
samples = len(images) // batch * batch

key = jax.random.key(0)
params = []
for inputs, outputs, activation in zip(widths, widths[1:], task["activations"]):
    key, layer_key = jax.random.split(key)
    bound = (6 / inputs if activation == "relu" else 6 / (inputs + outputs)) ** 0.5
    weights = jax.random.uniform(layer_key, (inputs, outputs), minval=-bound, maxval=bound)
    params.append((weights, jnp.zeros(outputs)))


def product(x, weights):
    if task["precision"] == "bfloat16":
        x, weights = x.astype(jnp.bfloat16), weights.astype(jnp.bfloat16)
    return jnp.matmul(x, weights, preferred_element_type=jnp.float32)


def loss(params, x):
    hidden = x
    for (weights, bias), activation in zip(params, task["activations"]):
        hidden = product(hidden, weights) + bias
        if activation == "relu":
            hidden = jax.nn.relu(hidden)
    # Cross-entropy of the logits: the last sigmoid is part of it.
    return jnp.mean(jnp.maximum(hidden, 0) - hidden * x + jnp.log1p(jnp.exp(-jnp.abs(hidden))))


def adam(params, gradients, means, squares, step):
    means = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, means, gradients)
    squares = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, squares, gradients)

    def update(p, m, v):
        return p - 1e-3 * (m / (1 - 0.9**step)) / (jnp.sqrt(v / (1 - 0.999**step)) + 1e-8)

    return jax.tree.map(update, params, means, squares), means, squares


def epoch(state, images, key):
    def train(state, rows):
        params, means, squares, step = state
        value, gradients = jax.value_and_grad(loss)(params, images[rows])
        step = step + 1
        params, means, squares = adam(params, gradients, means, squares, step)
        return (params, means, squares, step), value

    order = jax.random.permutation(key, len(images))[:samples].reshape(-1, batch)
    state, values = jax.lax.scan(train, state, order)
    return state, values.mean()


zeros = jax.tree.map(jnp.zeros_like, params)
state = (params, zeros, jax.tree.map(jnp.copy, zeros), jnp.float32(0))
compiled = jax.jit(epoch, donate_argnums=0).lower(state, images, key).compile()
for _ in range(task["epochs"]):
    start = time.perf_counter()
    key, epoch_key = jax.random.split(key)
    state, mean = compiled(state, images, epoch_key)
    mean = float(mean)
    seconds = time.perf_counter() - start
    print(json.dumps({"samples": samples, "seconds": seconds, "loss": mean}, allow_nan=False), flush=True)
