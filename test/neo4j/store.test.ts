import { afterAll } from 'vitest';
import { storeContract } from '../contract/store.contract';
import { freshTenant, openStore, removeTenant, startNeo4j } from './places';

// One Neo4j Community has one database, and an id can exist only once in it: a copy goes to another server.
let second: ReturnType<typeof startNeo4j> | undefined;
afterAll(async () => (await second)?.stop());
let open = 0;

storeContract('the store on Neo4j, without indexes', {
  keepsOrder: false,
  losslessRaw: false,
  halfCharacters: false,
  shared: true,
  notice: 5000,
  place: async () => {
    const server = open++ === 0 ? undefined : await (second ??= startNeo4j());
    const tenant = freshTenant();
    return {
      open: () => openStore(tenant, server),
      remove: async () => {
        open--;
        await removeTenant(tenant, server);
      },
    };
  },
});
