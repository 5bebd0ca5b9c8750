import type { MemoryDetail, RelationView } from '../../../src/protocol/cubeEditor';
import { Icon } from '../../shared/Icon';
import { IconButton } from '../../shared/IconButton';
import { t } from '../../shared/strings';
import { useEditor } from '../state/EditorContext';
import { Section } from '../../shared/Section';

/** Relations to other memories, both ways; each leads to the other end. */
export function Relations({ detail }: { detail: MemoryDetail }): React.JSX.Element | null {
  const { dispatch, summary } = useEditor();
  const { row, outgoing, incoming } = detail;
  if (!summary.hasEdges) return null;
  const add = summary.readOnly ? undefined : (
    <IconButton
      icon="add"
      label={t('Add relation')}
      onClick={() => dispatch({ do: 'pick', pick: { purpose: 'relation', keys: [row.key], ids: [row.id] } })}
    />
  );
  return (
    <Section title={t('Relations')} action={add}>
      {outgoing.length + incoming.length === 0 && <div className="dim">{t('None')}</div>}
      {outgoing.map((relation) => (
        <Relation key={`out ${relation.type} ${relation.target}`} relation={relation} outgoing />
      ))}
      {incoming.map((relation) => (
        <Relation key={`in ${relation.type} ${relation.source}`} relation={relation} outgoing={false} />
      ))}
    </Section>
  );
}

function Relation({ relation, outgoing }: { relation: RelationView; outgoing: boolean }): React.JSX.Element {
  const { actions, summary } = useEditor();
  const { source, target, type } = relation;
  return (
    <div className="relation">
      <span className="relation-type" title={outgoing ? t('From this memory') : t('To this memory')}>
        <Icon name={outgoing ? 'arrow-right' : 'arrow-left'} />
        {relationName(type, outgoing)}
      </span>
      <i className="dot" data-type={relation.memoryType} />
      {relation.exists ? (
        <button type="button" className="text-link" onClick={() => void actions.reveal(relation.key)}>
          {relation.title || relation.key}
        </button>
      ) : (
        <span className="attention">{t('Missing: {0}', outgoing ? target : source)}</span>
      )}
      {!summary.readOnly && (
        <IconButton
          className="field-remove"
          icon="close"
          label={t('Remove relation {0} with {1}', type, relation.title)}
          onClick={() =>
            void actions.edit({ kind: 'unlink', edge: { source, target, type } }, t('Relation removed.'))
          }
        />
      )}
    </div>
  );
}

function relationName(type: string, outgoing: boolean): string {
  if (type !== 'PARENT') return type;
  return outgoing ? t('child') : t('parent');
}
