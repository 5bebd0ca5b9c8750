import type { MemoryDetail } from '../../../src/protocol/cubeEditor';
import { IconButton } from '../../shared/IconButton';
import { below } from '../../shared/menuTypes';
import { useMenu } from '../../shared/MenuHost';
import { t } from '../../shared/strings';
import { useEditor } from '../state/EditorContext';
import { memoryMenu } from '../outline/memoryMenu';
import { textOf } from './rawValue';
import { TagsEditor } from './TagsEditor';
import { TextField } from './TextField';

/** Path, title, text and tags. */
export function MemoryHead({ detail }: { detail: MemoryDetail }): React.JSX.Element {
  const editor = useEditor();
  const { actions, summary } = editor;
  const show = useMenu();
  const { row } = detail;
  const keys = [row.key];
  // The title of a row is shortened, and without a key it is taken from the text; what is edited is the key.
  const ownTitle = textOf(detail.fields.find(({ name }) => name === 'key')?.raw ?? 'null');
  const tag = (add: readonly string[], remove: readonly string[]): void =>
    void actions.edit(
      { kind: 'tag', keys, add, remove },
      add.length > 0 ? t('Tag added.') : t('Tag removed.'),
    );
  return (
    <section className="section memory-head" aria-label={t('Memory')}>
      <div className="section-head">
        <nav className="breadcrumb" aria-label={t('Path')}>
          {detail.path.length === 0 && <h2>{t('Memory')}</h2>}
          {detail.path.map(({ key, title }) => (
            <button
              key={key}
              type="button"
              className="text-link"
              title={title}
              onClick={() => void actions.reveal(key)}
            >
              {title}
            </button>
          ))}
        </nav>
        <IconButton
          icon="go-to-file"
          label={t('Show in File')}
          onClick={() => actions.open(row.key, 'file')}
        />
        <IconButton icon="edit" label={t('Open as Text')} onClick={() => actions.open(row.key, 'text')} />
        <IconButton
          icon="ellipsis"
          label={t('Actions')}
          popup
          onClick={(event) =>
            show({
              label: t('Actions'),
              items: memoryMenu(editor, [row], null),
              ...below(event.currentTarget),
            })
          }
        />
      </div>
      <TextField
        className="memory-title"
        field={`${row.key} title`}
        label={t('Title')}
        value={ownTitle ?? ''}
        placeholder={row.title}
        disabled={summary.readOnly}
        onCommit={(title) => actions.setField(keys, ['metadata', 'key'], JSON.stringify(title))}
      />
      <TextField
        long
        rows={3}
        className="memory-text"
        field={`${row.key} text`}
        label={t('Text of the memory')}
        value={detail.memory}
        disabled={summary.readOnly}
        onCommit={(text) => actions.setField(keys, ['memory'], JSON.stringify(text))}
      />
      <TagsEditor
        label={t('Tags')}
        tags={row.tags}
        suggestions={summary.tags.map(({ value }) => value)}
        disabled={summary.readOnly}
        onAdd={(name) => tag([name], [])}
        onRemove={(name) => tag([], [name])}
      />
    </section>
  );
}
