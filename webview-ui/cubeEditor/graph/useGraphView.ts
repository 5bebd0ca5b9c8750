import { useReactFlow } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import { useEditor } from '../state/EditorContext';
import type { Point } from './elkGraph';
import type { MemoryFlowNode } from './MemoryNode';

/** Where the picture looks: fits a new layout, and brings the active memory into sight. */
export function useGraphView(
  nodes: readonly MemoryFlowNode[],
  places: ReadonlyMap<string, Point>,
  round: number,
): { readonly fit: () => void; readonly zoomBy: (factor: number) => void } {
  const { nav, dispatch } = useEditor();
  const flow = useReactFlow();
  const fitted = useRef(nav.viewport === null ? 0 : 1);
  const followed = useRef(nav.active);

  const fit = useCallback(() => {
    void flow.fitView({ padding: 0.12, maxZoom: 1.1, duration: duration() }).then(() => {
      dispatch({ do: 'set', values: { viewport: flow.getViewport() } });
    });
  }, [flow, dispatch]);
  useEffect(() => {
    if (nodes.length === 0 || round <= fitted.current) return undefined;
    fitted.current = round;
    const frame = requestAnimationFrame(fit);
    return () => cancelAnimationFrame(frame);
  }, [nodes.length, round, fit]);

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
