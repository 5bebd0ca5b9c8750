/** Longest title, as MemOS cuts its keys. UTF-16 units. */
const LONGEST = 80;

/**
 * First sentence of a text, at most 80 characters: it ends at a sign that ends sentences, or at the end of its line.
 * A full stop counts only before a space, so that "3.5" and "example.com" stay whole.
 */
export function titleOf(text: string): string {
  const head = text.slice(0, 2000).trim();
  const sentence = /^.*?(?:[。！？!?]|\.(?=\s|$)|$)/m.exec(head)?.[0] ?? head;
  const plain = sentence
    .replace(/^[#>*\-\s]+/, '')
    .replace(/[。.]$/, '')
    .trim();
  return cut(plain === '' ? head.replace(/\s+/g, ' ') : plain).trim();
}

/** Never cuts a pair of surrogates apart. */
function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  const code = text.charCodeAt(LONGEST - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? LONGEST - 1 : LONGEST);
}
