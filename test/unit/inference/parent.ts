/** A program that runs an embedder in its child, tells the child's process id, and then waits to be killed. */
import { openTestEmbedder } from './llama';

const embedder = await openTestEmbedder();
process.stdout.write(`${embedder.process.status.pid}\n`);
setInterval(() => void embedder.embed(['busy '.repeat(200)], { kind: 'document' }), 20);
