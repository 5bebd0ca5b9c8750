import type { KvItem, KvOutcome, KvRow } from '../../engine/model/kvItem';
import type { KvStateMap, KvStateReport } from '../../engine/model/kvState';
import { bytesText, timeText } from '../output/numbers';
import { plainLine } from '../output/plain';
import type { Style } from '../output/style';
import { pairs, table } from '../output/table';

export const msText = (ms: number | null): string =>
  ms === null ? '' : ms < 100 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;

/** Everything about an item in short. */
export function itemLines(item: KvItem, style: Style): string[] {
  const { fingerprint: mark, figures, stored } = item;
  const last = figures.restores.at(-1);
  return pairs(
    [
      ['id', item.id],
      ['title', item.title],
      [
        'made of',
        `${item.origin}, ${item.sources.length} sources, template ${item.template.id} ${item.template.version}`,
      ],
      ['tokens', item.tokens.length],
      [
        'state',
        `${bytesText(stored.stateBytes)}${stored.encoding === 'zstd' ? `, ${bytesText(stored.bytes)} compressed` : ''}`,
      ],
      ['model', `${mark.modelHash.slice(0, 16)}…, ${mark.build}, ${mark.device}`],
      ['context', `${mark.contextSize} tokens, ${mark.slots} slots, ${mark.keyType}/${mark.valueType}`],
      ['adapters', mark.adapters.map(({ hash, scale }) => `${hash.slice(0, 16)}… × ${scale}`).join(', ')],
      ['computing', `${msText(figures.prefillMs)}, saving ${msText(figures.saveMs)}`],
      ['taken over', figures.extendedFrom > 0 ? `${figures.extendedFrom} tokens` : null],
      [
        'last restore',
        last ? `${msText(last.ms)} from ${last.from === 'ram' ? 'a slot' : 'the disk'}` : null,
      ],
      ['uses', `${item.hits}, saved ${msText(item.savedMs)}`],
      ['created', timeText(item.createdAt)],
      ['expires', item.expiresAt === null ? null : timeText(item.expiresAt)],
      ['pinned', item.pinned ? 'yes' : null],
    ],
    style,
  );
}

/** Items as a table, and why those that are not ready are not. */
export function rowLines(rows: readonly KvRow[], style: Style): string[] {
  if (rows.length === 0) return ['No KV items. `openmem kv build` makes one.'];
  return [
    ...table(
      [
        { title: 'ID', cell: ({ id }) => id.slice(0, 8), colour: (s) => s.cyan },
        { title: 'TIER', cell: ({ tier }) => tier },
        {
          title: 'STANDING',
          cell: ({ standing }) => standing,
          colour: (s, { standing }) => (standing === 'ready' ? s.green : s.yellow),
        },
        { title: 'TOKENS', cell: ({ tokens }) => tokens, align: 'right' },
        { title: 'SIZE', cell: ({ bytes }) => bytesText(bytes), align: 'right' },
        { title: 'USES', cell: ({ hits }) => hits, align: 'right' },
        { title: 'COMPUTE', cell: ({ prefillMs }) => msText(prefillMs), align: 'right' },
        { title: 'RESTORE', cell: ({ restoreMs }) => msText(restoreMs), align: 'right' },
        { title: 'PINNED', cell: ({ pinned }) => (pinned ? 'yes' : '') },
        { title: 'TITLE', cell: ({ title }) => title },
      ],
      rows,
      style,
    ),
    ...rows.flatMap((row) => whyLines(row)),
  ];
}

function whyLines({ id, reason, changes }: KvRow): string[] {
  const name = id.slice(0, 8);
  return [
    ...(reason === '' ? [] : [`${name}: ${plainLine(reason)}`]),
    ...changes.map(({ kind, source }) =>
      plainLine(
        `${name}: ${source.title} (${source.key.slice(0, 8)}) ${kind === 'removed' ? 'is gone' : 'says something else'}`,
      ),
    ),
  ];
}

/** What happened when an item was brought back. */
export function outcomeLines(outcome: KvOutcome, style: Style): string[] {
  const good = outcome.kind !== 'prefilled';
  const { check } = outcome;
  return [
    `${(good ? style.green : style.yellow)(outcome.kind)}  ${plainLine(outcome.sentence)}`,
    ...pairs(
      [
        ['reason', outcome.reason],
        ['tokens', `${outcome.reused} of ${outcome.promptTokens}`],
        ['restore', msText(outcome.restoreMs)],
        [
          'check',
          check
            ? `${msText(outcome.checkMs)}, off by ${check.worst.toPrecision(2)} of ${check.tolerance}`
            : null,
        ],
        ['computing', outcome.prefillMs > 0 ? msText(outcome.prefillMs) : null],
        ['saved', outcome.savedMs > 0 ? msText(outcome.savedMs) : null],
      ],
      style,
    ),
  ];
}

/** The layout of a state, and the numbers of its layers where they were read. */
export function stateLines(report: KvStateReport, map: KvStateMap | null, style: Style): string[] {
  const lines = report.caches.flatMap((cache) =>
    pairs(
      [
        ['cells', `${cache.cells}, positions ${cache.firstPosition} to ${cache.lastPosition}`],
        [
          'layers',
          `${cache.layers.length} × ${cache.layers[0]?.keyWidth ?? 0} keys, ${cache.layers[0]?.valueWidth ?? 0} values a token`,
        ],
        [
          'types',
          `${cache.layers[0]?.keyType ?? ''} keys, ${cache.layers[0]?.valueType ?? 'no'} values${cache.transposed ? ', transposed' : ''}`,
        ],
      ],
      style,
    ),
  );
  if (map === null) return lines;
  const number = (value: number | null | undefined): string =>
    value === null || value === undefined ? '' : String(Number(value.toPrecision(4)));
  const rows = map.layers.flatMap(({ cache, layer, key, value }) => [
    { cache, layer, part: 'key', of: key },
    { cache, layer, part: 'value', of: value },
  ]);
  return [
    ...lines,
    ...table(
      [
        { title: 'CACHE', cell: ({ cache }) => (report.caches.length > 1 ? cache : ''), align: 'right' },
        { title: 'LAYER', cell: ({ layer }) => layer, align: 'right' },
        { title: 'PART', cell: ({ part }) => part },
        { title: 'MIN', cell: ({ of }) => number(of?.min), align: 'right' },
        { title: 'MAX', cell: ({ of }) => number(of?.max), align: 'right' },
        { title: 'MEAN', cell: ({ of }) => number(of?.mean), align: 'right' },
        { title: 'STD', cell: ({ of }) => number(of?.std), align: 'right' },
        { title: 'NAN', cell: ({ of }) => of?.nan ?? '', align: 'right' },
      ],
      rows,
      style,
    ),
  ];
}
