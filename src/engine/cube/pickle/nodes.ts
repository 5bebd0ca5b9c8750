/**
 * The inert values that the pickle machine builds. Nothing in here can act: a class is its name, a call is
 * the name of what would have been called plus its arguments, and a tensor is a view of bytes of the file.
 */
export type Node =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | ListNode
  | TupleNode
  | DictNode
  | SetNode
  | GlobalNode
  | ObjectNode
  | TimeNode
  | DeltaNode
  | ZoneNode
  | DeviceNode
  | StorageNode
  | TensorNode;

export interface ListNode {
  readonly kind: 'list';
  readonly items: Node[];
}

export interface TupleNode {
  readonly kind: 'tuple';
  readonly items: readonly Node[];
}

/** A dictionary, plain or `OrderedDict`. A Map, so that no key (`__proto__`) has a meaning of its own. */
export interface DictNode {
  readonly kind: 'dict';
  named: ReadonlyMap<string, Node>;
  /** Number of entries whose key is not a string; their values are not needed. */
  unnamed: number;
}

export interface SetNode {
  readonly kind: 'set';
  readonly items: Node[];
}

/** The name of an allowed class, function or constant. */
export interface GlobalNode {
  readonly kind: 'global';
  /** `module.name`. */
  readonly name: string;
}

/** An instance of an allowed class; `state` is what `BUILD` attached. */
export interface ObjectNode {
  readonly kind: 'object';
  readonly className: string;
  state: Node;
}

/** A date, a time of day, or both, as ISO text. */
export interface TimeNode {
  readonly kind: 'time';
  readonly iso: string;
}

/** `datetime.timedelta`, in seconds. */
export interface DeltaNode {
  readonly kind: 'delta';
  readonly seconds: number;
}

/** A fixed offset from UTC, in seconds. */
export interface ZoneNode {
  readonly kind: 'zone';
  readonly seconds: number;
}

/** `torch.device`. */
export interface DeviceNode {
  readonly kind: 'device';
  readonly name: string;
}

/** A torch storage: flat elements, little-endian, a view of bytes that are already in memory. */
export interface StorageNode {
  readonly kind: 'storage';
  readonly bytes: Uint8Array;
  readonly dtype: string;
  readonly itemSize: number;
  readonly device: string;
}

/** A strided view of a storage. `offset` and `strides` are in elements; all were checked against it. */
export interface TensorNode {
  readonly kind: 'tensor';
  readonly storage: StorageNode;
  readonly dtype: string;
  readonly itemSize: number;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly elements: number;
}

type Tagged = Extract<Node, { kind: string }>;

/** The node when it is of the kind asked for, else undefined. */
export function as<K extends Tagged['kind']>(
  node: Node | undefined,
  kind: K,
): Extract<Tagged, { kind: K }> | undefined {
  const tagged = node !== null && typeof node === 'object' && 'kind' in node ? node : undefined;
  return tagged?.kind === kind ? (tagged as Extract<Tagged, { kind: K }>) : undefined;
}

/** The items of a list or tuple, else undefined. */
export function sequence(node: Node | undefined): readonly Node[] | undefined {
  return as(node, 'list')?.items ?? as(node, 'tuple')?.items;
}

const nothing: ReadonlyMap<string, Node> = new Map();

/** An empty dictionary node; its Map is only made with the first entry, since hostile files hold millions. */
export function emptyDict(): DictNode {
  return { kind: 'dict', named: nothing, unnamed: 0 };
}

/** Sets one entry, as `dict[key] = value` does. */
export function setEntry(dict: DictNode, key: Node, value: Node): void {
  if (typeof key !== 'string') {
    dict.unnamed += 1;
    return;
  }
  if (dict.named === nothing) dict.named = new Map();
  (dict.named as Map<string, Node>).set(key, value);
}

/** What a value is, for a message: `list`, `string`, `KVCacheItem instance` … */
export function kindOf(node: Node | undefined): string {
  if (node === null || node === undefined) return 'None';
  if (typeof node !== 'object') return typeof node;
  if (node instanceof Uint8Array) return 'bytes';
  return node.kind === 'object' ? `${node.className} instance` : node.kind;
}
