/** Style sheets are imported for their effect; the bundler collects them beside the script. */
declare module '*.css';
declare module 'elkjs/lib/elk-worker.min.js';
