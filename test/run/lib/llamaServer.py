"""Serves a model with llama.cpp's own server. Arguments: the model file, a port, `chat` or `embed`, a key."""

import signal
import sys

import xllamacpp

model, port, kind, key = sys.argv[1:]
params = xllamacpp.CommonParams()
params.model.path = model
params.hostnames = ["127.0.0.1"]
params.port = int(port)
params.api_keys = [key]
params.embedding = kind == "embed"
params.n_ctx = 4096
params.n_parallel = 1
# Threads wait for each other busily; on a machine that does other things as well, one is quicker than two.
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
signal.pause()
