/** `openmem lora add|approve|reject|rm|attach|detach|undo`: what a cube keeps of adapters, and which are at work. */
import { resolve } from 'node:path';
import type { AdapterItem, AttachedAdapter } from '../../engine/model/loraItem';
import { importAdapter } from '../../engine/parametric/kept/importAdapter';
import type { CliContext } from '../context';
import { findAdapter, withAdapters, type OpenAdapters } from '../lora/openAdapters';
import { plainLine } from '../output/plain';
import type { Result } from '../result';

/** Options of `openmem lora add`. */
export interface LoraAddOptions {
  readonly base: string;
  readonly title?: string | undefined;
}

/** Options of the commands that change what is attached. */
export interface ReasonOptions {
  readonly reason?: string | undefined;
}

export interface LoraAttachOptions extends ReasonOptions {
  readonly scale: number;
}

/** Takes a copy of an adapter into a cube, once it was read whole and fits its base model. */
export function loraAdd(
  context: CliContext,
  cube: string,
  source: string,
  { base, title }: LoraAddOptions,
): Promise<Result> {
  return withAdapters(context, cube, 'change', async ({ store }) => {
    const item = await importAdapter(store, context, {
      source: resolve(context.cwd, source),
      base: resolve(context.cwd, base),
      title,
      signal: context.signal,
    });
    return said(item, `${item.id}  ${item.title}, fits ${item.base.name}; approve it before it is attached.`);
  });
}

/** Keeps what a person decided of an adapter. */
export function loraDecide(
  context: CliContext,
  cube: string,
  given: string,
  approval: 'approved' | 'rejected',
): Promise<Result> {
  return withAdapters(context, cube, 'change', async (adapters) => {
    const id = await findAdapter(adapters, given);
    const item = await adapters.manager.decide(id, approval, `openmem lora: ${approval}`);
    return said(item, `${item.title} is ${approval}.`);
  });
}

/** Detaches and removes an adapter with its training set. */
export function loraRemove(context: CliContext, cube: string, given: string): Promise<Result> {
  return withAdapters(context, cube, 'change', async (adapters) => {
    const id = await findAdapter(adapters, given);
    await adapters.manager.remove(id, 'openmem lora rm');
    return { json: { removed: id }, quiet: [id], lines: () => [`${id} is removed.`] };
  });
}

/** Attaches an approved adapter, or changes its scale. */
export function loraAttach(
  context: CliContext,
  cube: string,
  given: string,
  { scale, reason = 'openmem lora attach' }: LoraAttachOptions,
): Promise<Result> {
  return withAdapters(context, cube, 'change', async (adapters) => {
    await adapters.manager.attach(await findAdapter(adapters, given), scale, reason);
    return attachedNow(adapters);
  });
}

/** Detaches an adapter; one that is no longer there can be named by its whole id. */
export function loraDetach(
  context: CliContext,
  cube: string,
  given: string,
  { reason = 'openmem lora detach' }: ReasonOptions,
): Promise<Result> {
  return withAdapters(context, cube, 'change', async (adapters) => {
    const attached = await adapters.manager.attachments.attached();
    const whole = attached.some(({ id }) => id === given);
    await adapters.manager.detach(whole ? given : await findAdapter(adapters, given), reason);
    return attachedNow(adapters);
  });
}

/** Takes the latest change of what is attached back. */
export function loraUndo(
  context: CliContext,
  cube: string,
  { reason = 'openmem lora undo' }: ReasonOptions,
): Promise<Result> {
  return withAdapters(context, cube, 'change', async (adapters) => {
    const undone = await adapters.manager.undo(reason);
    const { lines, ...rest } = await attachedNow(adapters);
    return {
      ...rest,
      lines: (style) => [...(undone ? [] : ['There is nothing to take back.']), ...lines(style)],
    };
  });
}

function said(item: AdapterItem, line: string): Result {
  return { json: item, quiet: [item.id], lines: () => [plainLine(line)] };
}

async function attachedNow({ store, manager }: OpenAdapters): Promise<Result> {
  const attached = await manager.attachments.attached();
  const titles = new Map<string, string>();
  for (const kept of await store.list()) if ('item' in kept) titles.set(kept.id, kept.item.title);
  const line = ({ id, scale }: AttachedAdapter): string =>
    plainLine(`${id}  ${titles.get(id) ?? ''}  ${scale}`);
  return {
    json: { attached },
    quiet: attached.map(({ id }) => id),
    lines: () => (attached.length === 0 ? ['Nothing is attached.'] : attached.map(line)),
  };
}
