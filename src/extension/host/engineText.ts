import * as vscode from 'vscode';
import { StudioError, describeError } from '../../engine/base/errors';

interface Pattern {
  readonly expression: RegExp;
  readonly translation: string;
}

let patterns: readonly Pattern[] | undefined;

/**
 * A sentence of the engine in the language of the user interface. The engine speaks English and fills its
 * sentences in itself; here the one it was made from is found again among the translated texts. What is not
 * found stays English.
 */
export function engineText(english: string): string {
  const { bundle } = vscode.l10n;
  if (!bundle) return english;
  const whole = Object.hasOwn(bundle, english) ? bundle[english] : undefined;
  if (typeof whole === 'string') return whole;
  patterns ??= Object.entries(bundle).flatMap(([text, translation]) =>
    typeof translation === 'string' && text.includes('{0}')
      ? [{ expression: patternOf(text), translation }]
      : [],
  );
  for (const { expression, translation } of patterns) {
    const values = expression.exec(english)?.groups;
    if (values) return translation.replace(/\{(\d+)\}/g, (_, n: string) => values[`a${n}`] ?? '');
  }
  return english;
}

/** `There is no {0} in {1}.` as an expression that tells what stands in the places. */
function patternOf(text: string): RegExp {
  const seen = new Set<string>();
  const source = text
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{(\d+)\}/g, (_, n: string) => {
      if (seen.has(n)) return `\\k<a${n}>`;
      seen.add(n);
      return `(?<a${n}>.+?)`;
    })
    .replace(/[{}](?!\d)/g, '\\$&');
  return new RegExp(`^${source}$`, 's');
}

/** An error in the language of the user interface: place, message and, unless left out, the remedy. */
export function errorText(error: unknown, withRemedy = true): string {
  if (!(error instanceof StudioError)) return describeError(error);
  const { place, remedy } = error;
  const translated = new StudioError(error.code, engineText(error.message), {
    ...(place ? { place } : {}),
    ...(remedy !== undefined && withRemedy ? { remedy: engineText(remedy) } : {}),
  });
  return translated.describe();
}
