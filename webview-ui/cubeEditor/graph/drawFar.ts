/**
 * Draws a picture on a canvas: all of it from afar, and close up what does not stand in the page as elements,
 * there in the same sizes and lines as these, so that one does not see them come.
 */
import type { GraphNode } from '../../../src/protocol/cubeEditor';
import type { Point } from './blocks';
import { drawLinks } from './drawLinks';
import { breakTitle } from './farLabel';
import { nodeSize } from './nodeSize';
import { grown, liesIn, sightOf } from './placed';
import type { Placed, PlacedLink, Sight } from './placed';
import { byColour } from './typeColour';
import { zoomBand } from './zoomBand';
import type { ZoomBand } from './zoomBand';

export interface FarPicture {
  readonly dots: readonly Placed[];
  readonly lines: readonly PlacedLink[];
  readonly selection: ReadonlySet<string>;
  readonly majors: ReadonlySet<string>;
  readonly filtered: boolean;
}

/** Offset and zoom, as React Flow has them. */
export type Transform = readonly [x: number, y: number, zoom: number];

const LEAST_RADIUS = 1.6;
/** More titles than this cannot be read, and take long to draw. */
const MOST_TITLES = 700;
/** Size and width of titles close up, in the units of the picture, as in the style sheet. */
const TITLE: Readonly<Record<ZoomBand, readonly [size: number, width: number]>> = {
  far: [32, 330],
  middle: [15, 120],
  near: [11, 114],
  nearest: [7.5, 114],
};

/** Paints the picture without the memories in `leftOut`. The context is scaled to CSS pixels; `size` is in them. */
export function drawFar(
  canvas: CanvasRenderingContext2D,
  picture: FarPicture,
  transform: Transform,
  size: readonly [width: number, height: number],
  leftOut: ReadonlySet<string>,
): void {
  const style = getComputedStyle(canvas.canvas);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const [dx, dy, zoom] = transform;
  const sight = sightOf(transform, size);
  const band = zoomBand(zoom);
  canvas.clearRect(0, 0, size[0], size[1]);
  drawLinks(canvas, picture.lines, { transform, sight, far: band === 'far', leftOut, colour });
  const seen = inSight(picture, sight, leftOut);
  for (const [name, dots] of byColour(seen)) {
    canvas.fillStyle = canvas.strokeStyle = colour(name);
    for (const { node, x, y } of dots) {
      drawDot(canvas, picture, node, [x * zoom + dx, y * zoom + dy], radiusOf(node, zoom));
    }
  }
  canvas.globalAlpha = 1;
  canvas.textAlign = 'center';
  canvas.fillStyle = colour('--fg');
  if (band === 'far') {
    canvas.font = `11px ${style.fontFamily}`;
    for (const { node, x, y } of seen) {
      if (!picture.majors.has(node.key)) continue;
      const { title } = node;
      const text = title.length > 28 ? `${title.slice(0, 27)}…` : title;
      canvas.fillText(text, x * zoom + dx, y * zoom + dy + 18);
    }
  } else if (seen.length <= MOST_TITLES) {
    const [letters, width] = TITLE[band];
    const height = letters * zoom;
    canvas.font = `${height}px ${style.fontFamily}`;
    for (const { node, x, y } of seen) {
      const top = y * zoom + dy + radiusOf(node, zoom) + 4 * zoom + height;
      breakTitle(node.title, width / letters).forEach((line, at) =>
        canvas.fillText(line, x * zoom + dx, top + at * 1.25 * height),
      );
    }
  }
}

function inSight({ dots }: FarPicture, sight: Sight, leftOut: ReadonlySet<string>): readonly Placed[] {
  const room = grown(sight, 0.05);
  return dots.filter((dot) => liesIn(dot, room) && !leftOut.has(dot.node.key));
}

/** In CSS pixels; from afar dots are drawn larger than they are, as the elements are. */
function radiusOf({ uses }: GraphNode, zoom: number): number {
  return Math.max(LEAST_RADIUS, (nodeSize(uses) / 2) * zoom * (zoomBand(zoom) === 'far' ? 1.4 : 1));
}

function drawDot(
  canvas: CanvasRenderingContext2D,
  { filtered, selection }: FarPicture,
  node: GraphNode,
  [x, y]: Point,
  radius: number,
): void {
  if (filtered && node.matches) disc(canvas, x, y, radius + 4, 0.28);
  disc(canvas, x, y, radius, node.matches ? (node.status === 'activated' ? 1 : 0.5) : 0.35);
  if (!selection.has(node.key)) return;
  canvas.globalAlpha = 1;
  canvas.lineWidth = 2;
  canvas.beginPath();
  canvas.arc(x, y, radius + 4, 0, 2 * Math.PI);
  canvas.stroke();
}

function disc(canvas: CanvasRenderingContext2D, x: number, y: number, radius: number, alpha: number): void {
  canvas.globalAlpha = alpha;
  canvas.beginPath();
  canvas.arc(x, y, radius, 0, 2 * Math.PI);
  canvas.fill();
}

/** The memory under a point of the screen, within a few pixels, that is on the canvas. */
export function memoryAt(
  { dots }: FarPicture,
  [dx, dy, zoom]: Transform,
  [x, y]: Point,
  leftOut: ReadonlySet<string>,
): GraphNode | undefined {
  let best: GraphNode | undefined;
  let least = 12;
  for (const dot of dots) {
    const distance = Math.hypot(dot.x * zoom + dx - x, dot.y * zoom + dy - y);
    if (distance < least && !leftOut.has(dot.node.key)) [best, least] = [dot.node, distance];
  }
  return best;
}
