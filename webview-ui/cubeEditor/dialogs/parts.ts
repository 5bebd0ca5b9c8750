/** Cuts one part in two at a place in its text; the white space at the cut goes. */
export function cutPart(parts: readonly string[], index: number, at: number): readonly string[] {
  const part = parts[index] ?? '';
  return [
    ...parts.slice(0, index),
    part.slice(0, at).trimEnd(),
    part.slice(at).trimStart(),
    ...parts.slice(index + 1),
  ];
}

/** Puts a part together with the one before it. */
export function joinPart(parts: readonly string[], index: number): readonly string[] {
  if (index < 1) return parts;
  const joined = [parts[index - 1], parts[index]].filter((part) => part).join('\n');
  return [...parts.slice(0, index - 1), joined, ...parts.slice(index + 1)];
}

/** A first proposal: the paragraphs, else the sentences, else the text as it is. */
export function proposeParts(text: string): readonly string[] {
  const paragraphs = split(text, /\n\s*\n/);
  if (paragraphs.length > 1) return paragraphs;
  const sentences = split(text, /(?<=[.!?])\s+|(?<=[。！？])/);
  return sentences.length > 1 ? sentences : [text, ''];
}

function split(text: string, at: RegExp): string[] {
  return text
    .split(at)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
