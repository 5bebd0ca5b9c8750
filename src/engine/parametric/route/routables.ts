import { z } from 'zod';
import type { AdapterItem, AdapterRow } from '../../model/loraItem';
import type { RouteObstacle } from '../../model/loraRoute';
import { TRAINING_FILE, type AdapterStore } from '../kept/adapterStore';
import type { Routable } from './adapterRouter';

/** What is read of a training set: the prompts that an adapter was trained to answer. */
const trainingSet = z.object({ examples: z.array(z.object({ prompt: z.string() })) });

/** The adapters of a cube as the router takes them; one that may not be used comes with the reason. */
export async function routablesOf(store: AdapterStore, rows: readonly AdapterRow[]): Promise<Routable[]> {
  const routables: Routable[] = [];
  for (const { id, item, standing } of rows) {
    if (item === null) routables.push({ id, title: id, examples: [], unusable: 'broken' });
    else {
      const unusable = obstacleOf(item, standing);
      const examples = await promptsOf(store, item);
      routables.push({ id, title: item.title, examples, ...(unusable === undefined ? {} : { unusable }) });
    }
  }
  return routables;
}

function obstacleOf(item: AdapterItem, standing: AdapterRow['standing']): RouteObstacle | undefined {
  if (standing !== 'ready' && standing !== 'stale') return standing;
  if (item.approval !== 'approved') return item.approval === 'rejected' ? 'rejected' : 'not-approved';
  return standing === 'stale' ? 'stale' : undefined;
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
