import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { drawFar } from './drawFar';
import type { FarPicture } from './drawFar';

/** The far view of a large picture, drawn behind React Flow, which goes on moving and zooming it. */
export function FarCanvas({ picture }: { picture: FarPicture }): React.JSX.Element {
  const ref = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  useEffect(() => {
    const element = ref.current;
    const context = element?.getContext('2d');
    if (!element || !context) return undefined;
    let frame = 0;
    const draw = (): void => {
      frame = 0;
      const { clientWidth: width, clientHeight: height } = element;
      const scale = window.devicePixelRatio;
      if (element.width !== width * scale || element.height !== height * scale) {
        element.width = width * scale;
        element.height = height * scale;
      }
      context.setTransform(scale, 0, 0, scale, 0, 0);
      drawFar(context, picture, store.getState().transform, [width, height]);
    };
    const schedule = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    schedule();
    const unsubscribe = store.subscribe(schedule);
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
  }, [picture, store]);
  return <canvas ref={ref} className="far-canvas" aria-hidden="true" />;
}
