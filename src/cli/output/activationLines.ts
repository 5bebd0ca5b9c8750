import type { ActivationItem, ActivationReport, LayerStatistics } from '../../engine/model/activationReport';
import { bytesText, counted } from './numbers';
import { plainLine } from './plain';
import type { Style } from './style';
import { pairs, table } from './table';
import { cutTo } from './width';

const MOST_TEXT = 300;

/** An activation memory for people: the file, its items, and their layers where statistics were read. */
export function activationLines(path: string, report: ActivationReport, style: Style): string[] {
  return [
    style.bold(plainLine(path)),
    ...pairs(
      [
        ['form', `pickle, protocol ${report.protocol}, ${report.container}`],
        ['size', bytesText(report.fileBytes)],
        ['tensors', bytesText(report.totalBytes)],
        ['items', report.items.length],
        ['names', report.globals.join(', ')],
      ],
      style,
    ),
    ...report.items.flatMap((item) => ['', ...itemLines(item, style)]),
    ...problemLines(report.problems, style),
  ];
}

function itemLines(item: ActivationItem, style: Style): string[] {
  const { heads, headDim, strides, perLayer, records } = item;
  const cut = (text: string | null): string | null =>
    text === null ? null : cutTo(plainLine(text), MOST_TEXT);
  return [
    `${style.bold(plainLine(item.id) || '(no id)')}  ${style.dim(`${item.kind}, ${item.layout} layout`)}`,
    ...pairs(
      [
        ['class', item.className],
        ['layers', item.layers || null],
        ['heads', heads === null ? null : `${heads} × ${headDim ?? '?'}`],
        ['tokens', item.tokens],
        ['dtype', item.dtype],
        ['device', item.device],
        [
          'strides',
          strides === null
            ? null
            : `(${strides.join(', ')})${item.contiguous === true ? ', contiguous' : ', with gaps'}`,
        ],
        ['bytes', item.bytes === 0 ? null : bytesText(item.bytes)],
        ['extracted', item.extractedAt],
        ['source', cut(item.sourceText)],
        ['prompt', cut(item.prompt)],
        [
          'texts',
          records === null ? null : counted(records.textMemories.length, 'text memory', 'text memories'),
        ],
        ['composed', cut(records?.composedTextMemory ?? null)],
        ['recorded', records?.timestamp],
      ],
      style,
    ),
    ...(perLayer && perLayer.length > 0 ? ['', ...layerLines(perLayer, style)] : []),
  ];
}

function layerLines(layers: readonly LayerStatistics[], style: Style): string[] {
  const rows = layers.flatMap(({ layer, key, value }) => [
    { layer, part: 'key', of: key },
    { layer, part: 'value', of: value },
  ]);
  const number = (value: number | null | undefined): string =>
    value === null || value === undefined ? '' : String(Number(value.toPrecision(4)));
  return table(
    [
      { title: 'LAYER', cell: ({ layer }) => layer, align: 'right' },
      { title: 'PART', cell: ({ part }) => part },
      { title: 'MIN', cell: ({ of }) => number(of?.min), align: 'right' },
      { title: 'MAX', cell: ({ of }) => number(of?.max), align: 'right' },
      { title: 'MEAN', cell: ({ of }) => number(of?.mean), align: 'right' },
      { title: 'STD', cell: ({ of }) => number(of?.std), align: 'right' },
      { title: 'ABS MAX', cell: ({ of }) => number(of?.absMax), align: 'right' },
      { title: 'NAN', cell: ({ of }) => of?.nan ?? '', align: 'right' },
      { title: 'INF', cell: ({ of }) => of?.infinite ?? '', align: 'right' },
    ],
    rows,
    style,
  );
}

/** What a person should know about a file that could be read. */
export function problemLines(
  problems: readonly { readonly code: string; readonly message: string; readonly offset?: number }[],
  style: Style,
): string[] {
  if (problems.length === 0) return [];
  return [
    '',
    ...problems.map(({ code, message, offset }) => {
      const place = offset === undefined ? '' : ` (byte ${offset})`;
      return `${style.yellow('note')}: ${plainLine(message)}${place} ${style.dim(`[${plainLine(code)}]`)}`;
    }),
  ];
}
