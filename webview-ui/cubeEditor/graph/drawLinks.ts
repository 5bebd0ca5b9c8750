import type { Transform } from './drawFar';
import type { PlacedLink, Sight } from './placed';

interface Options {
  readonly transform: Transform;
  readonly sight: Sight;
  readonly far: boolean;
  /** Memories that stand in the page; relations between two of them do too. */
  readonly leftOut: ReadonlySet<string>;
  /** The value of a custom property. */
  readonly colour: (name: string) => string;
}

/** How relations look: PARENT as a plain line, others dashed, those that need attention in its colour. */
type Look = 'plain' | 'dashed' | 'attention';

/** Draws relations as the elements do (RelationEdge.tsx, graph.css); from afar all as thin plain lines. */
export function drawLinks(
  canvas: CanvasRenderingContext2D,
  links: readonly PlacedLink[],
  { transform: [dx, dy, zoom], sight, far, leftOut, colour }: Options,
): void {
  const paths = { plain: new Path2D(), dashed: new Path2D(), attention: new Path2D() };
  const drawn = new Set<Look>();
  for (const { from, to, type } of links) {
    if (!crosses(from, to, sight)) continue;
    if (leftOut.has(from.node.key) && leftOut.has(to.node.key)) continue;
    const look = far || type === 'PARENT' ? 'plain' : lookOf(type);
    const path = paths[look];
    drawn.add(look);
    const [ax, ay, bx, by] = [from.x * zoom + dx, from.y * zoom + dy, to.x * zoom + dx, to.y * zoom + dy];
    path.moveTo(ax, ay);
    if (look === 'plain') {
      const middle = (ay + by) / 2;
      path.bezierCurveTo(ax, middle, bx, middle, bx, by);
    } else {
      const bow = 0.16;
      path.quadraticCurveTo((ax + bx) / 2 - (by - ay) * bow, (ay + by) / 2 + (bx - ax) * bow, bx, by);
    }
  }
  canvas.lineWidth = far ? 1 : strokeAt(zoom) * zoom;
  for (const look of drawn) {
    canvas.strokeStyle = colour(look === 'attention' ? '--attention' : '--fg');
    canvas.globalAlpha = far ? 0.22 : look === 'attention' ? 1 : 0.42;
    canvas.setLineDash(look === 'plain' ? [] : [4 * zoom, 3 * zoom]);
    canvas.stroke(paths[look]);
  }
  canvas.setLineDash([]);
}

function lookOf(type: string): Look {
  return type === 'MERGED_TO' || type === 'CONFLICT' ? 'attention' : 'dashed';
}

/** Widths of lines in the units of the picture, as in the style sheet. */
function strokeAt(zoom: number): number {
  if (zoom < 0.75) return 1.7;
  return zoom < 1.45 ? 1.1 : 0.6;
}

/** Whether the box around a line touches what is seen. */
function crosses(from: PlacedLink['from'], to: PlacedLink['to'], sight: Sight): boolean {
  return (
    Math.min(from.x, to.x) <= sight.right &&
    Math.max(from.x, to.x) >= sight.left &&
    Math.min(from.y, to.y) <= sight.bottom &&
    Math.max(from.y, to.y) >= sight.top
  );
}
