import { z } from 'zod';
import type { AdapterItem, AdapterRow } from '../../model/loraItem';
import { TRAINING_FILE, type AdapterStore } from '../kept/adapterStore';
import type { Routable } from './adapterRouter';

/** What is read of a training set: the prompts that an adapter was trained to answer. */
const trainingSet = z.object({ examples: z.array(z.object({ prompt: z.string() })) });

/** The adapters of a cube as the router takes them; one that may not be used comes with the reason. */
export async function routablesOf(store: AdapterStore, rows: readonly AdapterRow[]): Promise<Routable[]> {
  const routables: Routable[] = [];
  for (const { id, item, standing, problem } of rows) {
    if (item === null) routables.push({ id, title: id, examples: [], unusable: problem ?? '' });
    else {
      const unusable = unusableBecause(item, standing);
      const examples = await promptsOf(store, item);
      routables.push({ id, title: item.title, examples, ...(unusable === undefined ? {} : { unusable }) });
    }
  }
  return routables;
}

function unusableBecause(item: AdapterItem, standing: AdapterRow['standing']): string | undefined {
  if (standing === 'foreign') return 'It is not approved on this machine.';
  if (item.approval !== 'approved')
    return item.approval === 'rejected' ? 'It was rejected.' : 'It is not approved yet.';
  return standing === 'stale' ? 'Memories that it was trained on have changed.' : undefined;
}

async function promptsOf(store: AdapterStore, { id, training }: AdapterItem): Promise<string[]> {
  const text = training === null ? undefined : await store.fileBeside(id, TRAINING_FILE);
  if (text === undefined) return [];
  try {
    return trainingSet.parse(JSON.parse(text)).examples.map(({ prompt }) => prompt);
  } catch {
    // A training set that somebody changed is no reason to fail a turn; the adapter is not chosen by itself then.
    return [];
  }
}
