import type { ActivationReport } from '../../model/activationReport';
import { documentPrompt, type KvPrompt } from '../prompt/template';

/** An activation memory of MemOS that can be built anew for the local model. */
export interface MemosText {
  /** Its id in the file. */
  readonly id: string;
  readonly prompt: KvPrompt;
}

export interface MemosTexts {
  readonly texts: readonly MemosText[];
  /** Ids of items that keep tensors of another model and no text: nothing can be built from them. */
  readonly without: readonly string[];
}

/**
 * The texts behind the items of an `activation_memory.pickle`. Their tensors belong to another model and runtime;
 * what the text says is computed anew by the model at hand.
 */
export function textsOf({ items }: Pick<ActivationReport, 'items'>): MemosTexts {
  const texts: MemosText[] = [];
  const without: string[] = [];
  for (const { id, sourceText, records, prompt } of items) {
    const text = [sourceText, records?.composedTextMemory, records?.textMemories.join('\n'), prompt].find(
      (each) => each !== undefined && each !== null && each.trim() !== '',
    );
    if (typeof text === 'string') texts.push({ id, prompt: documentPrompt(text, undefined, 'memos') });
    else without.push(id);
  }
  return { texts, without };
}
