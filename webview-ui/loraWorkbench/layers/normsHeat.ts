import type { AdapterNorms } from '../../../src/engine/model/loraItem';
import { rangeOf, type Heat } from '../../shared/heat/heat';
import { t } from '../../shared/strings';

/** How much an adapter changes: layers downwards, kinds of modules across, all on one scale that begins at 0. */
export function normsHeat({ modules }: AdapterNorms): Heat {
  const targets = [...new Set(modules.map(({ target }) => target))].sort();
  const layers = [...new Set(modules.map(({ layer }) => layer))].sort((a, b) => (a ?? -1) - (b ?? -1));
  const norms = new Map(modules.map(({ layer, target, norm }) => [`${String(layer)} ${target}`, norm]));
  const rows = layers.map((layer) => ({
    name: layer === null ? t('outside') : String(layer),
    values: targets.map((target) => norms.get(`${String(layer)} ${target}`) ?? null),
  }));
  const [, most] = rangeOf(rows.flatMap(({ values }) => values));
  return {
    label: t('Norm of what the adapter adds'),
    rowTitle: t('Layer'),
    rowLabel: (name) => t('Layer {0}', name),
    columns: targets.map((target) => ({ name: target, mark: target.replace(/^attn_|^ffn_/, '') })),
    rows,
    ranges: targets.map(() => [0, most]),
  };
}
