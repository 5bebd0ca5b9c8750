import * as vscode from 'vscode';
import { parseNeo4jAddress } from '../../engine/store/neo4j/address';
import type { Neo4jReport } from '../../engine/store/neo4j/inspect';
import { countText } from '../host/countText';
import { errorText } from '../host/engineText';
import type { Neo4jConnectionInfo } from './connections';
import { askText, type Answer, type StepOptions } from './connectSteps';
import { lookAt } from './openStore';

export interface Connected {
  readonly connection: Neo4jConnectionInfo;
  readonly password: string;
}

const STEPS = 5;

/**
 * Asks for a Neo4j connection step by step. The password step connects, and stays open with the reason where
 * that fails; the step after it shows what was found. Undefined when the person changes their mind.
 */
export async function connectFlow(
  start: Neo4jConnectionInfo,
  password: string,
): Promise<Connected | undefined> {
  let { uri, database, user } = start;
  let secret = password;
  let report: Neo4jReport | undefined;
  const title = vscode.l10n.t('Connect to Neo4j');
  const ask = (step: number, options: Omit<StepOptions, 'title' | 'step' | 'of'>): Promise<Answer> =>
    askText({ title, step, of: STEPS, ...options });
  const steps: (() => Promise<Answer>)[] = [
    async () => {
      const answer = await ask(1, {
        prompt: vscode.l10n.t('Address of the server; a database may follow it'),
        value: uri,
        placeholder: 'neo4j://localhost:7687',
        wrong: wrongAddress,
      });
      if (typeof answer !== 'object') return answer;
      const given = parseNeo4jAddress(answer.text.trim());
      uri = given.uri;
      if (/\/[^/]+$/.test(answer.text.replace(/^\w+(\+\w+)?:\/\//, ''))) database = given.database;
      return answer;
    },
    async () => {
      const answer = await ask(2, {
        prompt: vscode.l10n.t('Name of the database'),
        value: database,
        wrong: required,
      });
      if (typeof answer === 'object') database = answer.text.trim();
      return answer;
    },
    async () => {
      const answer = await ask(3, { prompt: vscode.l10n.t('User name'), value: user, wrong: required });
      if (typeof answer === 'object') user = answer.text.trim();
      return answer;
    },
    async () => {
      const answer = await ask(4, {
        prompt: vscode.l10n.t(
          'Password. It is kept in the secret storage of VS Code; Enter tests the connection.',
        ),
        value: secret,
        password: true,
        attempt: async (text, signal) => (report = await lookAt({ uri, database, user }, text, signal)),
      });
      if (typeof answer === 'object') secret = answer.text;
      return answer;
    },
  ];
  for (let at = 0; at < steps.length;) {
    const answer = await steps[at]!();
    if (answer === undefined) return undefined;
    at += answer === 'back' ? -1 : 1;
  }
  const tenants = report && (await askTenants(title, report, start.tenants));
  if (!tenants) return undefined;
  const name = start.name || new URL(uri.replace(/^\w+(\+\w+)?:/, 'http:')).host;
  return { connection: { ...start, name, uri, database, user, tenants }, password: secret };
}

async function askTenants(
  title: string,
  report: Neo4jReport,
  before: Neo4jConnectionInfo['tenants'],
): Promise<Neo4jConnectionInfo['tenants'] | undefined> {
  const names = report.tenants.map((tenant) => tenant.name ?? vscode.l10n.t('(no user_name)'));
  const memories = report.tenants.reduce((sum, tenant) => sum + tenant.memories, 0);
  const items = [
    {
      label: `$(organization) ${vscode.l10n.t('One cube for each user_name')}`,
      description: countText(names.length, 'cubes'),
      detail: names.slice(0, 8).join(', '),
      tenants: 'shared',
    },
    {
      label: `$(database) ${vscode.l10n.t('The database is one cube')}`,
      description: countText(memories, 'memories'),
      detail: vscode.l10n.t('As MemOS writes it with use_multi_db'),
      tenants: 'whole',
    },
  ] as const;
  const chosen = await vscode.window.showQuickPick(before === 'whole' ? [...items].reverse() : [...items], {
    title: `${title}: ${foundText(report)}`,
    placeHolder: vscode.l10n.t('What is a cube here?'),
    ignoreFocusOut: true,
  });
  return chosen?.tenants;
}

/** What a test of a connection found, in one line. */
export function foundText({ server, tenants, indexes }: Neo4jReport): string {
  return [
    `Neo4j ${server.version} ${server.edition}`,
    countText(tenants.length, 'cubes'),
    indexes.own
      ? vscode.l10n.t('vector index of {0} dimensions', indexes.own.dimensions)
      : vscode.l10n.t('no vector index'),
    indexes.text === undefined ? vscode.l10n.t('no full-text index') : vscode.l10n.t('full-text index'),
  ].join(' · ');
}

function wrongAddress(text: string): string | undefined {
  try {
    parseNeo4jAddress(text.trim());
    return undefined;
  } catch (error) {
    return errorText(error);
  }
}

const required = (text: string): string | undefined =>
  text.trim() === '' ? vscode.l10n.t('This is needed.') : undefined;
