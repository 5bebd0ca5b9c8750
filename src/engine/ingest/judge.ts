import type { ChatModel, Embedder } from '../inference/ports';
import type { Collision, Judgement, Peer, Resolution } from '../model/proposal';
import { askModel } from './askModel';
import { ClaimIndex } from './claims/claimIndex';
import { REASONS } from './reasons';
import { numbersOf } from './similar/normalText';
import { TextIndex, type Near } from './similar/textIndex';
import type { Judging } from './types';
import { SEMANTIC, VectorIndex, WORTH_ASKING } from './similar/vectorIndex';

const NEW: Judgement = {
  verdict: 'new',
  reason: REASONS.isNew(),
  suggested: 'add',
};

/** A memory longer than this says more than the one statement that is contradicted. */
const ONE_STATEMENT = 240;

/**
 * Finds duplicates and contradictions among the memories it was told of. Every step costs the same however many
 * there are, apart from comparing vectors. Order: the same text, a contradiction, nearly the same text, the same
 * meaning.
 */
export class Judge implements Judging {
  private readonly texts = new TextIndex<Peer>();
  private readonly claims = new ClaimIndex<Peer>();
  private readonly vectors: VectorIndex<Peer> | undefined;

  constructor(
    embedder: Embedder | undefined,
    private readonly model: ChatModel | undefined,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.vectors = embedder ? new VectorIndex(embedder) : undefined;
  }

  /** Tells it of memories that are there, or that are proposed. */
  async learn(peers: readonly Peer[]): Promise<void> {
    const vectors = await this.vectorsOf(peers);
    for (const [at, peer] of peers.entries()) this.add(peer, vectors?.[at]);
  }

  /** Judges texts in their order, each against all before it too, and learns them. */
  async judge(peers: readonly Peer[]): Promise<Judgement[]> {
    const vectors = await this.vectorsOf(peers);
    const found: Judgement[] = [];
    for (const [at, peer] of peers.entries()) {
      const judgement = await this.one(peer.text, vectors?.[at]);
      found.push(judgement);
      if (judgement.verdict !== 'exact') this.add(peer, vectors?.[at]);
    }
    return found;
  }

  /** Vectors of these texts; only those that are not known are made. */
  private async vectorsOf(peers: readonly Peer[]): Promise<(Float32Array | undefined)[] | undefined> {
    if (!this.vectors) return undefined;
    const missing = peers.filter(({ vector }) => vector === undefined);
    const texts = missing.map(({ text }) => text);
    const made = await this.vectors.embed(texts, this.signal);
    const of = new Map(missing.map((peer, at) => [peer, made[at]]));
    return peers.map((peer) => peer.vector ?? of.get(peer));
  }

  private add(peer: Peer, vector: Float32Array | undefined): void {
    this.texts.add(peer.text, peer);
    this.claims.add(peer.text, peer, peer.where === 'batch' ? Infinity : (peer.at ?? 0));
    if (vector) this.vectors?.add(peer, vector);
  }

  private async one(text: string, vector: Float32Array | undefined): Promise<Judgement> {
    const same = this.texts.exact(text);
    if (same) {
      return {
        verdict: 'exact',
        against: collision(same, 1),
        reason: REASONS.same(),
        suggested: 'skip',
      };
    }
    const opposite = this.claims.contradicting(text);
    const near = this.texts.near(text);
    const close = vector && this.vectors?.nearest(vector, this.model ? WORTH_ASKING : SEMANTIC);
    const found = opposite
      ? contradiction(text, opposite.item, opposite.claim.value, opposite.other.value)
      : near
        ? nearly(text, near)
        : close
          ? meaning(text, close.item, close.alike)
          : NEW;
    return this.model && found.against ? this.asked(text, found, this.model) : found;
  }

  private async asked(text: string, found: Judgement, model: ChatModel): Promise<Judgement> {
    const { against } = found;
    const answer = against && (await askModel(model, text, against.text, this.signal));
    if (!answer) return found.verdict === 'semantic' && (against?.alike ?? 0) < SEMANTIC ? NEW : found;
    if (answer === 'independent') {
      return {
        ...NEW,
        reason: REASONS.modelIndependent(model.name),
      };
    }
    if (answer === 'contradictory') {
      return {
        verdict: 'contradiction',
        against: { ...against, alike: 1 },
        reason: REASONS.modelContradicts(model.name),
        // Small models are often wrong here; only what the rules find too is replaced.
        suggested: found.verdict === 'contradiction' ? found.suggested : 'add',
      };
    }
    if (found.verdict !== 'contradiction') return found;
    return {
      verdict: 'semantic',
      against,
      reason: REASONS.modelSame(model.name),
      suggested: 'merge',
    };
  }
}

const collision = ({ id, text, where }: Peer, alike: number): Collision => ({ id, text, alike, where });

function contradiction(text: string, peer: Peer, now: string, before: string): Judgement {
  return {
    verdict: 'contradiction',
    against: collision(peer, 1),
    reason: now === 'yes' || now === 'no' ? REASONS.opposite() : REASONS.otherValue(now, before),
    suggested: settling(text, peer.text),
  };
}

/** The later of two single statements counts; where either says more than that, both are kept. */
function settling(text: string, other: string): Resolution {
  return Math.max(text.length, other.length) <= ONE_STATEMENT ? 'replace' : 'add';
}

function nearly(text: string, { item, alike, inside, around }: Near<Peer>): Judgement {
  const against = collision(item, alike);
  if (numbersOf(text).join(' ') !== numbersOf(item.text).join(' ')) {
    const reason = REASONS.otherNumbers();
    return { verdict: 'near', against, reason, suggested: 'add' };
  }
  const reason = REASONS.near(percent(alike));
  const suggested = inside >= around ? (inside === 1 || inside > around ? 'skip' : 'merge') : 'replace';
  return { verdict: 'near', against, reason, suggested };
}

function meaning(text: string, peer: Peer, alike: number): Judgement {
  const numbers = numbersOf(text).join(' ') === numbersOf(peer.text).join(' ');
  return {
    verdict: 'semantic',
    against: collision(peer, alike),
    reason: REASONS.meaning(percent(alike)),
    suggested: numbers ? 'merge' : 'add',
  };
}

const percent = (share: number): string => String(Math.floor(share * 100));
