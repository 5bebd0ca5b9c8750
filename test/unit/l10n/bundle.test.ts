import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, collect } from './collect';
import { engineErrors } from './engineErrors';

const bundle = JSON.parse(readFileSync(join(ROOT, 'l10n/bundle.l10n.zh-cn.json'), 'utf8')) as Record<string, string>;
const { texts: shown, notLiteral, bare } = collect();
const texts = [...new Set([...shown, ...engineErrors()])].sort();

/** Names and signs that are the same in Chinese. */
const SAME = new Set(['MemCube', 'JSON', 'ID', 'LoRA', 'KV']);

/** The places of arguments, each once, in one text that can be compared. */
function places(text: string): string {
  return [...new Set(text.match(/\{\d+\}/g) ?? [])].sort().join();
}

/** Entries for the bundle, ready to be pasted and translated. */
function entries(missing: readonly string[]): string {
  return missing.map((text) => `  ${JSON.stringify(text)}: "",`).join('\n');
}

describe('the Chinese translation', () => {
  it('has every text', () => {
    expect(entries(texts.filter((text) => !Object.hasOwn(bundle, text)))).toBe('');
  });

  it('has no text that nothing shows', () => {
    expect(entries(Object.keys(bundle).filter((text) => !texts.includes(text)))).toBe('');
  });

  it('keeps the places of arguments', () => {
    const differing = Object.entries(bundle).filter(([text, chinese]) => places(text) !== places(chinese));
    expect(differing).toEqual([]);
  });

  it('is Chinese', () => {
    const english = Object.entries(bundle).filter(([text, chinese]) => !/\p{Script=Han}/u.test(chinese) && !same(text));
    expect(english).toEqual([]);
  });
});

describe('the sources', () => {
  it('translate literal texts only, so that none is overlooked', () => {
    expect(notLiteral).toEqual([]);
  });

  it('show no text in the views without translating it', () => {
    expect(bare).toEqual([]);
  });
});

/** A text of names and signs only. */
function same(text: string): boolean {
  const words = text.replace(/\{\d+\}/g, ' ').match(/\p{L}+/gu) ?? [];
  return words.every((word) => SAME.has(word));
}
