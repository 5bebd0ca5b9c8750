import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../shared/Icon';
import { IconButton } from '../../shared/IconButton';
import { t } from '../../shared/strings';
import { useEditor } from '../state/EditorContext';

/** Milliseconds without typing before the list follows. */
const PAUSE = 120;

/** Filters while one types. */
export function SearchField(): React.JSX.Element {
  const { nav, dispatch } = useEditor();
  const [text, setText] = useState(nav.filter.text);
  const sent = useRef(nav.filter.text);
  useEffect(() => {
    if (nav.filter.text === sent.current) return;
    sent.current = nav.filter.text;
    setText(nav.filter.text);
  }, [nav.filter.text]);
  useEffect(() => {
    if (text === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = text;
      dispatch({ do: 'filter', filter: { text } });
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text, dispatch]);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'ArrowDown') document.getElementById('outline')?.focus();
    else if (event.key === 'Escape' && text !== '') setText('');
    else return;
    event.preventDefault();
  };
  return (
    <div className="text-box search">
      <Icon name="search" />
      <input
        id="search"
        type="text"
        value={text}
        spellCheck={false}
        data-dirty={text !== ''}
        aria-label={t('Find memories')}
        placeholder={t('Find in text, title, tags, sources')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {text !== '' && <IconButton icon="close" label={t('Clear')} onClick={() => setText('')} />}
    </div>
  );
}
