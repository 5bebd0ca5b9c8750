"""Trains a LoRA adapter on a GGUF model: `python train.py --base FILE --examples FILE --out FOLDER`.

Writes `adapter_model.safetensors` and `adapter_config.json` as PEFT does. What happens is told on standard output, a
JSON object a line (`events.py`). Exit codes: 0 done, 3 stopped (a checkpoint is kept; the same command goes on from
it), 4 failed, and an `error` line says why. Nothing is fetched from anywhere.
"""

import argparse
import hashlib
import json
import math
import os
import sys
import time

for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK"):
    os.environ[name] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["TQDM_DISABLE"] = "1"

from checkpoint import NAME, read_checkpoint, write_checkpoint  # noqa: E402
from events import FAILED, STOPPED, Stop, failure, say  # noqa: E402
from examples import batches, padded, read_examples  # noqa: E402

WARM_UP = 0.05
CLIP = 1.0


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True, help="GGUF file of the model")
    parser.add_argument("--examples", required=True, help="JSON lines with tokens and from")
    parser.add_argument("--out", required=True, help="folder for the adapter and the checkpoint")
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--alpha", type=int, default=16)
    parser.add_argument("--targets", default="q_proj,k_proj,v_proj,o_proj")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--enough", type=float, default=0.03, help="mean loss of an epoch at which it ends")
    parser.add_argument("--longest", type=int, default=512, help="tokens of an example")
    parser.add_argument("--keep-every", type=float, default=10.0, help="seconds between checkpoints")
    return parser.parse_args()


def digest_of(options):
    """What a checkpoint must agree in: the settings, the examples and the model."""
    with open(options.examples, "rb") as file:
        examples = hashlib.sha256(file.read()).hexdigest()
    kept = {key: value for key, value in vars(options).items() if key not in ("out", "threads", "keep_every")}
    kept.update(base=[os.path.basename(options.base), os.path.getsize(options.base)], examples=examples)
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def rate_at(step, steps, rate):
    """A short rise, then half a cosine down to nothing."""
    rise = max(1, round(steps * WARM_UP))
    if step < rise:
        return rate * (step + 1) / rise
    return rate * 0.5 * (1 + math.cos(math.pi * (step - rise) / max(1, steps - rise)))


def load(options, torch):
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    folder, name = os.path.split(os.path.abspath(options.base))
    model = AutoModelForCausalLM.from_pretrained(
        folder, gguf_file=name, dtype=torch.float32, local_files_only=True
    )
    model.config.use_cache = False
    model.name_or_path = name
    targets = options.targets.split(",")
    adapted = get_peft_model(
        model,
        LoraConfig(
            task_type="CAUSAL_LM",
            r=options.rank,
            lora_alpha=options.alpha,
            target_modules=targets,
            base_model_name_or_path=name,
        ),
    )
    for config in adapted.peft_config.values():
        config.base_model_name_or_path = name
    return adapted


def train(options, torch, stop):
    say("loading")
    examples, left_out = read_examples(options.examples, options.longest)
    if not examples:
        raise ValueError("there are no examples to train on")
    torch.manual_seed(options.seed)
    model = load(options, torch)
    model.train()
    parameters = {name: value for name, value in model.named_parameters() if value.requires_grad}
    optimizer = torch.optim.AdamW(parameters.values(), lr=options.rate, weight_decay=0.0)
    digest = digest_of(options)
    first, unusable = read_checkpoint(options.out, digest, parameters, optimizer)
    if unusable:
        say("note", text=f"A checkpoint was found and not used: {unusable}.")
    plan = list(batches(len(examples), options.batch, options.epochs, options.seed))
    say(
        "start",
        steps=len(plan),
        step=first,
        examples=len(examples),
        leftOut=left_out,
        parameters=sum(value.numel() for value in parameters.values()),
        threads=torch.get_num_threads(),
    )
    started = kept = time.monotonic()
    losses = []
    for step, (epoch, indices) in enumerate(plan):
        if step < first:
            continue
        if step > 0 and epoch != plan[step - 1][0]:
            # Answers that are known by heart are not learnt better; the rest of the model only suffers.
            if losses and len(losses) * options.epochs >= len(plan) and sum(losses) / len(losses) < options.enough:
                break
            losses = []
        if stop:
            size = write_checkpoint(options.out, step, digest, parameters, optimizer)
            say("checkpoint", step=step, bytes=size)
            say("stopped", step=step)
            return STOPPED
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step, len(plan), options.rate)
        ids, labels, mask = padded(torch, [examples[index] for index in indices])
        loss = model(input_ids=ids, labels=labels, attention_mask=mask).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters.values(), CLIP)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        if not math.isfinite(loss.item()):
            raise ValueError("the loss is no number any more; a lower learning rate may help")
        losses.append(loss.item())
        now = time.monotonic()
        done = step + 1
        eta = (now - started) / (done - first) * (len(plan) - done)
        say("step", step=done, steps=len(plan), epoch=epoch + 1, loss=round(loss.item(), 5), eta=round(eta, 1))
        if now - kept >= options.keep_every and done < len(plan):
            say("checkpoint", step=done, bytes=write_checkpoint(options.out, done, digest, parameters, optimizer))
            kept = now
    say("saving")
    model.save_pretrained(options.out, safe_serialization=True)
    path = os.path.join(options.out, "adapter_model.safetensors")
    if os.path.exists(os.path.join(options.out, NAME)):
        os.remove(os.path.join(options.out, NAME))
    say("done", seconds=round(time.monotonic() - started, 2), bytes=os.path.getsize(path))
    return 0


def main():
    options = arguments()
    stop = Stop()
    try:
        import torch

        torch.set_num_threads(options.threads or os.cpu_count() or 1)
        return train(options, torch, stop)
    except Exception as error:  # noqa: BLE001 - the parent tells it to a person
        code, message = failure(error)
        say("error", code=code, message=message[:2000])
        return FAILED


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    # Without waiting for native threads.
    os._exit(code)
