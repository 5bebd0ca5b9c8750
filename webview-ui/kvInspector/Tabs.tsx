import { TabBar } from '../shared/TabBar';
import { t } from '../shared/strings';
import { useKv } from './state/KvContext';

/** Chooses the part of the item that is shown. */
export function Tabs(): React.JSX.Element {
  const { tab, setTab } = useKv();
  return (
    <TabBar
      label={t('Parts of the item')}
      active={tab}
      onChoose={setTab}
      tabs={[
        { id: 'overview', name: t('Overview'), icon: 'dashboard' },
        { id: 'ask', name: t('Ask'), icon: 'comment-discussion' },
        { id: 'text', name: t('Tokens and text'), icon: 'symbol-key' },
        { id: 'layers', name: t('Layers'), icon: 'layers' },
      ]}
    />
  );
}
