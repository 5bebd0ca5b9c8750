import { basename } from 'node:path';
import { inspectAdapterFile } from '../../engine/cube/adapter/inspectAdapter';
import { withAdapterFile } from '../../engine/cube/adapter/source';
import type { AdapterReport } from '../../engine/model/adapterReport';
import type { AdapterRow } from '../../engine/model/loraItem';
import type { CliContext } from '../context';
import { shortIds } from '../cube/shortIds';
import { EXIT } from '../exitCodes';
import { withAdapters } from '../lora/openAdapters';
import { bytesText, counted } from '../output/numbers';
import { plainLine } from '../output/plain';
import type { Style } from '../output/style';
import { table } from '../output/table';
import type { Result } from '../result';

/** `openmem lora ls <cube>`: the adapters of a cube, which are attached, and which no longer say what it says. */
export function loraLs(context: CliContext, path: string): Promise<Result> {
  return withAdapters(context, path, 'look', async (open) => {
    const adapters = await open.rows();
    const { session, manager } = open;
    const { name, folder, parametricFile } = session.cube;
    const form = parametricFile === undefined ? null : formOf(parametricFile);
    const broken = adapters.some(({ standing }) => standing === 'broken');
    return {
      json: {
        cube: { name, path: folder },
        adapters,
        attached: await manager.attachments.attached(),
        memosFile: parametricFile === undefined ? null : { path: parametricFile, form },
      },
      quiet: adapters.map(({ id }) => id),
      exit: broken ? EXIT.found : EXIT.ok,
      lines: (style) => [
        ...(adapters.length === 0 ? ['This cube keeps no adapters.'] : rowLines(adapters, style)),
        style.dim(counted(adapters.length, 'adapter')),
      ],
      notes:
        parametricFile !== undefined && form === 'gguf-adapter'
          ? [`${basename(parametricFile)} is an adapter too; openmem lora add takes it in.`]
          : [],
    };
  });
}

function formOf(file: string): AdapterReport['form'] {
  return withAdapterFile(file, (source) => inspectAdapterFile(source, { file })).form;
}

function rowLines(rows: readonly AdapterRow[], style: Style): string[] {
  const short = shortIds(rows.map(({ id }) => id));
  return table(
    [
      { title: 'ID', cell: ({ id }) => short(id), most: 36 },
      { title: 'TITLE', cell: ({ item }) => item?.title, most: 40, colour: ({ bold }) => bold },
      { title: 'SCALE', cell: ({ scale }) => scale, align: 'right' },
      { title: 'STANDING', cell: ({ standing }) => standing },
      { title: 'DECISION', cell: ({ item }) => item?.approval },
      { title: 'RANK', cell: ({ item }) => item?.ranks.join(', '), align: 'right' },
      { title: 'SIZE', cell: ({ item }) => item && bytesText(item.bytes), align: 'right' },
      { title: 'FOR', cell: ({ item }) => item?.base.name },
      { title: 'CHANGED', cell: ({ changes }) => changed(changes), most: 80 },
      { title: 'PROBLEM', cell: ({ problem }) => problem, most: 120, colour: ({ red }) => red },
    ],
    rows,
    style,
  );
}

/** The memories that are no longer as they were. */
function changed(changes: AdapterRow['changes']): string {
  return changes.map(({ kind, source }) => plainLine(`${source.title} ${kind}`)).join(', ');
}
