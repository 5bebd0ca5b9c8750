/** The question to a model about one unit. Text of the source is fenced and marked as data. */
import type { ChatMessage } from '../../inference/ports';
import { languageOf } from '../text/language';
import type { SourceKind } from '../../model/reading';
import type { ReadOptions } from '../types';
import prompts from './prompts.json';

/**
 * Messages about a text. The fence is a line that the text does not have, so that nothing in it can end it.
 * `name` is that of the source, which may be hostile too and is cut and put on one line.
 */
export function promptFor(
  kind: SourceKind,
  text: string,
  name: string,
  { language }: ReadOptions,
): ChatMessage[] {
  const words = prompts[language ?? languageOf(text)];
  const fence = fenceFor(text);
  const shown = name.replace(/[\s"“”{}]+/g, ' ').slice(-120);
  return [
    { role: 'system', content: words.system.join('\n').replace('{fence}', fence) },
    {
      role: 'user',
      content: `${words[kind].replace('{name}', () => shown)}\n${fence}\n${text.trimEnd()}\n${fence}`,
    },
  ];
}

function fenceFor(text: string): string {
  let fence = '=====';
  while (text.includes(fence)) fence += '=';
  return fence;
}
