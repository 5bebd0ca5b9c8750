/**
 * Puts boxes onto shelves so that all of them fill a room of a given shape as well as possible: several
 * widths are tried, and the one that lets the picture be shown largest wins. Boxes keep their order within
 * equal heights; taller ones come first, so that shelves waste little.
 */
export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Packing extends Size {
  readonly corners: readonly (readonly [x: number, y: number])[];
}

/** Upper left corners of the boxes, in their order. `aspect` is the width of the room over its height. */
export function packBoxes(boxes: readonly Size[], aspect: number, gap: number): Packing['corners'] {
  const area = boxes.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const widest = Math.max(0, ...boxes.map(({ width }) => width));
  let best = shelves(boxes, widest, gap);
  for (let factor = 0.7; factor <= 2.5; factor += 0.1) {
    const next = shelves(boxes, Math.max(widest, Math.sqrt(area * aspect) * factor), gap);
    if (extent(next, aspect) < extent(best, aspect)) best = next;
  }
  return best.corners;
}

/** Height of the smallest room of that shape that holds the packing. */
const extent = ({ width, height }: Size, aspect: number): number => Math.max(height, width / aspect);

function shelves(boxes: readonly Size[], limit: number, gap: number): Packing {
  const order = boxes
    .map((_, index) => index)
    .sort((a, b) => (boxes[b]?.height ?? 0) - (boxes[a]?.height ?? 0));
  const corners: [number, number][] = boxes.map(() => [0, 0]);
  const open: { y: number; height: number; used: number }[] = [];
  let bottom = 0;
  let right = 0;
  for (const index of order) {
    const { width = 0, height = 0 } = boxes[index] ?? {};
    let shelf = open.find(({ used, height: room }) => used + width <= limit && height <= room);
    if (!shelf) {
      shelf = { y: bottom, height, used: 0 };
      open.push(shelf);
      bottom += height + gap;
    }
    corners[index] = [shelf.used, shelf.y];
    right = Math.max(right, shelf.used + width);
    shelf.used += width + gap;
  }
  return { corners, width: right, height: bottom - gap };
}
