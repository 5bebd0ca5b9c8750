import { chineseClaim } from './chinese';
import type { Claim } from './claim';
import { englishClaim } from './english';

/** A line of a dialogue as readers write it: `user: [time]: text`, `Alice: text`. */
const SPEAKER = /^(?<who>[\p{L}][\p{L}\p{N} _-]{0,30}):\s*(?:\[[^\]]{1,60}\]:?\s*)?(?<said>.*)$/su;

/** Claims of a longer text than this are not read: it tells, it does not state. */
const LONGEST = 20_000;

/** The claims in a text. What a speaker says of "I" is said of the speaker. */
export function claimsOf(text: string): Claim[] {
  const claims: Claim[] = [];
  if (text.length > LONGEST) return claims;
  for (const line of text.split('\n')) {
    const spoken = SPEAKER.exec(line)?.groups;
    const who = spoken?.['who']?.toLowerCase();
    for (const sentence of (spoken?.['said'] ?? line).split(/(?<=[.!?])\s+|(?<=[。！？；])/u)) {
      claims.push(
        ...inSentence(sentence.trim()).map((claim) => (who === undefined ? claim : spokenBy(who, claim))),
      );
    }
  }
  return claims;
}

function inSentence(sentence: string): Claim[] {
  if (!/\p{Script=Han}/u.test(sentence)) {
    const claim = englishClaim(sentence);
    return claim ? [claim] : [];
  }
  if (/[?？吗]/u.test(sentence)) return [];
  const clauses = sentence.split(/[，,。；;！!、\s]+/u);
  return clauses.flatMap((clause) => chineseClaim(clause) ?? []);
}

const spokenBy = (who: string, claim: Claim): Claim => ({
  ...claim,
  about: claim.about.replace(/^(?:i|我)(?=[ |的])/u, who),
});
