import { StopTexts } from './stopTexts';
import { TextPieces, type Detokenize } from './textPieces';
import { Thoughts, type ThoughtMarks } from './thoughts';

export interface AnswerTextOptions {
  readonly detokenize: Detokenize;
  /** Texts at which the answer ends; they are not part of it. */
  readonly stops: readonly string[];
  /** What thoughts stand between where the model has any, and whether the prompt has begun them; they are left out. */
  readonly thoughts?: { readonly marks: ThoughtMarks; readonly open: boolean } | undefined;
  /** Whether blanks at the end are left out. */
  readonly trimmed: boolean;
  /** Gets the text piece by piece; all pieces together are the text. */
  readonly onText?: ((piece: string) => void) | undefined;
}

/** The text of an answer while its tokens come: whole characters, up to the first stop text. */
export class AnswerText {
  private readonly pieces: TextPieces;
  private readonly stops: StopTexts;
  private readonly thoughts: Thoughts | undefined;
  private text = '';
  /** Blanks that belong to the text only if something follows. */
  private blanks = '';

  constructor(private readonly options: AnswerTextOptions) {
    this.pieces = new TextPieces(options.detokenize);
    this.stops = new StopTexts(options.stops);
    const { thoughts } = options;
    this.thoughts = thoughts && new Thoughts(thoughts.marks, thoughts.open);
  }

  get stopped(): boolean {
    return this.stops.stopped;
  }

  push(token: number): void {
    this.said(this.pieces.push(token));
  }

  /** No token follows. Gives the whole text. */
  finish(): string {
    this.said(this.pieces.finish());
    this.add(this.stops.push(this.thoughts?.finish() ?? ''));
    this.add(this.stops.finish());
    return this.text;
  }

  private said(piece: string): void {
    this.add(this.stops.push(this.thoughts ? this.thoughts.push(piece) : piece));
  }

  private add(piece: string): void {
    const text = this.blanks + piece;
    const kept = this.options.trimmed ? text.trimEnd() : text;
    this.blanks = text.slice(kept.length);
    if (kept === '') return;
    this.text += kept;
    this.options.onText?.(kept);
  }
}
