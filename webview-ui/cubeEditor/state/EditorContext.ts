import { createContext, useContext } from 'react';
import type { Dispatch } from 'react';
import type { Channel } from '../../../src/protocol/channel';
import type { CubeSummary, Hello, HostContract, ViewContract } from '../../../src/protocol/cubeEditor';
import type { OpenDialog } from '../dialogs/openDialog';
import type { EditorSpotlight } from './useSpotlight';
import type { EditorActions } from './useActions';
import type { Navigation, NavigationAction } from './navigation';

export type EditorChannel = Channel<ViewContract, HostContract>;

/** What every part of the editor may use. */
export interface Editor {
  readonly channel: EditorChannel;
  readonly hello: Hello;
  readonly summary: CubeSummary;
  /** Counts the changes of the data; what is shown is asked for again when it grows. */
  readonly version: number;
  readonly nav: Navigation;
  readonly dispatch: Dispatch<NavigationAction>;
  readonly actions: EditorActions;
  readonly spotlight: EditorSpotlight;
  readonly openDialog: (dialog: OpenDialog | null) => void;
}

export const EditorContext = createContext<Editor | null>(null);

/** The editor around a component. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('useEditor is for components inside the editor.');
  return editor;
}
