"""Where a training stands: the matrices, the optimiser's moments and the step, in one safetensors file. It is
written beside the old one and put in its place, so that a training killed at any moment finds a whole one."""

import os

from safetensors import safe_open
from safetensors.torch import save_file

NAME = "checkpoint.safetensors"


def write_checkpoint(folder, step, digest, parameters, optimizer):
    tensors = {}
    for name, parameter in parameters.items():
        tensors[f"value.{name}"] = parameter.detach().contiguous()
        for part, moment in optimizer.state.get(parameter, {}).items():
            tensors[f"{part}.{name}"] = moment.contiguous()
    partial = os.path.join(folder, NAME + ".partial")
    save_file(tensors, partial, metadata={"step": str(step), "digest": digest})
    with open(partial, "rb") as file:
        os.fsync(file.fileno())
    os.replace(partial, os.path.join(folder, NAME))
    return os.path.getsize(os.path.join(folder, NAME))


def read_checkpoint(folder, digest, parameters, optimizer):
    """The step that a training of these very settings has reached, with everything put back; 0 where there is none,
    and a reason where there is one that cannot be used."""
    path = os.path.join(folder, NAME)
    if not os.path.exists(path):
        return 0, None
    try:
        with safe_open(path, framework="pt") as file:
            facts = file.metadata() or {}
            if facts.get("digest") != digest:
                return 0, "it belongs to other settings or another training set"
            held = {name: file.get_tensor(name) for name in file.keys()}
    except Exception as error:  # noqa: BLE001 - damaged in whatever way
        return 0, f"it cannot be read ({error})"
    for name, parameter in parameters.items():
        value = held.get(f"value.{name}")
        if value is None or value.shape != parameter.shape:
            return 0, "it is of another shape"
    for name, parameter in parameters.items():
        parameter.data.copy_(held[f"value.{name}"])
        moments = {}
        for part in ("step", "exp_avg", "exp_avg_sq"):
            moment = held.get(f"{part}.{name}")
            if moment is not None:
                moments[part] = moment
        if moments:
            optimizer.state[parameter] = moments
    return int(facts["step"]), None
