import type { Editor } from '../state/EditorContext';
import type { MenuItem } from '../../shared/menuTypes';
import { t } from '../../shared/strings';
import { statusName, typeName } from '../../shared/typeNames';

/** A memory as menus need it. */
export interface MenuTarget {
  readonly key: string;
  readonly id: string;
  readonly title: string;
}

/** Everything that can be done to the chosen memories. `rename` is left out where titles cannot be edited in place. */
export function memoryMenu(
  editor: Editor,
  targets: readonly MenuTarget[],
  rename: (() => void) | null,
): readonly MenuItem[] {
  const { actions, channel, dispatch, openDialog, hello, summary } = editor;
  const keys = targets.map(({ key }) => key);
  const first = targets[0];
  const one = targets.length === 1 && first !== undefined;
  const locked = summary.readOnly;
  const noTree = locked || !summary.hasEdges;
  const setTo = (name: string, value: string): void =>
    void actions.setField(keys, ['metadata', name], JSON.stringify(value));
  const pick = (purpose: 'parent' | 'relation'): void =>
    dispatch({ do: 'pick', pick: { purpose, keys, ids: targets.map(({ id }) => id) } });
  return [
    ...(one
      ? [
          { label: t('Open as Text'), icon: 'edit', run: () => actions.open(first.key, 'text') },
          { label: t('Show in File'), icon: 'go-to-file', run: () => actions.open(first.key, 'file') },
          {
            label: t('Show Neighbours in Graph'),
            icon: 'type-hierarchy',
            run: () => {
              dispatch({ do: 'expandInGraph', key: first.key });
              dispatch({ do: 'showGraph' });
            },
          },
          {
            label: t('Why Not in This Search?'),
            icon: 'question',
            run: () => channel.emit('whyNot', { key: first.key }),
          },
          {
            label: t('New Memory Below…'),
            icon: 'add',
            separated: true,
            disabled: noTree,
            run: () => openDialog({ kind: 'create', parent: first.key }),
          },
        ]
      : []),
    ...(one && rename
      ? [{ label: t('Rename'), icon: 'blank', keys: 'F2', disabled: locked, run: rename }]
      : []),
    {
      label: t('Duplicate'),
      icon: 'copy',
      keys: 'Ctrl+D',
      disabled: locked,
      run: () => void actions.duplicate(keys),
    },
    ...(one
      ? [
          {
            label: t('Split…'),
            icon: 'split-horizontal',
            disabled: locked,
            run: () => openDialog({ kind: 'split', key: first.key }),
          },
        ]
      : [
          {
            label: t('Merge…'),
            icon: 'merge',
            disabled: locked,
            run: () => openDialog({ kind: 'merge', keys }),
          },
        ]),
    { label: t('Move Under…'), icon: 'indent', separated: true, disabled: noTree, run: () => pick('parent') },
    {
      label: t('Move to Top Level'),
      icon: 'arrow-up',
      disabled: noTree,
      run: () => void actions.reparent(keys, null),
    },
    ...(one
      ? [{ label: t('Add Relation…'), icon: 'link', disabled: noTree, run: () => pick('relation') }]
      : []),
    {
      label: t('Status'),
      icon: 'pass',
      separated: true,
      disabled: locked,
      children: hello.enumerations.statuses.map((value) => ({
        label: statusName(value),
        run: () => setTo('status', value),
      })),
    },
    {
      label: t('Type'),
      icon: 'symbol-class',
      disabled: locked,
      children: hello.enumerations.memoryTypes.map((value) => ({
        label: typeName(value),
        dot: value,
        run: () => setTo('memory_type', value),
      })),
    },
    {
      label: t('Visibility'),
      icon: 'eye',
      disabled: locked,
      children: hello.enumerations.visibilities.map((value) => ({
        label: value,
        run: () => setTo('visibility', value),
      })),
    },
    ...(one
      ? [
          {
            label: t('Copy Id'),
            icon: 'blank',
            separated: true,
            run: () => void actions.attempt(navigator.clipboard.writeText(first.id)),
          },
        ]
      : []),
    {
      label: t('Delete…'),
      icon: 'trash',
      keys: 'Delete',
      separated: true,
      disabled: locked,
      run: () => void actions.remove(keys),
    },
  ];
}
