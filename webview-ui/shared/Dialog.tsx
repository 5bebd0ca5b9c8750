import VscodeButton from '@vscode-elements/react-elements/dist/components/VscodeButton.js';
import { useEffect, useId, useRef } from 'react';
import { t } from './strings';

interface Props {
  readonly title: string;
  readonly children: React.ReactNode;
  readonly confirmLabel: string;
  readonly canConfirm: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** What stands at the left of the buttons. */
  readonly note?: React.ReactNode;
}

/** A modal question with one answer and Cancel. Escape cancels; Ctrl+Enter confirms. */
export function Dialog(props: Props): React.JSX.Element {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    if (!dialog) return undefined;
    if (typeof dialog.showModal === 'function') dialog.showModal();
    else dialog.setAttribute('open', '');
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') props.onClose();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && props.canConfirm) props.onConfirm();
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={ref}
      className="dialog"
      aria-labelledby={titleId}
      onCancel={props.onClose}
      onKeyDown={onKeyDown}
    >
      <h2 id={titleId}>{props.title}</h2>
      <div className="dialog-body">{props.children}</div>
      <footer className="dialog-buttons">
        <span className="dialog-note">{props.note}</span>
        <VscodeButton secondary onClick={props.onClose}>
          {t('Cancel')}
        </VscodeButton>
        <VscodeButton disabled={!props.canConfirm} onClick={props.onConfirm}>
          {props.confirmLabel}
        </VscodeButton>
      </footer>
    </dialog>
  );
}
