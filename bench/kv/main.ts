/** `node main.js JOB`, JOB as JSON: measures activation memory in this process and prints the results as JSON. */
import { measureRestore } from '../../src/engine/activation/measure/measureRestore';
import { promptOfTokens } from '../../src/engine/activation/measure/textOfTokens';
import { dialogueOf, extensionOf } from './dialogue.ts';
import { equalityOf } from './equality.ts';
import type { KvJob, KvResults, Packing, Rates } from './job.ts';
import { packingOf, ratesOf } from './rates.ts';
import { withSetting, type Setting } from './setting.ts';

async function main(): Promise<void> {
  const job = JSON.parse(process.argv[2] ?? '') as KvJob;
  const results = await withSetting(job, (setting) => measure(setting, job));
  process.stdout.write(JSON.stringify(results));
}

async function measure(setting: Setting, job: KvJob): Promise<KvResults> {
  const { chat, open } = setting;
  const { name, build, threads } = await chat.facts();
  const say = (text: string): void => void process.stderr.write(`kv: ${text}\n`);
  // Outside the figures: the model is tried once, before its first item.
  await open()
    .build(await promptOfTokens(chat, 100))
    .then(({ id }) => open().remove(id));
  const rows = await measureRestore({ runtime: chat, open, sizes: job.sizes, times: job.times, onStep: say });
  const restores: KvResults['restores'][number][] = [];
  let packing: Packing | undefined;
  for (const row of rows) {
    say(`rates at ${row.tokens} tokens`);
    const { rates, packed } = await ratesAt(setting, row.tokens);
    restores.push({ ...row, ...rates });
    packing = packed;
  }
  if (!packing) throw new RangeError('At least one size is measured.');
  say('the same answers');
  const equality = await equalityOf(setting, job.prompts);
  say('extension');
  const extension = await extensionOf(setting);
  say('a dialogue');
  const dialogue = await dialogueOf(setting, job.turns);
  return { model: name, build, threads, restores, equality, extension, packing, dialogue };
}

async function ratesAt(setting: Setting, tokens: number): Promise<{ rates: Rates; packed: Packing }> {
  const { chat, open } = setting;
  const item = await open().build(await promptOfTokens(chat, tokens));
  const rates = await ratesOf(setting, item);
  const packed = await packingOf(setting, item);
  await open().remove(item.id);
  return { rates, packed };
}

void main();
