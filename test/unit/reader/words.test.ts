import { describe, expect, it } from 'vitest';
import { entitiesOf } from '../../../src/engine/reader/text/entities';
import { keywordsOf } from '../../../src/engine/reader/text/keywords';
import { languageOf } from '../../../src/engine/reader/text/language';
import { titleOf } from '../../../src/engine/reader/text/title';

describe('a title', () => {
  it.each([
    ['I like tea. And coffee.', 'I like tea'],
    ['Version 3.5 of example.com is out! Get it.', 'Version 3.5 of example.com is out!'],
    ['我喜欢茶。也喜欢咖啡。', '我喜欢茶'],
    ['## Heading\nText', 'Heading'],
    ['\n\n- first point\n- second', 'first point'],
  ])('of %j is %j', (text, title) => {
    expect(titleOf(text)).toBe(title);
  });

  it('has at most 80 units and whole characters', () => {
    const title = titleOf('a' + '😀'.repeat(100));
    expect(title.length).toBeLessThanOrEqual(80);
    expect(title).not.toMatch(/\p{Cs}/u);
  });
});

describe('keywords', () => {
  it('are the frequent words that not everybody uses', () => {
    expect(
      keywordsOf('The heron and the pond: the heron waits at the pond for another heron.').slice(0, 2),
    ).toEqual(['heron', 'pond']);
  });

  it('are words in Chinese too', () => {
    expect(keywordsOf('灯塔很高，灯塔在海边。')).toContain('灯塔');
  });
});

describe('names', () => {
  it('are taken inside a sentence, not at its beginning', () => {
    expect(entitiesOf('Yesterday Nadia Okafor met Tom in New York. Rain fell. Hey Anna!')).toEqual([
      'Nadia Okafor',
      'Tom',
      'New York',
      'Anna',
    ]);
  });

  it('are taken from Chinese title marks', () => {
    expect(entitiesOf('我读了《红楼梦》。')).toEqual(['红楼梦']);
  });
});

describe('the language', () => {
  it.each([
    ['I like 茶.', 'en'],
    ['我喜欢 tea。', 'zh'],
    ['', 'en'],
  ])('of %j is %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});
