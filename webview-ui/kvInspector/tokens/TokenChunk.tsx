import type { KvTokens } from '../../../src/protocol/kvInspector';
import { formatNumber } from '../../shared/format';
import { t } from '../../shared/strings';
import type { Chunk } from './chunks';
import { visible } from './chunks';

interface Props {
  readonly tokens: KvTokens;
  readonly chunk: Chunk;
  readonly at: number;
  readonly onChoose: (at: number) => void;
  readonly onOver: (at: number) => void;
}

/** A run of tokens; where a memory begins stands its number. */
export function TokenChunk({ tokens, chunk, at, onChoose, onOver }: Props): React.JSX.Element {
  const { ids, pieces, owners, sources } = tokens;
  const places = Array.from({ length: chunk.to - chunk.from }, (_, offset) => chunk.from + offset);
  const owner = owners[chunk.from] ?? -1;
  const begins = owner >= 0 && owners[chunk.from - 1] !== owner;
  return (
    <>
      {begins && (
        <span className="kv-owner-number" data-owner={owner % OWNER_COLOURS} title={sources[owner]?.title}>
          {owner + 1}
        </span>
      )}
      {places.map((place) => {
        const piece = pieces[place] ?? '';
        const label = t('position {0}, token {1}', formatNumber(place), String(ids[place] ?? ''));
        return (
          <span
            key={place}
            id={tokenId(place)}
            role="option"
            className="kv-token"
            aria-selected={place === at}
            aria-label={`${piece.trim() || visible(piece)}, ${label}`}
            title={label}
            data-owner={owner >= 0 ? owner % OWNER_COLOURS : undefined}
            onClick={() => onChoose(place)}
            onPointerEnter={() => onOver(place)}
          >
            {visible(piece)}
          </span>
        );
      })}
    </>
  );
}

/** Colours for memories, after which they begin again; the numbers tell them apart. */
export const OWNER_COLOURS = 6;

/** Id of the element of a token, by its position. */
export const tokenId = (place: number): string => `token-${place}`;
