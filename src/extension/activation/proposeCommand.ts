import * as vscode from 'vscode';
import { estimateTokens } from '../../engine/base/tokens';
import type { CountedUse } from '../../engine/activation/manage/propose';
import type { KvProposal } from '../../engine/model/kvItem';
import { cubeTarget } from '../commands/targets';
import type { CubeData } from '../cubes/cubeData';
import { COMMANDS } from '../ids';
import type { Studio } from '../studio';
import { measuredRates } from './measuredRates';
import { templateMemories, topsOfType, withBranches } from './sourceMemories';

const DAY_MS = 86_400_000;
/** Branches that are looked at. */
const MOST_BRANCHES = 60;

interface Branch extends CountedUse {
  readonly title: string;
  readonly top: string;
}

/** Proposes branches of a cube that pay to be kept, with every term of the reckoning, and builds the chosen one. */
export async function proposeKvItems(studio: Studio, args: readonly unknown[]): Promise<void> {
  const file = await cubeTarget(studio, args);
  if (!file) return;
  const home = await (await studio.activation()).homes.of(file);
  const rates = measuredRates(await home.items());
  if (!rates) {
    const build = vscode.l10n.t('Build KV Item…');
    const text = vscode.l10n.t(
      'What pays is reckoned from what was measured on this computer: build one KV item first.',
    );
    const answer = await vscode.window.showInformationMessage(text, build);
    if (answer === build) await vscode.commands.executeCommand(COMMANDS.buildKvItem, { cube: file });
    return;
  }
  const { propose } = await import('../../engine/activation/manage/propose');
  const branches = await branchesOf(home.cube, studio.context.now().getTime());
  const proposals = propose(branches, rates);
  if (proposals.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Nothing is used often enough to pay: {0} branches were reckoned with {1} ms a token.',
        branches.length,
        rates.prefillMsPerToken.toFixed(1),
      ),
    );
    return;
  }
  const items = proposals.map((proposal) => itemOf(proposal, branches));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('(computing − bringing back) × uses − building − bytes'),
    placeHolder: vscode.l10n.t('Build which of them?'),
    matchOnDetail: true,
  });
  if (!chosen) return;
  const node = { cube: file, keys: [chosen.top], title: chosen.label };
  await vscode.commands.executeCommand(COMMANDS.buildKvItem, node);
}

/** The branches of a cube with the uses that are recorded of their memories. */
async function branchesOf(cube: CubeData, now: number): Promise<Branch[]> {
  const branches: Branch[] = [];
  for (const { type } of await cube.groups()) {
    for (const top of await topsOfType(cube, type)) {
      if (branches.length >= MOST_BRANCHES) return branches;
      const keys = await withBranches(cube, [top]);
      const [memories, part] = await Promise.all([templateMemories(cube, keys), cube.part(keys)]);
      const rows = keys.flatMap((key) => part.row(key) ?? []);
      // One prompt uses several memories of a branch: it was used as often as the one used most.
      const uses = Math.max(0, ...rows.map((row) => row.uses));
      const since = Math.min(now, ...rows.flatMap(({ createdAt }) => createdAt ?? []));
      const days = Math.max(1, (now - since) / DAY_MS);
      const tokens = memories.reduce((sum, { text }) => sum + estimateTokens(text), 0);
      branches.push({ title: part.row(top)?.title ?? top, top, sources: memories, tokens, uses, days });
    }
  }
  return branches;
}

function itemOf(proposal: KvProposal, branches: readonly Branch[]) {
  const branch = branches.find(({ sources }) => sources === proposal.sources);
  const { tokens, expectedUses, prefillMs, restoreMs, buildMs, bytes, bytesMs, gainMs } = proposal;
  const ms = (value: number): string => `${Math.round(value).toLocaleString(vscode.env.language)} ms`;
  return {
    label: branch?.title ?? '',
    top: branch?.top ?? '',
    description: vscode.l10n.t('saves {0} a week', ms(gainMs)),
    detail: vscode.l10n.t(
      '{0} memories, {1} tokens: ({2} − {3}) × {4} uses − {5} − {6} for {7} MB',
      proposal.sources.length,
      tokens.toLocaleString(vscode.env.language),
      ms(prefillMs),
      ms(restoreMs),
      expectedUses.toFixed(1),
      ms(buildMs),
      ms(bytesMs),
      (bytes / 1e6).toFixed(1),
    ),
  };
}
