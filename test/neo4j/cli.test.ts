/** `openmem` with addresses of a real Neo4j; who connects is in the environment alone. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { folder, openmem, TREE, useOpenmem, type Outcome } from '../unit/cli/openmem';
import { freshTenant, removeTenant } from './places';

useOpenmem();

const { uri, database, user, password } = inject('neo4j');
const tenant = freshTenant();
const at = (name: string) => `${uri}/${database}?tenant=${encodeURIComponent(name)}`;
const login = { OPENMEM_NEO4J_USER: user, OPENMEM_NEO4J_PASSWORD: password };
const run = (args: readonly string[], env: NodeJS.ProcessEnv = login) => openmem(args, { env });
const document = ({ stdout, stderr }: Outcome): unknown => {
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
};

afterAll(() => removeTenant(tenant));

describe('openmem with a Neo4j address', () => {
  test('copies a folder there, and from there to a file and a folder', async () => {
    const there = await run(['copy', TREE, at(tenant), '--json']);
    expect(there.code).toBe(1);
    expect(document(there)).toMatchObject({
      to: at(tenant),
      memories: 4,
      counts: { 'member-order': 4, 'white-space': 4 },
    });
    const [file, back] = [path.join(folder(), 'cube.sqlite'), path.join(folder(), 'back')];
    for (const to of [file, back]) {
      const { code, stdout } = await run(['copy', at(tenant), to]);
      expect([code, stdout]).toEqual([0, expect.stringContaining('Nothing was lost.')]);
    }
    const again = path.join(folder(), 'again');
    await run(['copy', file, again]);
    const text = (place: string) => readFile(path.join(place, 'textual_memory.json'), 'utf8');
    expect(await text(again)).toBe(await text(back));
  });

  test('lists the tenants of a database as cubes', async () => {
    const { code, stdout } = await run(['ls', `${uri}/${database}`]);
    expect([code, stdout]).toEqual([0, expect.stringContaining(tenant)]);
    const one = document(await run(['ls', at(tenant), '--json']));
    expect(one).toMatchObject({ cubes: [{ name: tenant, memories: 4, address: at(tenant) }] });
  });

  test('searches there', async () => {
    const { code, stdout } = await run(['search', at(tenant), 'persistence']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('another memory to demonstrate')]);
  });

  test('refuses a tenant that holds memories, unless it is to be added to', async () => {
    const { code, stderr } = await run(['copy', TREE, at(tenant)]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('memories in the target already')]);
    expect((await run(['copy', TREE, at(tenant), '--add'])).code).toBe(1);
  });
});

describe('what does not connect says why, with an exit code of its own', () => {
  const search = (address: string, env?: NodeJS.ProcessEnv) => run(['search', address, 'x'], env);

  test('a wrong password', async () => {
    const { code, stderr } = await search(at(tenant), { ...login, OPENMEM_NEO4J_PASSWORD: 'wrong' });
    expect([code, stderr]).toEqual([
      7,
      expect.stringContaining('does not accept this user name and password'),
    ]);
  });

  test('no password at all', async () => {
    const { code, stderr } = await search(at(tenant), { OPENMEM_NEO4J_PASSWORD: '' });
    expect([code, stderr]).toEqual([7, expect.stringContaining('Set OPENMEM_NEO4J_PASSWORD')]);
  });

  test('a password in the address is refused and not repeated', async () => {
    const { code, stderr, stdout } = await search(at(tenant).replace('//', '//neo4j:secret-word@'));
    expect([code, stderr]).toEqual([2, expect.stringContaining('OPENMEM_NEO4J_PASSWORD')]);
    expect(stderr + stdout).not.toContain('secret-word');
  });

  test('a server that is not there', async () => {
    const { code, stderr } = await search(`bolt://127.0.0.1:1/${database}?tenant=x`);
    expect([code, stderr]).toEqual([7, expect.stringContaining('cannot be reached')]);
  });

  test('a tenant that is not there names those that are', async () => {
    const { code, stderr } = await search(at('nobody'));
    expect([code, stderr]).toEqual([3, expect.stringContaining(tenant)]);
    const place = path.join(folder(), 'x.sqlite');
    expect((await run(['copy', at('nobody'), place])).code).toBe(3);
  });

  test('a database that is not there', async () => {
    const { code, stderr } = await search(`${uri}/nowhere?tenant=x`);
    expect([code, stderr]).toEqual([3, expect.stringContaining('no such database')]);
  });

  test('commands for folders say what to do with an address', async () => {
    for (const command of [['validate'], ['show'], ['tree'], ['history']]) {
      const { code, stderr } = await run([...command, at(tenant)]);
      expect([code, stderr]).toEqual([2, expect.stringContaining('openmem copy')]);
    }
  });
});
