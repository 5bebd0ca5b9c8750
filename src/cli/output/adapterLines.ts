import type { AdapterReport } from '../../engine/model/adapterReport';
import { problemLines } from './activationLines';
import { bytesText, counted } from './numbers';
import { plainLine, plainText } from './plain';
import type { Style } from './style';
import { pairs, table } from './table';

const FORMS: Record<AdapterReport['form'], string> = {
  empty: 'empty',
  placeholder: "MemOS's placeholder text",
  text: 'text',
  'lfs-pointer': 'Git LFS pointer',
  'gguf-adapter': 'LoRA adapter, GGUF',
  'gguf-model': 'model, GGUF',
  'peft-safetensors': 'LoRA adapter, PEFT safetensors',
  safetensors: 'tensors, safetensors',
  unknown: 'not known',
};

const MOST_TENSORS = 200;

/** A parametric memory for people: what it is, its header, its tensors. */
export function adapterLines(path: string, report: AdapterReport, style: Style): string[] {
  const { gguf, safetensors, lora, tensors, firstBytes, lfs, text } = report;
  return [
    style.bold(plainLine(path)),
    ...pairs(
      [
        ['form', FORMS[report.form]],
        ['size', bytesText(report.fileBytes)],
        ['looks like', firstBytes?.looksLike],
        ['first bytes', firstBytes?.hex],
        ['points to', lfs && `${lfs.oid}${lfs.size === null ? '' : `, ${bytesText(lfs.size)}`}`],
        ['version', gguf && `${gguf.version}, ${gguf.littleEndian ? 'little' : 'big'}-endian`],
        ['name', gguf?.name],
        ['architecture', gguf?.architecture],
        ['header', safetensors && bytesText(safetensors.headerBytes)],
        ['base model', lora?.baseModel],
        ['rank', lora?.ranks.join(', ')],
        ['alpha', lora?.alpha],
        ['scale', lora?.scale],
        ['targets', lora?.targets.join(', ')],
        ['layers', lora?.layers],
        ['parameters', lora?.parameters],
      ],
      style,
    ),
    ...(text === undefined
      ? []
      : [
          '',
          ...plainText(text.trimEnd())
            .split('\n')
            .map((line) => `  ${line}`),
        ]),
    ...listed(
      'Metadata',
      gguf?.metadata.map(({ key, type, value }) => ({ key, type, value: JSON.stringify(value) })),
      style,
    ),
    ...listed(
      'Metadata',
      safetensors && Object.entries(safetensors.metadata).map(([key, value]) => ({ key, type: '', value })),
      style,
    ),
    ...tensorLines(tensors ?? [], style),
    ...problemLines(report.problems, style),
  ];
}

function listed(
  title: string,
  entries: readonly { readonly key: string; readonly type: string; readonly value: string }[] | undefined,
  style: Style,
): string[] {
  if (!entries || entries.length === 0) return [];
  return [
    '',
    style.bold(title),
    ...table(
      [
        { title: 'KEY', cell: ({ key }) => key },
        { title: 'TYPE', cell: ({ type }) => type },
        { title: 'VALUE', cell: ({ value }) => value, most: 100 },
      ],
      entries,
      style,
    ),
  ];
}

function tensorLines(tensors: NonNullable<AdapterReport['tensors']>, style: Style): string[] {
  if (tensors.length === 0) return [];
  const more = tensors.length - MOST_TENSORS;
  return [
    '',
    style.bold('Tensors'),
    ...table(
      [
        { title: 'NAME', cell: ({ name }) => name, most: 80 },
        { title: 'DTYPE', cell: ({ dtype }) => dtype },
        { title: 'SHAPE', cell: ({ shape }) => shape.join(' × ') },
        { title: 'OFFSET', cell: ({ offset }) => offset, align: 'right' },
        { title: 'BYTES', cell: ({ bytes }) => bytes, align: 'right' },
      ],
      tensors.slice(0, MOST_TENSORS),
      style,
    ),
    ...(more > 0 ? [`… and ${counted(more, 'more', 'more')}`] : []),
  ];
}
