import { getViewportForBounds, useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import type { GraphNode } from '../../../src/protocol/cubeEditor';
import { useEditor } from '../state/EditorContext';
import type { Point } from './blocks';
import { CELL } from './nodeSize';

/** Room for labels, and at the bottom for the legend. */
const PADDING = { top: '28px', right: '56px', bottom: '104px', left: '56px' } as const;

/** Width and height of the smallest piece that fills the room. */
const LEAST = 420;

/** Where the picture looks: fits a new layout, and brings the active memory into sight. */
export function useGraphView(
  nodes: readonly GraphNode[],
  places: ReadonlyMap<string, Point>,
  round: number,
): { readonly fit: () => void; readonly zoomBy: (factor: number) => void } {
  const { nav, dispatch } = useEditor();
  const flow = useReactFlow();
  const store = useStoreApi();
  const fitted = useRef(nav.viewport === null ? 0 : 1);
  const followed = useRef(nav.active);
  const latest = useRef({ nodes, places });
  useEffect(() => {
    latest.current = { nodes, places };
  });

  const fit = useCallback(() => {
    const bounds = boundsOf(latest.current.nodes, latest.current.places);
    if (!bounds) return;
    const { width, height } = store.getState();
    const viewport = getViewportForBounds(bounds, width, height, 0.03, 1.1, PADDING);
    void flow.setViewport(viewport, { duration: duration() });
    dispatch({ do: 'set', values: { viewport } });
  }, [flow, store, dispatch]);
  useEffect(() => {
    if (round <= fitted.current) return;
    fitted.current = round;
    fit();
  }, [round, fit]);

  const { active } = nav;
  useEffect(() => {
    const place = active === null ? undefined : places.get(active);
    if (!place || active === followed.current) return;
    followed.current = active;
    const box = document.querySelector('.graph .react-flow')?.getBoundingClientRect();
    if (!box) return;
    const at = flow.flowToScreenPosition({ x: place[0], y: place[1] });
    const margin = 40;
    const inside =
      at.x > box.left + margin &&
      at.x < box.right - margin &&
      at.y > box.top + margin &&
      at.y < box.bottom - 2 * margin;
    if (!inside) void flow.setCenter(place[0], place[1], { zoom: flow.getZoom(), duration: duration() });
  }, [active, places, flow]);

  const zoomBy = useCallback(
    (factor: number) => void flow.zoomTo(flow.getZoom() * factor, { duration: duration() / 2 }),
    [flow],
  );
  return { fit, zoomBy };
}

/** Milliseconds of a move of the picture; none for people who asked for less motion. */
function duration(): number {
  const still = window.matchMedia?.('(prefers-reduced-motion: reduce)').matches;
  return still || document.body.classList.contains('vscode-reduce-motion') ? 0 : 220;
}

/** Room around the dots and their labels; never so little that a few memories would be blown up. */
function boundsOf(nodes: readonly GraphNode[], places: ReadonlyMap<string, Point>) {
  const points = nodes.flatMap(({ key }) => {
    const place = places.get(key);
    return place ? [place] : [];
  });
  if (points.length === 0) return undefined;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const width = Math.max(LEAST, right - left + CELL.width / 2);
  const height = Math.max(LEAST, bottom - top + CELL.height);
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2 + CELL.height / 4, width, height };
}
