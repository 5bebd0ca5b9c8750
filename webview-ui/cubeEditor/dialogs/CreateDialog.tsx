import { useId, useState } from 'react';
import { Dialog } from '../../shared/Dialog';
import { t } from '../../shared/strings';
import { typeName } from '../../shared/typeNames';
import { useRows } from '../bulk/useRows';
import { useEditor } from '../state/EditorContext';

/** Writes a new memory, at the top level or below another. */
export function CreateDialog({
  parent,
  onClose,
}: {
  parent: string | null;
  onClose: () => void;
}): React.JSX.Element {
  const { actions, hello, dispatch } = useEditor();
  // What kind a preference is of follows from the list that it stands in.
  const collections = hello.collections ?? [];
  const types = collections.length > 0 ? collections : hello.enumerations.memoryTypes;
  const [title, setTitle] = useState('');
  const [memory, setMemory] = useState('');
  const [memoryType, setMemoryType] = useState(types[0] ?? '');
  const [below, setBelow] = useState(parent !== null);
  const [above] = useRows(parent === null ? [] : [parent]);
  const id = useId();
  const create = async (): Promise<void> => {
    const under = below ? parent : null;
    const keys = await actions.edit(
      {
        kind: 'create',
        memory,
        memoryType,
        parent: under,
        ...(collections.length > 0 ? { collection: memoryType } : {}),
        ...(title.trim() === '' ? {} : { title: title.trim() }),
      },
      t('Memory created.'),
    );
    if (!keys) return;
    if (under !== null) dispatch({ do: 'expand', keys: [under] });
    dispatch({ do: 'select', keys, active: keys[0] ?? null });
    onClose();
  };
  return (
    <Dialog
      title={t('New memory')}
      confirmLabel={t('Create')}
      canConfirm={memory.trim() !== ''}
      onConfirm={() => void create()}
      onClose={onClose}
    >
      <div>
        <label htmlFor={`${id}-text`}>{t('Text of the memory')}</label>
        <textarea
          id={`${id}-text`}
          className="field boxed"
          rows={5}
          data-autofocus
          value={memory}
          onChange={(event) => setMemory(event.target.value)}
        />
      </div>
      <div>
        <label htmlFor={`${id}-title`}>{t('Title (may be left empty)')}</label>
        <input
          id={`${id}-title`}
          className="field boxed"
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </div>
      <div>
        <label htmlFor={`${id}-type`}>{collections.length > 0 ? t('Collection') : t('Type')}</label>
        <select
          id={`${id}-type`}
          className="field boxed"
          value={memoryType}
          onChange={(event) => setMemoryType(event.target.value)}
        >
          {types.map((type) => (
            <option key={type} value={type}>
              {typeName(type)}
            </option>
          ))}
        </select>
      </div>
      {parent !== null && (
        <div className="choice">
          <input
            id={`${id}-below`}
            type="checkbox"
            checked={below}
            onChange={(event) => setBelow(event.target.checked)}
          />
          <label htmlFor={`${id}-below`}>{t('Below “{0}”', above?.row.title ?? parent)}</label>
        </div>
      )}
    </Dialog>
  );
}
