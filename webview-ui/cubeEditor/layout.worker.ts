/**
 * Runs the layered layout of the Eclipse Layout Kernel away from the page. The imported script finds that
 * it runs in a worker and answers the messages of `elkjs/lib/elk-api`.
 */
import 'elkjs/lib/elk-worker.min.js';
