import { Handle, Position } from '@xyflow/react';
import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { GraphNode } from '../../../src/protocol/cubeEditor';
import { formatNumber } from '../../shared/format';
import { t } from '../../shared/strings';
import { Glimpse } from './Glimpse';
import { nodeSize } from './nodeSize';
import { useZoomBand } from './zoomBand';

export type MemoryFlowNode = Node<
  {
    readonly memory: GraphNode;
    readonly halo: boolean;
    readonly major: boolean;
    readonly onExpand: (key: string) => void;
  },
  'memory'
>;

/** A memory in the graph: a dot in the colour of its type, its border the status, its size the uses. */
export const MemoryNode = memo(function MemoryNode({
  data,
  selected,
}: NodeProps<MemoryFlowNode>): React.JSX.Element {
  const { memory, halo, major, onExpand } = data;
  const close = useZoomBand() === 'nearest';
  const size = nodeSize(memory.uses);
  return (
    <div
      className="memory-node"
      style={{ width: size, height: size }}
      data-type={memory.type}
      data-status={memory.status}
      data-major={major}
      data-halo={halo}
      data-dim={!memory.matches}
      data-selected={selected}
    >
      <i className="memory-dot" />
      <Handle type="source" position={Position.Bottom} title={t('Drag to another memory to relate them')} />
      {memory.hidden > 0 && (
        <button
          type="button"
          className="memory-more nodrag"
          tabIndex={-1}
          title={t('Show hidden neighbours: {0}', formatNumber(memory.hidden))}
          onClick={(event) => {
            event.stopPropagation();
            onExpand(memory.key);
          }}
        >
          +{memory.hidden > 99 ? '99' : memory.hidden}
        </button>
      )}
      <div className="memory-label">
        <span className="memory-name">{memory.title || t('Empty memory')}</span>
        {close && <Glimpse memory={memory.key} />}
      </div>
    </div>
  );
});
