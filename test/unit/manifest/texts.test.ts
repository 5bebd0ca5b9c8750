import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/extension/ids';
import { manifest, read, textsIn } from './manifest';

const english = JSON.parse(read('package.nls.json')) as Record<string, string>;
const chinese = JSON.parse(read('package.nls.zh-cn.json')) as Record<string, string>;
const asked = textsIn(manifest).flatMap((text) => /^%([^%]+)%$/.exec(text)?.[1] ?? []);

/** What a translation must keep: links to commands and pieces of code. */
function fixedParts(text: string): string[] {
  return [...text.matchAll(/\]\(([^)]+)\)|`([^`]+)`|\{\d+\}/g)].map(([part]) => part).sort();
}

describe('texts of the manifest', () => {
  it('are in English and in Chinese, and none is left over', () => {
    const keys = [...new Set(asked)].sort();
    expect(Object.keys(english).sort()).toEqual(keys);
    expect(Object.keys(chinese).sort()).toEqual(keys);
  });

  it.each(Object.entries(english))('%s says the same in both languages', (key, text) => {
    expect(text.trim()).not.toBe('');
    expect(chinese[key]?.trim()).not.toBe('');
    expect(fixedParts(chinese[key] ?? '')).toEqual(fixedParts(text));
  });

  it('link only to commands that exist', () => {
    const links = Object.values(english).flatMap((text) => [...text.matchAll(/\(command:([^)]+)\)/g)]);
    const ids: readonly string[] = Object.values(COMMANDS);
    expect(links.map(([, id = '']) => id).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('name every command and describe every setting after its id', () => {
    for (const { command, title } of manifest.contributes.commands) {
      expect(title).toBe(`%${command.replace('memcube.', 'command.')}%`);
    }
    for (const [name, { markdownDescription }] of Object.entries(
      manifest.contributes.configuration.properties,
    )) {
      expect(markdownDescription).toBe(`%${name.replace('memcube.', 'setting.')}%`);
    }
  });
});
