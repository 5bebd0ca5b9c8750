import { useEffect, useRef } from 'react';
import { t } from '../../shared/strings';

/** The title of a row being changed: Enter and leaving commit, Escape does not. */
export function RenameField(props: {
  title: string;
  onDone: (title: string | null) => void;
}): React.JSX.Element {
  const ref = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => {
    ref.current?.focus();
    ref.current?.select();
  }, []);
  const finish = (commit: boolean): void => {
    if (done.current) return;
    done.current = true;
    const title = ref.current?.value.trim() ?? '';
    props.onDone(commit && title !== '' && title !== props.title ? title : null);
  };
  return (
    <input
      ref={ref}
      className="field boxed rename"
      data-dirty="true"
      aria-label={t('Title')}
      defaultValue={props.title}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        if (event.key !== 'Tab') event.stopPropagation();
        if (event.key === 'Enter') finish(true);
        if (event.key === 'Escape') finish(false);
      }}
    />
  );
}
