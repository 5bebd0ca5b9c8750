import { useId } from 'react';
import type { FieldView, MemoryDetail } from '../../../src/protocol/cubeEditor';
import { fieldName } from '../../shared/fieldNames';
import { IconButton } from '../../shared/IconButton';
import { t } from '../../shared/strings';
import { useEditor } from '../state/EditorContext';
import { AddField } from './AddField';
import { FieldControl } from './FieldControl';
import { lastSet } from './lastSet';
import { Section } from '../../shared/Section';

/** Shown above, in parts of their own. */
const ELSEWHERE = new Set(['key', 'tags', 'sources']);
const FIRST = [
  'memory_type',
  'status',
  'visibility',
  'confidence',
  'type',
  'memory_time',
  'created_at',
  'updated_at',
];
/** Long or inner things that are rarely looked at. */
const LAST = new Set([
  'usage',
  'history',
  'embedding',
  'info',
  'file_ids',
  'user_id',
  'session_id',
  'version',
]);

/** Every metadata field: the common ones first, the others folded away. */
export function Fields({ detail }: { detail: MemoryDetail }): React.JSX.Element {
  const shown = detail.fields.filter(({ name }) => !ELSEWHERE.has(name));
  const common = shown.filter(({ name }) => !LAST.has(name)).sort(byRank);
  const rare = shown.filter(({ name }) => LAST.has(name));
  return (
    <Section title={t('Fields')} action={<AddField detail={detail} />}>
      <div className="fields">
        {common.map((field) => (
          <FieldLine key={field.name} field={field} detail={detail} />
        ))}
      </div>
      {rare.length > 0 && (
        <details className="more-fields">
          <summary>{t('More fields: {0}', rare.length)}</summary>
          <div className="fields">
            {rare.map((field) => (
              <FieldLine key={field.name} field={field} detail={detail} />
            ))}
          </div>
        </details>
      )}
    </Section>
  );
}

function FieldLine({ field, detail }: { field: FieldView; detail: MemoryDetail }): React.JSX.Element {
  const { actions, summary } = useEditor();
  const path = ['metadata', field.name];
  const { key } = detail.row;
  const label = fieldName(field.name);
  const id = useId();
  const origin = lastSet(field);
  const tip = field.known ? field.name : t('{0}: not a field of MemOS; kept as it is', field.name);
  // A group says its description when one enters it, whichever control the field has.
  const group = origin === undefined ? {} : { role: 'group', 'aria-label': label, 'aria-describedby': id };
  return (
    <div className="field-line" data-known={field.known} {...group}>
      <span className="field-label" title={origin === undefined ? tip : `${tip}\n${origin}`}>
        <span data-set={origin !== undefined}>{label}</span>
        {origin !== undefined && (
          <span id={id} className="visually-hidden">
            {origin}
          </span>
        )}
      </span>
      <div className="field-value">
        <FieldControl
          field={field}
          label={label}
          disabled={summary.readOnly}
          dimensions={detail.vector?.dimensions}
          memory={key}
          onCommit={(raw) => actions.setField([key], path, raw)}
        />
      </div>
      {!summary.readOnly && (
        <IconButton
          className="field-remove"
          icon="close"
          label={t('Remove field {0}', label)}
          onClick={() => void actions.setField([key], path, null)}
        />
      )}
    </div>
  );
}

function byRank(a: FieldView, b: FieldView): number {
  const rank = ({ name }: FieldView): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return rank(a) - rank(b);
}
