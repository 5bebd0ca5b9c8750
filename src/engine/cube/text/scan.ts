/**
 * Finding the records of a large JSON file without parsing it: a scan over its bytes that knows strings,
 * brackets and commas. It finds where values start and end; what stands inside a record is checked when
 * the record is read.
 */
import { StudioError } from '../../base/errors';
import { byteLine } from '../../base/position';
import { MAX_JSON_DEPTH } from '../../base/json/parse';

/** A span of bytes, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A member while its object is walked over; `end` may be set by whoever has read the value already. */
export interface MemberSpan {
  readonly key: string;
  readonly start: number;
  end: number | undefined;
}

/** A reader over the bytes of one JSON file. */
export class ByteScanner {
  constructor(
    readonly bytes: Buffer,
    readonly file: string,
  ) {}

  fail(message: string, offset: number): never {
    const { line, lineStart } = byteLine(this.bytes, offset);
    const column = this.bytes.toString('utf8', lineStart, offset).length + 1;
    throw new StudioError('bad-json', message, { place: { file: this.file, line, column, offset } });
  }

  /** First offset at or after `at` that is not white space. */
  skipSpace(at: number): number {
    const { bytes } = this;
    for (; at < bytes.length; at++) {
      const c = bytes[at];
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) break;
    }
    return at;
  }

  /** End of the string whose opening quote stands at `start`. */
  skipString(start: number): number {
    const { bytes } = this;
    for (let at = start + 1; at < bytes.length; at++) {
      const c = bytes[at];
      if (c === 34) return at + 1;
      if (c === 92) at++;
    }
    return this.fail('The file ends inside a string.', start);
  }

  /** End of the value that starts at `start`. */
  skipValue(start: number): number {
    const { bytes } = this;
    const first = bytes[start];
    if (first === undefined) return this.fail('The file ends where a value was expected.', bytes.length);
    if (first === 34) return this.skipString(start);
    if (first !== 123 && first !== 91) return this.skipScalar(start);
    let depth = 0;
    for (let at = start; at < bytes.length; at++) {
      const c = bytes[at];
      if (c === 34) {
        at = this.skipString(at) - 1;
      } else if (c === 123 || c === 91) {
        if (++depth > MAX_JSON_DEPTH) {
          this.fail(`The text is nested deeper than ${MAX_JSON_DEPTH} levels.`, at);
        }
      } else if (c === 125 || c === 93) {
        if (--depth === 0) return at + 1;
      }
    }
    return this.fail('The file ends in the middle of a value that starts here.', start);
  }

  private skipScalar(start: number): number {
    const { bytes } = this;
    let at = start;
    for (; at < bytes.length; at++) {
      const c = bytes[at]!;
      if (c === 44 || c === 125 || c === 93 || c <= 32) break;
    }
    if (at === start)
      this.fail(`Unexpected character ${JSON.stringify(String.fromCharCode(bytes[at]!))}.`, at);
    return at;
  }

  /** The members of the object at `start`, in order. */
  *members(start: number): Generator<MemberSpan> {
    for (const at of this.parts(start, 125)) {
      if (this.bytes[at.start] !== 34) this.fail('A member name in double quotes was expected.', at.start);
      const keyEnd = this.skipString(at.start);
      const colon = this.skipSpace(keyEnd);
      if (this.bytes[colon] !== 58) this.fail('A colon was expected after the member name.', colon);
      const start = this.skipSpace(colon + 1);
      const member: MemberSpan = { key: this.key(at.start, keyEnd), start, end: undefined };
      yield member;
      at.end = member.end ?? this.skipValue(start);
    }
  }

  /** The values of the array at `start`, in order. */
  *elements(start: number): Generator<Span> {
    for (const at of this.parts(start, 93)) {
      at.end = this.skipValue(at.start);
      yield { start: at.start, end: at.end };
    }
  }

  /** Offset after the closing bracket of the container that was read last. */
  lastEnd = 0;

  private *parts(start: number, closer: 125 | 93): Generator<{ start: number; end: number }> {
    const close = String.fromCharCode(closer);
    let at = this.skipSpace(start + 1);
    if (this.bytes[at] !== closer) {
      for (;;) {
        const part = { start: at, end: at };
        yield part;
        at = this.skipSpace(part.end);
        if (this.bytes[at] === closer) break;
        if (at >= this.bytes.length) this.fail(`The file ends before the closing "${close}".`, at);
        if (this.bytes[at] !== 44) this.fail(`A comma or "${close}" was expected.`, at);
        at = this.skipSpace(at + 1);
      }
    }
    this.lastEnd = at + 1;
  }

  private key(start: number, end: number): string {
    try {
      return JSON.parse(this.bytes.toString('utf8', start, end)) as string;
    } catch {
      return this.fail('This member name is malformed.', start);
    }
  }
}
