import assert from 'node:assert/strict';
import { measureActivation, studioExtension } from './measureActivation';

suite('activation', () => {
  test('the extension is installed and starts', async () => {
    const extension = studioExtension();
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  test('starting takes under 100 ms of processor time', async () => {
    const { cpuMs, wallMs, measured } = await measureActivation();
    assert.equal(measured, true, 'something else had started the extension before the measurement');
    assert.ok(cpuMs < 100, `${cpuMs.toFixed(0)} ms of processor time, ${wallMs.toFixed(0)} ms on the clock`);
  });
});
