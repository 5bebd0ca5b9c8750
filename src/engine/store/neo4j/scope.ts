import type { Neo4jAddress } from './address';

/**
 * What keeps a query to one tenant. Every query on memories has `of(n)` among its conditions and `params` among
 * its parameters; where the database belongs to one cube there is nothing to keep apart, as in MemOS.
 */
export interface Scope {
  readonly tenant: string | undefined;
  /** Condition that a node (its variable) belongs to the tenant. */
  of(node: string): string;
  readonly params: { readonly tenant: string | null };
  /** Properties that make a new node the tenant's. */
  readonly mark: { readonly user_name?: string };
}

export function scopeOf({ tenant }: Pick<Neo4jAddress, 'tenant'>): Scope {
  return {
    tenant,
    of: (node) => (tenant === undefined ? 'true' : `${node}.user_name = $tenant`),
    params: { tenant: tenant ?? null },
    mark: tenant === undefined ? {} : { user_name: tenant },
  };
}
