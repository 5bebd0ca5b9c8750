import { expectTypeOf, it } from 'vitest';
import type * as adapter from '../../src/engine/cube/adapter/report';
import type * as pickle from '../../src/engine/cube/pickle/report';
import type * as view from '../../webview-ui/fileInspector/reports';

it('the inspector view knows the reports as the engine makes them', () => {
  expectTypeOf<pickle.ActivationReport>().toExtend<view.ActivationReport>();
  expectTypeOf<adapter.AdapterReport>().toExtend<view.AdapterReport>();
});
