/* Fetches the models that tests run into .cache/models: `node test/run/models.js`. */
const { ensureModels } = require('./lib/models');
const paths = require('./lib/paths');

ensureModels((line) => console.log(line)).then(
  () => console.log(paths.models),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
