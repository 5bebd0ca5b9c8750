import { createContext, useContext } from 'react';

/** How close one looks: dots; titles in large type; titles; titles with the beginning of the text and tags. */
export type ZoomBand = 'far' | 'middle' | 'near' | 'nearest';

/** The band of a zoom factor. */
export function zoomBand(zoom: number): ZoomBand {
  if (zoom < 0.36) return 'far';
  if (zoom < 0.75) return 'middle';
  return zoom < 1.45 ? 'near' : 'nearest';
}

export const ZoomContext = createContext<ZoomBand>('near');
export const useZoomBand = (): ZoomBand => useContext(ZoomContext);
