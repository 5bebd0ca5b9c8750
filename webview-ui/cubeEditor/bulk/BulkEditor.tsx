import VscodeButton from '@vscode-elements/react-elements/dist/components/VscodeButton.js';
import { fieldName } from '../../shared/fieldNames';
import { formatNumber } from '../../shared/format';
import { t } from '../../shared/strings';
import { Section } from '../../shared/Section';
import { TagsEditor } from '../inspector/TagsEditor';
import { useEditor } from '../state/EditorContext';
import { selectedText } from '../state/selectedText';
import { BulkChoice } from './BulkChoice';
import { useRows } from './useRows';

const LISTED = 12;

/** Changes several memories at once; each change is one step to undo. */
export function BulkEditor({ keys }: { keys: readonly string[] }): React.JSX.Element {
  const { hello, nav, summary, actions, openDialog, dispatch } = useEditor();
  const details = useRows(keys);
  const rows = details.map(({ row }) => row);
  const common =
    rows.length > 0
      ? (rows[0]?.tags ?? []).filter((tag) => rows.every(({ tags }) => tags.includes(tag)))
      : [];
  const locked = summary.readOnly;
  const { enumerations } = hello;
  const pick = (): void => {
    const ids = rows.map(({ id }) => id);
    dispatch({ do: 'pick', pick: { purpose: 'parent', keys, ids } });
  };
  return (
    <div>
      <Section title={selectedText(keys.length, nav.selectedOf)}>
        <ul className="bulk-list">
          {rows.slice(0, LISTED).map((row) => (
            <li key={row.key} data-type={row.type}>
              <i className="dot" data-status={row.status} />
              <span>{row.title}</span>
            </li>
          ))}
        </ul>
        {keys.length > LISTED && (
          <div className="dim">{t('and more: {0}', formatNumber(keys.length - LISTED))}</div>
        )}
      </Section>
      {!locked && (
        <>
          <Section title={t('Change all')}>
            <div className="fields">
              <BulkChoice
                keys={keys}
                field="memory_type"
                values={rows.map(({ type }) => type)}
                options={enumerations.memoryTypes}
              />
              <BulkChoice
                keys={keys}
                field="status"
                values={rows.map(({ status }) => status)}
                options={enumerations.statuses}
              />
              <BulkChoice
                keys={keys}
                field="visibility"
                values={rows.map(({ visibility }) => visibility)}
                options={enumerations.visibilities}
              />
              <div className="field-line">
                <span className="field-label">{fieldName('tags')}</span>
                <TagsEditor
                  label={t('Tags of all')}
                  tags={common}
                  suggestions={summary.tags.map(({ value }) => value)}
                  disabled={false}
                  onAdd={(tag) =>
                    void actions.edit({ kind: 'tag', keys, add: [tag], remove: [] }, t('Tag added.'))
                  }
                  onRemove={(tag) =>
                    void actions.edit({ kind: 'tag', keys, add: [], remove: [tag] }, t('Tag removed.'))
                  }
                />
              </div>
            </div>
          </Section>
          <Section title={t('Actions')}>
            <div className="bulk-actions">
              <VscodeButton icon="merge" onClick={() => openDialog({ kind: 'merge', keys })}>
                {t('Merge…')}
              </VscodeButton>
              <VscodeButton secondary icon="copy" onClick={() => void actions.duplicate(keys)}>
                {t('Duplicate')}
              </VscodeButton>
              {summary.hasEdges && (
                <VscodeButton secondary icon="indent" onClick={pick}>
                  {t('Move Under…')}
                </VscodeButton>
              )}
              {summary.hasEdges && (
                <VscodeButton secondary icon="arrow-up" onClick={() => void actions.reparent(keys, null)}>
                  {t('Move to Top Level')}
                </VscodeButton>
              )}
              <VscodeButton secondary icon="trash" onClick={() => void actions.remove(keys)}>
                {t('Delete…')}
              </VscodeButton>
            </div>
          </Section>
        </>
      )}
    </div>
  );
}
