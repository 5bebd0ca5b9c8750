import { open } from 'node:fs/promises';

const CHUNK = 1 << 20;

/** Takes text and writes it in large pieces; the memory used does not grow with the file. */
export interface TextSink {
  /** Adds text; waits only when a piece is full. */
  write(text: string): Promise<void>;
  /** Writes the rest, closes, and tells how many bytes the file has. */
  close(): Promise<number>;
  /** Closes without writing the rest. */
  abandon(): Promise<void>;
}

/** Opens a file for writing from its start. */
export async function openTextSink(path: string): Promise<TextSink> {
  const file = await open(path, 'w');
  let waiting: string[] = [];
  let length = 0;
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const piece = Buffer.from(waiting.join(''), 'utf8');
    waiting = [];
    length = 0;
    bytes += piece.length;
    await file.writeFile(piece);
  };
  return {
    write: async (text) => {
      waiting.push(text);
      length += text.length;
      if (length >= CHUNK) await flush();
    },
    close: async () => {
      await flush();
      await file.close();
      return bytes;
    },
    abandon: () => file.close(),
  };
}
