import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, manifest, read } from './manifest';

const { contributes } = manifest;

const files = [
  manifest.icon,
  ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
  ...Object.values(contributes.views).flatMap((views) => views.map(({ icon }) => icon)),
  ...contributes.walkthroughs
    .flatMap(({ steps }) => steps.flatMap(({ media }) => Object.entries(media)))
    .filter(([kind]) => kind !== 'altText')
    .map(([, file]) => file),
  ...contributes.jsonValidation.map(({ url }) => url),
];

describe('files that the manifest names', () => {
  it.each([...new Set(files)])('%s exists', (file) => {
    expect(statSync(join(ROOT, file)).size).toBeGreaterThan(0);
  });

  it.each([...new Set(files)])('%s is put into the package', (file) => {
    const folder = file.replace(/^\.\//, '').split('/')[0] ?? '';
    expect(read('.vscodeignore').split('\n')).toContain(`!${folder}/**`);
  });
});
