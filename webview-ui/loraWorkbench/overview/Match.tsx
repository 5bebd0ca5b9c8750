import type { BaseMismatch } from '../../../src/engine/model/loraItem';
import { Icon } from '../../shared/Icon';
import { Section } from '../../shared/Section';
import { t } from '../../shared/strings';
import { useLora } from '../state/LoraContext';

/** Whether the adapter fits the chat model, tensor by tensor. */
export function Match(props: {
  mismatches: readonly BaseMismatch[] | null | undefined;
}): React.JSX.Element | null {
  const { state } = useLora();
  const { mismatches } = props;
  if (mismatches === undefined || mismatches === null) return null;
  return (
    <Section title={t('Fits {0}', state.model.name)}>
      {mismatches.length === 0 ? (
        <p>
          <Icon name="pass" className="lora-good" />{' '}
          {t('Every one of its tensors has its place in the model.')}
        </p>
      ) : (
        <ul className="lora-mismatches">
          {mismatches.map(({ tensor, message }) => (
            <li key={`${tensor ?? ''} ${message}`}>
              <Icon name="error" className="lora-bad" /> {tensor !== null && <code>{tensor}</code>} {message}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
