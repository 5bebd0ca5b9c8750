import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { inspectAdapterFile, type AdapterReport } from '../adapter/inspectAdapter';
import { withAdapterFile } from '../adapter/source';
import { onReading } from '../files/fileError';
import { readFileInPortions } from '../files/readFileInPortions';
import { inspectActivationFile, type ActivationReport } from '../pickle/inspectActivation';

/** What a file turned out to be, with its report. */
export type InspectedFile =
  | { readonly kind: 'activation'; readonly report: ActivationReport }
  | { readonly kind: 'adapter'; readonly report: AdapterReport };

export interface InspectOptions {
  /** Whether values are read for per-layer statistics. */
  readonly statistics?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** First byte of every pickle since protocol 2. */
const PICKLE_PROTO = 0x80;

/**
 * Inspects an activation or parametric memory file, which of them by its content and, where that does not
 * tell, by its name. Nothing in the file is executed. Throws StudioError as the two inspectors do.
 */
export async function inspectMemoryFile(path: string, options: InspectOptions = {}): Promise<InspectedFile> {
  const file = basename(path);
  if (await isPickle(path)) {
    const bytes = await readFileInPortions(path, { signal: options.signal });
    return { kind: 'activation', report: inspectActivationFile(bytes, { file, ...options }) };
  }
  const report = withAdapterFile(path, (source) =>
    inspectAdapterFile(source, { file, signal: options.signal }),
  );
  return { kind: 'adapter', report };
}

async function isPickle(path: string): Promise<boolean> {
  return onReading(path, async () => {
    const handle = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, 0);
      if (bytesRead === 1 && buffer[0] === PICKLE_PROTO) return true;
      return ['.pickle', '.pkl'].includes(extname(path));
    } finally {
      await handle.close();
    }
  });
}
