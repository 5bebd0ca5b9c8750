/* Builds the extension that runs the tests of test/host, for F5 on a desktop. */
const { buildHostTests } = require('./lib/hostVsix');

buildHostTests().then(
  (folder) => console.log(folder),
  (/** @type {unknown} */ error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
