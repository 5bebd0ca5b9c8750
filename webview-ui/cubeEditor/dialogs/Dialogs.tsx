import { CreateDialog } from './CreateDialog';
import { MergeDialog } from './MergeDialog';
import type { OpenDialog } from './openDialog';
import { SplitDialog } from './SplitDialog';

/** The dialog that is open, if one is. */
export function Dialogs({
  dialog,
  onClose,
}: {
  dialog: OpenDialog | null;
  onClose: () => void;
}): React.JSX.Element | null {
  switch (dialog?.kind) {
    case 'create':
      return <CreateDialog parent={dialog.parent} onClose={onClose} />;
    case 'merge':
      return <MergeDialog keys={dialog.keys} onClose={onClose} />;
    case 'split':
      return <SplitDialog memory={dialog.key} onClose={onClose} />;
    case undefined:
      return null;
  }
}
