import { StopTexts } from './stopTexts';
import { TextPieces, type Detokenize } from './textPieces';

export interface AnswerTextOptions {
  readonly detokenize: Detokenize;
  /** Texts at which the answer ends; they are not part of it. */
  readonly stops: readonly string[];
  /** Whether blanks at the end are left out. */
  readonly trimmed: boolean;
  /** Gets the text piece by piece; all pieces together are the text. */
  readonly onText?: ((piece: string) => void) | undefined;
}

/** The text of an answer while its tokens come: whole characters, up to the first stop text. */
export class AnswerText {
  private readonly pieces: TextPieces;
  private readonly stops: StopTexts;
  private text = '';
  /** Blanks that belong to the text only if something follows. */
  private blanks = '';

  constructor(private readonly options: AnswerTextOptions) {
    this.pieces = new TextPieces(options.detokenize);
    this.stops = new StopTexts(options.stops);
  }

  get stopped(): boolean {
    return this.stops.stopped;
  }

  push(token: number): void {
    this.add(this.stops.push(this.pieces.push(token)));
  }

  /** No token follows. Gives the whole text. */
  finish(): string {
    this.add(this.stops.push(this.pieces.finish()));
    this.add(this.stops.finish());
    return this.text;
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
