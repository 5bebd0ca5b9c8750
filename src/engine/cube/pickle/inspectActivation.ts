/**
 * A look into `activation_memory.pickle` that runs nothing of it. The pickle is interpreted by a small machine
 * that knows only the names MemOS, transformers and torch write (`globals.ts`); any other is refused before
 * anything is built. Sizes are checked against the file, tensors stay views of it, and work is bounded
 * (`budget.ts`), so that a hostile file costs no more than an honest one of the same size.
 */
import { StudioError } from '../../base/errors';
import { Budget, defaultLimits } from './budget';
import type { Limits } from './budget';
import { ByteReader } from './byteReader';
import type { InspectionContext } from './context';
import { itemDescriber } from './items';
import { interpret } from './machine';
import { as, kindOf, sequence } from './nodes';
import type { Node } from './nodes';
import type { ActivationItem, ActivationProblem, ActivationReport } from '../../model/activationReport';
import { storageLoader } from './storage';

export type { ActivationItem, ActivationProblem, ActivationReport } from '../../model/activationReport';

/** How to look. */
export interface InspectActivationOptions {
  /** Name of the file, for messages. */
  readonly file?: string | undefined;
  /** Also read the values and report their statistics layer by layer. */
  readonly statistics?: boolean | undefined;
  /** Checked now and then; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** Other bounds than the default ones. */
  readonly limits?: Partial<Limits> | undefined;
}

/**
 * Describes the activation memories in a file.
 * @param bytes the whole file; it is not changed and not copied
 * @throws StudioError `forbidden-global` (names it, with its offset) when the file asks for anything beyond
 *   the allow-list, `bad-pickle` (with the offset) when it is malformed, cut off or too costly
 */
export function inspectActivationFile(
  bytes: Uint8Array,
  options: InspectActivationOptions = {},
): ActivationReport {
  const { file, signal } = options;
  signal?.throwIfAborted();
  refuseOtherFormats(bytes, file);
  const problems: ActivationProblem[] = [];
  const context: InspectionContext = {
    file,
    source: bytes,
    budget: new Budget(bytes.byteLength, { ...defaultLimits, ...options.limits }, signal),
    globals: new Set(),
    problems,
    loadStorage: storageLoader(),
  };
  const reader = new ByteReader(bytes, file);
  const { root, protocol } = interpret(reader, context);
  if (reader.remaining > 0) {
    const message = `${reader.remaining} bytes follow the end of the pickle; they are ignored.`;
    problems.push({ code: 'trailing-bytes', message, offset: reader.position });
  }
  const { container, entries } = contents(root);
  if (container === 'unknown') {
    const message = `The file holds a ${kindOf(root)}; MemOS would find no activation memory in it.`;
    problems.push({ code: 'unknown-container', message });
  }
  const items = describeAll(entries, context, options.statistics === true);
  return {
    container,
    protocol,
    fileBytes: bytes.byteLength,
    totalBytes: items.reduce((sum, item) => sum + item.bytes, 0),
    items,
    globals: [...context.globals],
    problems,
  };
}

type Entry = readonly [key: string | undefined, node: Node];

/** The forms that MemOS reads: {"kv_cache_memories": {id: item}}, {"kv_cache_memories": [item]}, [item]. */
function contents(root: Node): { container: ActivationReport['container']; entries: readonly Entry[] } {
  const list = as(root, 'list')?.items;
  if (list !== undefined) return { container: 'list', entries: list.map((node) => [undefined, node]) };
  const held = as(root, 'dict')?.named.get('kv_cache_memories');
  const byId = as(held, 'dict')?.named;
  if (byId !== undefined) return { container: 'keyed-dict', entries: [...byId] };
  const items = sequence(held);
  if (items !== undefined)
    return { container: 'keyed-list', entries: items.map((node) => [undefined, node]) };
  return { container: 'unknown', entries: [] };
}

function describeAll(
  entries: readonly Entry[],
  context: InspectionContext,
  statistics: boolean,
): readonly ActivationItem[] {
  const { budget, problems } = context;
  const describe = itemDescriber(context, statistics);
  const seen = new Set<Node>();
  const made: ActivationItem[] = [];
  for (const [key, node] of entries) {
    budget.checkAbort();
    // Each item must be its own object and within what a file of this size can honestly hold.
    if (
      made.length >= budget.limits.items ||
      problems.length > 1000 ||
      seen.has(node) ||
      !budget.mayReport(1024)
    ) {
      const message = `Only ${made.length} of ${entries.length} items are shown: too many, repeated, or too odd.`;
      problems.push({ code: 'not-all-items', message });
      break;
    }
    seen.add(node);
    const item = describe(node, key);
    if (item === undefined) continue;
    const measured = item.perLayer?.length ?? 0;
    if (measured > 0 && !budget.mayReport(32 * measured)) {
      problems.push({ code: 'not-all-items', message: 'The items repeat the same layers too often.' });
      break;
    }
    made.push(item);
  }
  return made;
}

/** Says what a file is when it is commonly mistaken for a pickle. */
function refuseOtherFormats(bytes: Uint8Array, file: string | undefined): void {
  const place = { file, offset: 0 };
  if (bytes.byteLength === 0) throw new StudioError('bad-pickle', 'The file is empty.', { place });
  const start = String.fromCharCode(...bytes.subarray(0, 32));
  if (start.startsWith('version https://git-lfs')) {
    throw new StudioError('bad-pickle', 'This is a Git LFS pointer, not the file itself.', {
      place,
      remedy: 'Run `git lfs pull` in the cube.',
    });
  }
  if (start.startsWith('PK\u0003\u0004')) {
    throw new StudioError(
      'bad-pickle',
      'This is a zip archive, probably of torch.save; MemOS reads a plain pickle.',
      {
        place,
      },
    );
  }
}
