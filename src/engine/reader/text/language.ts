import { countWide } from '../../base/tokens';

/** `zh` where more than 30 % of what is not blank are Chinese, Japanese or Korean characters, as MemOS decides. */
export function languageOf(text: string): 'en' | 'zh' {
  const full = text.replace(/\s+/g, '');
  return full !== '' && countWide(full) / full.length > 0.3 ? 'zh' : 'en';
}
