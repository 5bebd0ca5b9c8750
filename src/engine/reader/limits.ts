/** Larger sources are refused before anything of them is read. Bytes. */
export const MAX_SOURCE_BYTES = 64 * 1024 * 1024;

/** JSON up to this many UTF-16 units is read so that every message knows its lines; beyond, without them. */
export const MAX_LOCATED_JSON = 16 * 1024 * 1024;

/** JSON nested deeper is no dialogue. */
export const MAX_JSON_LEVELS = 100;

/** What the XML inside a packed document may unpack to, in bytes. */
export const MAX_UNPACKED_BYTES = 32 * 1024 * 1024;

/** Pages of a PDF. */
export const MAX_PAGES = 5000;

/** UTF-16 units of text that a PDF, a web page or a DOCX may give. */
export const MAX_DOCUMENT_TEXT = 32 * 1024 * 1024;

/** Markdown up to this many UTF-16 units is parsed, which takes a second or two; beyond, only its headings are found. */
export const MAX_MARKDOWN = 256 * 1024;

/** Source code up to this many UTF-16 units is parsed; beyond, it is split at its lines. */
export const MAX_PARSED_CODE = 2 * 1024 * 1024;

/** Memories in one portion of fast mode. */
export const PORTION = 100;

/** A chunk of a document, as MemOS makes them: UTF-16 units, and how many of them the next chunk repeats. */
export const CHUNK = 1280;
export const CHUNK_OVERLAP = 200;

/** A window over a dialogue, as MemOS makes them: tokens, and about how many of them the next window repeats. */
export const WINDOW_TOKENS = 1024;
export const WINDOW_OVERLAP = 200;

/** Parsing source code is given up after so many milliseconds. */
export const MAX_PARSE_MS = 3000;

/** Open elements in a web page; the parser slows down with their square. */
export const MAX_HTML_LEVELS = 5000;
