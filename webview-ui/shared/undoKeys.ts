/**
 * Undo and redo belong to VS Code, which listens on the window. A text field that holds something not yet
 * committed (marked with `data-dirty`) keeps these keys to itself, so that they take back typing.
 */
export function keepTypingUndo(): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return;
    if (event.target instanceof Element && event.target.matches('[data-dirty="true"]'))
      event.stopPropagation();
  };
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}
