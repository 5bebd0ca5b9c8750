import { Icon } from '../../shared/Icon';
import { below } from '../../shared/menuTypes';
import { useMenu } from '../../shared/MenuHost';
import { t } from '../../shared/strings';
import { statusName, typeName } from '../../shared/typeNames';
import { EMPTY_FILTER } from '../../../src/protocol/cubeEditor';
import { useEditor } from '../state/EditorContext';
import { isEmptyFilter, toggled } from '../state/navigation';
import { FilterChip } from '../../shared/FilterChip';
import { filterMenu } from './filterMenu';

/** The filters in force, each removable, and the menu that adds more. */
export function FilterChips(): React.JSX.Element {
  const { nav, summary, dispatch } = useEditor();
  const show = useMenu();
  const { filter } = nav;
  const set = (part: Partial<typeof filter>): void => dispatch({ do: 'filter', filter: part });
  return (
    <div className="chips" role="group" aria-label={t('Filters')}>
      {filter.types.map((type) => (
        <FilterChip
          key={`type ${type}`}
          name={t('type')}
          value={typeName(type)}
          onRemove={() => set({ types: toggled(filter.types, type) })}
        />
      ))}
      {filter.statuses.map((status) => (
        <FilterChip
          key={`status ${status}`}
          name={t('status')}
          value={statusName(status)}
          onRemove={() => set({ statuses: toggled(filter.statuses, status) })}
        />
      ))}
      {filter.tags.map((tag) => (
        <FilterChip
          key={`tag ${tag}`}
          name={t('tag')}
          value={tag}
          onRemove={() => set({ tags: toggled(filter.tags, tag) })}
        />
      ))}
      {filter.usedWithinDays !== undefined && (
        <FilterChip
          name={t('used')}
          value={t('last {0} d', filter.usedWithinDays)}
          onRemove={() => set({ usedWithinDays: undefined })}
        />
      )}
      <button
        type="button"
        className="chip add"
        aria-haspopup="menu"
        onClick={(event) =>
          show({
            label: t('Add filter'),
            items: filterMenu(filter, summary, set),
            ...below(event.currentTarget),
          })
        }
      >
        <Icon name="add" />
        <span>{t('Filter')}</span>
      </button>
      {!isEmptyFilter(filter) && (
        <button
          type="button"
          className="text-link"
          onClick={() => set({ ...EMPTY_FILTER, usedWithinDays: undefined })}
        >
          {t('Clear')}
        </button>
      )}
    </div>
  );
}
