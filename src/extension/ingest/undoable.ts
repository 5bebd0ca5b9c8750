import type { CubeData } from '../cubes/cubeData';
import { OpenCube } from '../cubes/openCube';
import { saveWithConflicts } from '../editors/saveConflicts';

/** A Change that was made, with the ways back and forth. */
interface Made {
  undo(): Promise<void>;
  redo(): Promise<void>;
}

/** Saves a cube in a folder that no editor has open; in an editor, saving is the person's. */
export async function saveUnlessEdited(cube: CubeData): Promise<void> {
  if (cube instanceof OpenCube && !cube.editor) await saveWithConflicts(cube);
}

/**
 * A Change whose undo and redo are steps of the editor's own undo stack while the cube is open in it, and are saved
 * at once otherwise.
 * @param tell hears of every step
 */
export function undoable<T extends Made>(cube: CubeData, label: string, made: T, tell: () => void): T {
  const turn = async (step: 'undo' | 'redo'): Promise<void> => {
    await made[step]();
    await saveUnlessEdited(cube);
    tell();
  };
  const announce = (back: 'undo' | 'redo', forth: 'undo' | 'redo'): void => {
    cube.editor?.did(
      label,
      () => turn(back),
      () => turn(forth),
    );
    tell();
  };
  announce('undo', 'redo');
  return {
    ...made,
    undo: async () => {
      await turn('undo');
      announce('redo', 'undo');
    },
    redo: async () => {
      await turn('redo');
      announce('undo', 'redo');
    },
  };
}
