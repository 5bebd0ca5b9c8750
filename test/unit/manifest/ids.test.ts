import { describe, expect, it } from 'vitest';
import {
  COMMANDS,
  CONTEXTS,
  EDITORS,
  EXTENSION_ID,
  ITEMS,
  SCHEMES,
  SETTINGS,
  SEARCH_CONTAINER,
  VIEW_CONTAINER,
  VIEWS,
  WALKTHROUGH,
} from '../../../src/extension/ids';
import { manifest, read, sourcesBelow } from './manifest';

const { contributes } = manifest;
const sources = sourcesBelow('src/extension').filter((file) => !file.endsWith('/ids.ts'));
const code = sources.map(read).join('\n');

/** Conditions of menus, keys, welcome texts and commands. */
const conditions = [
  ...Object.values(contributes.menus).flat(),
  ...contributes.keybindings,
  ...contributes.viewsWelcome,
  ...contributes.commands.map(({ enablement }) => ({ when: enablement })),
].flatMap(({ when }) => when ?? []);

describe('the ids in src/extension/ids.ts and in package.json', () => {
  it('are the same commands', () => {
    expect(contributes.commands.map(({ command }) => command)).toEqual(Object.values(COMMANDS));
  });

  it('are the same views, in the same containers', () => {
    expect(contributes.viewsContainers.activitybar.map(({ id }) => id)).toEqual([VIEW_CONTAINER]);
    expect(contributes.viewsContainers.panel.map(({ id }) => id)).toEqual([SEARCH_CONTAINER]);
    expect(Object.keys(contributes.views)).toEqual([VIEW_CONTAINER, SEARCH_CONTAINER]);
    const views = Object.values(contributes.views).flat();
    expect(views.map(({ id }) => id).sort()).toEqual(Object.values(VIEWS).sort());
    expect(contributes.views[SEARCH_CONTAINER]?.map(({ id }) => id)).toEqual([VIEWS.search]);
    for (const { view } of contributes.viewsWelcome) expect(Object.values(VIEWS)).toContain(view);
  });

  it('are the same custom editors', () => {
    expect(contributes.customEditors.map(({ viewType }) => viewType)).toEqual(Object.values(EDITORS));
  });

  it('are the same settings, with the same defaults', () => {
    const properties = Object.entries(contributes.configuration.properties);
    expect(Object.fromEntries(properties.map(([name, { default: value }]) => [name, value]))).toEqual(
      SETTINGS,
    );
  });

  it('are the same walkthrough, the same extension', () => {
    expect(contributes.walkthroughs.map(({ id }) => id)).toEqual([WALKTHROUGH]);
    expect(`${manifest.publisher}.${manifest.name}`).toBe(EXTENSION_ID);
  });
});

describe('settings', () => {
  it.each(Object.entries(contributes.configuration.properties))(
    '%s has the type of its default',
    (_, setting) => {
      const type = typeof setting.default === 'number' ? 'integer' : typeof setting.default;
      expect(setting.type).toBe(Array.isArray(setting.default) ? 'array' : type);
    },
  );

  it.each(Object.keys(SETTINGS))('%s is read somewhere', (name) => {
    expect(code).toContain(`'${name}'`);
  });
});

describe('conditions', () => {
  it.each([...new Set(conditions)])('“%s” names only what exists', (condition) => {
    const known: readonly string[] = [
      ...Object.values(CONTEXTS),
      ...Object.values(VIEWS),
      ...Object.values(EDITORS),
    ];
    for (const [name] of condition.matchAll(/\bmemcube(\.\w+)+/g)) expect(known).toContain(name);
    for (const [, item] of condition.matchAll(/viewItem =~ \/\^(\w+)/g))
      expect(Object.values(ITEMS)).toContain(item);
  });

  it.each(Object.entries(CONTEXTS))('%s is set by the code and used in a condition', (name, key) => {
    expect(code).toContain(`CONTEXTS.${name}`);
    expect(conditions.some((condition) => condition.includes(key))).toBe(true);
  });
});

describe('commands', () => {
  const ids: readonly string[] = Object.values(COMMANDS);

  it('are all that menus, keys and the walkthrough ask for', () => {
    const menus = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
    const steps = contributes.walkthroughs.flatMap(({ steps }) => steps);
    const events = steps.flatMap(({ completionEvents = [] }) => completionEvents);
    const commands = events.filter((event) => event.startsWith('onCommand:'));
    const asked = [...menus.map(({ command }) => command), ...commands.map((event) => event.slice(10))];
    expect(asked.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('are registered from the one table', () => {
    expect(read('src/extension/main.ts')).toMatch(/Object\.values\(COMMANDS\)\.map\([^]*registerCommand\(id/);
  });

  it.each(Object.keys(COMMANDS))('%s is carried out by that table', (name) => {
    expect(read('src/extension/commands/table.ts')).toContain(`[COMMANDS.${name}]:`);
  });

  it('are written by their names, never by their ids', () => {
    const literal = (file: string): boolean => ids.some((id) => read(file).includes(`'${id}'`));
    expect(sources.filter(literal)).toEqual([]);
  });
});

describe('schemes', () => {
  it.each(Object.keys(SCHEMES))('%s is used', (name) => {
    expect(code).toContain(`SCHEMES.${name}`);
  });
});
