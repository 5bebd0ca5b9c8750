import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useMemo, useRef } from 'react';
import { t } from '../../shared/strings';
import { sightOf } from './placed';
import type { Placed } from './placed';
import { byColour } from './typeColour';

/** In CSS pixels, as the small picture of React Flow. */
const WIDTH = 130;
const HEIGHT = 88;
const MARGIN = 5;

/** A large picture made small, with a frame around what is seen; a press or drag moves there. */
export function Overview({ dots }: { dots: readonly Placed[] }): React.JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const seen = useRef<HTMLDivElement>(null);
  const store = useStoreApi();
  const flow = useReactFlow();
  const { scale, x, y } = useMemo(() => fitted(dots), [dots]);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return undefined;
    const draw = (): void => {
      const style = getComputedStyle(element);
      const ratio = window.devicePixelRatio;
      [element.width, element.height] = [WIDTH * ratio, HEIGHT * ratio];
      context.scale(ratio, ratio);
      for (const [name, list] of byColour(dots)) {
        context.fillStyle = style.getPropertyValue(name).trim();
        for (const dot of list)
          context.fillRect(dot.x * scale + x - 0.75, dot.y * scale + y - 0.75, 1.5, 1.5);
      }
    };
    draw();
    const themed = new MutationObserver(draw);
    themed.observe(document.body, { attributes: true, attributeFilter: ['class'] });
    return () => themed.disconnect();
  }, [dots, scale, x, y]);
  useEffect(() => {
    const follow = (): void => {
      const frame = seen.current;
      if (!frame) return;
      const { transform, width, height } = store.getState();
      const { left, top, right, bottom } = sightOf(transform, [width, height]);
      frame.style.translate = `${left * scale + x}px ${top * scale + y}px`;
      frame.style.width = `${(right - left) * scale}px`;
      frame.style.height = `${(bottom - top) * scale}px`;
    };
    follow();
    return store.subscribe(follow);
  }, [store, scale, x, y]);
  const moveTo = (event: React.PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = [(event.clientX - box.left - x) / scale, (event.clientY - box.top - y) / scale] as const;
    void flow.setCenter(...at, { zoom: flow.getZoom() });
  };
  return (
    <div
      className="overview"
      role="img"
      aria-label={t('Overview')}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        moveTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) moveTo(event);
      }}
    >
      <canvas ref={canvas} width={WIDTH} height={HEIGHT} />
      <div ref={seen} className="overview-seen" />
    </div>
  );
}

/** The scale and offset that bring all dots into the small picture. */
function fitted(dots: readonly Placed[]): { scale: number; x: number; y: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of dots) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (left > right) return { scale: 1, x: 0, y: 0 };
  const [width, height] = [Math.max(1, right - left), Math.max(1, bottom - top)];
  const scale = Math.min((WIDTH - 2 * MARGIN) / width, (HEIGHT - 2 * MARGIN) / height);
  return { scale, x: WIDTH / 2 - ((left + right) / 2) * scale, y: HEIGHT / 2 - ((top + bottom) / 2) * scale };
}
