import { useStoreApi } from '@xyflow/react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { drawFar } from './drawFar';
import type { FarPicture } from './drawFar';
import type { DrawnKeys } from './drawnKeys';

interface Props {
  readonly picture: FarPicture;
  /** Memories that stand in the page as elements. */
  readonly leftOut: DrawnKeys;
}

/** What of a large picture has no elements, drawn behind React Flow, which goes on moving and zooming it. */
export function FarCanvas({ picture, leftOut }: Props): React.JSX.Element {
  const ref = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const draw = useRef<() => void>(() => undefined);
  // At once, so that what leaves the page is on the canvas before it is gone.
  useLayoutEffect(() => {
    draw.current = () => {
      const element = ref.current;
      const context = element?.getContext('2d');
      if (!element || !context) return;
      const { clientWidth: width, clientHeight: height } = element;
      const scale = window.devicePixelRatio;
      if (element.width !== width * scale || element.height !== height * scale) {
        element.width = width * scale;
        element.height = height * scale;
      }
      context.setTransform(scale, 0, 0, scale, 0, 0);
      drawFar(context, picture, store.getState().transform, [width, height], leftOut.keys);
    };
    draw.current();
    return leftOut.subscribe(() => draw.current());
  }, [picture, leftOut, store]);
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    let frame = 0;
    const schedule = (): void => {
      if (frame !== 0) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        draw.current();
      });
    };
    let drawnFor = store.getState().transform;
    const unsubscribe = store.subscribe(({ transform }) => {
      if (transform === drawnFor) return;
      drawnFor = transform;
      schedule();
    });
    const resized = new ResizeObserver(schedule);
    resized.observe(element);
    const themed = new MutationObserver(schedule);
    themed.observe(document.body, { attributes: true, attributeFilter: ['class'] });
    return () => {
      cancelAnimationFrame(frame);
      unsubscribe();
      resized.disconnect();
      themed.disconnect();
    };
  }, [store]);
  return <canvas ref={ref} className="far-canvas" aria-hidden="true" />;
}
