/** Between the read-only inspector of activation and parametric memory files and the host. */
import type { ActivationReport } from '../engine/model/activationReport';
import type { AdapterReport } from '../engine/model/adapterReport';
import type { Contract } from './channel';

/** The file, and what looking into it found. */
export type InspectorHello = InspectorHead & InspectorFinding;

export interface InspectorHead {
  readonly title: string;
  /** Size of the file. */
  readonly bytes: number;
  /** BCP 47 language of the user interface. */
  readonly language: string;
  /** Translations, English text to displayed text. */
  readonly strings: Readonly<Record<string, string>>;
}

/** A report as plain data, or why the file was refused. */
export type InspectorFinding =
  | { readonly kind: 'activation'; readonly report: ActivationReport }
  | { readonly kind: 'adapter'; readonly report: AdapterReport }
  | { readonly kind: 'refused'; readonly refused: Refusal };

export interface Refusal {
  readonly message: string;
  readonly remedy?: string | undefined;
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
