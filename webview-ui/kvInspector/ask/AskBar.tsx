import VscodeButton from '@vscode-elements/react-elements/dist/components/VscodeButton.js';
import { useRef, useState } from 'react';
import { isUsable } from '../../shared/ModelNote';
import { t } from '../../shared/strings';
import { useKv } from '../state/KvContext';

interface Props {
  readonly running: boolean;
  readonly onAsk: (question: string) => void;
  readonly onStop: () => void;
}

/** Where a question is typed. Enter asks, Shift+Enter begins a new line, Escape stops the answer. */
export function AskBar({ running, onAsk, onStop }: Props): React.JSX.Element {
  const { state } = useKv();
  const [question, setQuestion] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const usable = isUsable(state.model);
  const ready = usable && !running && question.trim() !== '';
  const ask = (): void => {
    if (!ready) return;
    onAsk(question.trim());
    box.current?.select();
  };
  return (
    <form
      className="kv-ask-bar"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <textarea
        ref={box}
        className="field boxed"
        rows={1}
        aria-label={t('Question')}
        placeholder={usable ? t('Ask about what this item holds') : state.model.reason}
        disabled={!usable}
        value={question}
        onChange={(event) => setQuestion(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && running) onStop();
          else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) ask();
          else return;
          event.preventDefault();
        }}
      />
      {running ? (
        <VscodeButton key="stop" secondary icon="debug-stop" onClick={onStop}>
          {t('Stop')}
        </VscodeButton>
      ) : (
        <VscodeButton key="ask" icon="send" disabled={!ready} onClick={ask}>
          {t('Ask')}
        </VscodeButton>
      )}
    </form>
  );
}
