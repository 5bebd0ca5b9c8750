/** Addresses of files beside the page, which the host writes into the page as JSON. */
interface Assets {
  readonly workers?: Readonly<Record<string, string>>;
}

/** Address of a worker's script, or undefined when the page has none. */
export function workerUri(name: string): string | undefined {
  const text = document.getElementById('assets')?.textContent;
  if (!text) return undefined;
  try {
    const { workers } = JSON.parse(text) as Assets;
    return workers && Object.hasOwn(workers, name) ? workers[name] : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Starts a worker of this page. A webview allows workers from blobs only, so the script is fetched first.
 * Rejects when the page has no such worker or it cannot be fetched.
 */
export async function startWorker(name: string): Promise<Worker> {
  const uri = workerUri(name);
  if (uri === undefined) throw new Error(`The page names no worker "${name}".`);
  const response = await fetch(uri);
  if (!response.ok) throw new Error(`The worker "${name}" could not be read (${String(response.status)}).`);
  const address = URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' }));
  const worker = new Worker(address);
  URL.revokeObjectURL(address);
  return worker;
}
