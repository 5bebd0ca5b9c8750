import * as vscode from 'vscode';
import { errorText } from '../host/engineText';

/** What a step gave: a text, the wish to go back, or nothing where the person changed their mind. */
export type Answer = { readonly text: string } | 'back' | undefined;

export interface StepOptions {
  readonly title: string;
  readonly step: number;
  readonly of: number;
  readonly prompt: string;
  readonly value: string;
  readonly placeholder?: string | undefined;
  readonly password?: boolean | undefined;
  /** What is wrong with a text; undefined where nothing is. */
  readonly wrong?: ((text: string) => string | undefined) | undefined;
  /** Tried when the person accepts; its failure is shown in the box, which stays open. */
  readonly attempt?: ((text: string, signal: AbortSignal) => Promise<unknown>) | undefined;
}

/** One step of a flow as an input box, with a way back. */
export function askText(options: StepOptions): Promise<Answer> {
  const box = vscode.window.createInputBox();
  box.title = options.title;
  box.step = options.step;
  box.totalSteps = options.of;
  box.prompt = options.prompt;
  box.value = options.value;
  box.placeholder = options.placeholder;
  box.password = options.password ?? false;
  box.ignoreFocusOut = true;
  if (options.step > 1) box.buttons = [vscode.QuickInputButtons.Back];
  const trying = new AbortController();
  return new Promise((resolve) => {
    const end = (answer: Answer): void => {
      resolve(answer);
      box.hide();
    };
    const accept = async (): Promise<void> => {
      const text = box.value;
      const wrong = options.wrong?.(text);
      box.validationMessage = wrong;
      if (wrong !== undefined || box.busy) return;
      try {
        box.busy = true;
        await options.attempt?.(text, trying.signal);
        end({ text });
      } catch (error) {
        if (!trying.signal.aborted) box.validationMessage = errorText(error);
      } finally {
        box.busy = false;
      }
    };
    box.onDidChangeValue(() => (box.validationMessage = undefined));
    box.onDidAccept(() => void accept());
    box.onDidTriggerButton(() => end('back'));
    box.onDidHide(() => {
      trying.abort();
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}
