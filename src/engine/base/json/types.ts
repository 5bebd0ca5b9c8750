/**
 * A JSON text as a tree that remembers where each token stands, so that a value can be read without
 * losing how it was written (`90.0`, `1e3`, escapes, key order, duplicate keys) and changed in place.
 * Offsets are UTF-16 indices into the parsed text; `end` is exclusive.
 */
export type JsonNode = JsonObjectNode | JsonArrayNode | JsonScalarNode;

export interface JsonScalarNode {
  readonly kind: 'string' | 'number' | 'boolean' | 'null';
  readonly start: number;
  readonly end: number;
  /** Strings are unescaped; numbers may be NaN or infinite, as Python writes them. */
  readonly value: string | number | boolean | null;
}

export interface JsonMember {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: JsonNode;
}

export interface JsonObjectNode {
  readonly kind: 'object';
  readonly start: number;
  end: number;
  readonly members: JsonMember[];
}

export interface JsonArrayNode {
  readonly kind: 'array';
  readonly start: number;
  end: number;
  readonly items: JsonNode[];
}

/** A path into a JSON text: member names and array indices. */
export type JsonPath = readonly (string | number)[];

/** Plain data read from JSON. Objects have no prototype, so `__proto__` is a key like any other. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonRecord;
export interface JsonRecord {
  [key: string]: JsonValue;
}

/** JSON text of one value, exactly as written or to be written. */
export type RawJson = string;
