/** Between the read-only inspector of activation and parametric memory files and the host. */
import type { Contract } from './channel';

/** A report as plain data; its shape is that of `inspectActivationFile` or `inspectAdapterFile`. */
export interface InspectorHello {
  readonly title: string;
  readonly bytes: number;
  readonly kind: 'activation' | 'adapter';
  readonly report: unknown;
  /** Why the file was refused, when it was. */
  readonly refused?: { readonly message: string; readonly remedy?: string | undefined } | undefined;
  readonly language: string;
  readonly strings: Readonly<Record<string, string>>;
}

export interface InspectorHostContract extends Contract {
  requests: {
    hello: { params: { protocol: number }; result: InspectorHello };
    /** Opens the file's bytes in the hex or text editor of the host. */
    copy: { params: { text: string }; result: null };
  };
  events: { changed: null };
}
export interface InspectorViewContract extends Contract {
  requests: Record<never, never>;
  events: Record<never, never>;
}
