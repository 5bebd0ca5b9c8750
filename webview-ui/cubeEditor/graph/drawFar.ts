/** Draws a whole picture as dots and lines on a canvas, for when there are too many memories for elements. */
import type { Edge } from '../../../src/engine/model/memory';
import type { GraphNode } from '../../../src/protocol/cubeEditor';
import type { Point } from './blocks';
import { nodeSize } from './nodeSize';
import { typeColour } from './typeColour';

export interface FarPicture {
  readonly nodes: readonly GraphNode[];
  readonly links: readonly Edge[];
  readonly places: ReadonlyMap<string, Point>;
  readonly selection: ReadonlySet<string>;
  readonly majors: ReadonlySet<string>;
  readonly filtered: boolean;
}

/** Offset and zoom, as React Flow has them. */
export type Transform = readonly [x: number, y: number, zoom: number];

const LEAST_RADIUS = 1.6;

/** Paints the picture. The context is scaled to CSS pixels; `size` is in them. */
export function drawFar(
  canvas: CanvasRenderingContext2D,
  picture: FarPicture,
  [dx, dy, zoom]: Transform,
  size: readonly [width: number, height: number],
): void {
  const style = getComputedStyle(canvas.canvas);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const { nodes, places } = picture;
  const onScreen = ([x, y]: Point): Point => [x * zoom + dx, y * zoom + dy];
  const inside = ([x, y]: Point): boolean => x > -20 && y > -20 && x < size[0] + 20 && y < size[1] + 20;
  canvas.clearRect(0, 0, size[0], size[1]);
  drawLinks(canvas, picture, onScreen, inside, style.color);
  const byColour = new Map<string, [Point, number, GraphNode][]>();
  for (const node of nodes) {
    const place = places.get(node.key);
    const point = place && onScreen(place);
    if (!point || !inside(point)) continue;
    const radius = Math.max(LEAST_RADIUS, (nodeSize(node.uses) / 2) * zoom * 1.4);
    const name = typeColour(node.type);
    const list = byColour.get(name);
    if (list) list.push([point, radius, node]);
    else byColour.set(name, [[point, radius, node]]);
  }
  for (const [name, list] of byColour) {
    canvas.fillStyle = canvas.strokeStyle = colour(name);
    for (const [[x, y], radius, node] of list) {
      if (picture.filtered && node.matches) disc(canvas, x, y, radius + 4, 0.28);
      disc(canvas, x, y, radius, node.matches ? (node.status === 'activated' ? 1 : 0.5) : 0.35);
      if (!picture.selection.has(node.key)) continue;
      canvas.globalAlpha = 1;
      canvas.lineWidth = 2;
      canvas.beginPath();
      canvas.arc(x, y, radius + 4, 0, 2 * Math.PI);
      canvas.stroke();
    }
  }
  canvas.globalAlpha = 1;
  canvas.font = `11px ${style.fontFamily}`;
  canvas.textAlign = 'center';
  canvas.fillStyle = style.color;
  for (const { key, title } of nodes) {
    const place = picture.majors.has(key) ? places.get(key) : undefined;
    if (!place) continue;
    const [x, y] = onScreen(place);
    if (inside([x, y])) canvas.fillText(title.length > 28 ? `${title.slice(0, 27)}…` : title, x, y + 18);
  }
}

function drawLinks(
  canvas: CanvasRenderingContext2D,
  { links, places }: FarPicture,
  onScreen: (point: Point) => Point,
  inside: (point: Point) => boolean,
  colour: string,
): void {
  canvas.globalAlpha = 0.22;
  canvas.strokeStyle = colour;
  canvas.lineWidth = 1;
  canvas.beginPath();
  for (const { source, target } of links) {
    const [from, to] = [places.get(source), places.get(target)];
    if (!from || !to) continue;
    const [a, b] = [onScreen(from), onScreen(to)];
    if (!inside(a) && !inside(b)) continue;
    const middle = (a[1] + b[1]) / 2;
    canvas.moveTo(a[0], a[1]);
    canvas.bezierCurveTo(a[0], middle, b[0], middle, b[0], b[1]);
  }
  canvas.stroke();
}

function disc(canvas: CanvasRenderingContext2D, x: number, y: number, radius: number, alpha: number): void {
  canvas.globalAlpha = alpha;
  canvas.beginPath();
  canvas.arc(x, y, radius, 0, 2 * Math.PI);
  canvas.fill();
}

/** The memory under a point of the screen, within a few pixels. */
export function memoryAt(
  picture: FarPicture,
  [dx, dy, zoom]: Transform,
  [x, y]: Point,
): GraphNode | undefined {
  let best: GraphNode | undefined;
  let least = 12;
  for (const node of picture.nodes) {
    const place = picture.places.get(node.key);
    if (!place) continue;
    const distance = Math.hypot(place[0] * zoom + dx - x, place[1] * zoom + dy - y);
    if (distance < least) [best, least] = [node, distance];
  }
  return best;
}
