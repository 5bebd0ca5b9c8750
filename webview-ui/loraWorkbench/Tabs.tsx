import { TabBar } from '../shared/TabBar';
import { t } from '../shared/strings';
import { useLora } from './state/LoraContext';

/** Chooses the part of the adapter that is shown. */
export function Tabs(): React.JSX.Element {
  const { tab, setTab } = useLora();
  return (
    <TabBar
      label={t('Parts of the adapter')}
      active={tab}
      onChoose={setTab}
      tabs={[
        { id: 'overview', name: t('Overview'), icon: 'dashboard' },
        { id: 'training', name: t('Training'), icon: 'graph-line' },
        { id: 'layers', name: t('Layers'), icon: 'layers' },
        { id: 'compare', name: t('Compare'), icon: 'split-horizontal' },
      ]}
    />
  );
}
