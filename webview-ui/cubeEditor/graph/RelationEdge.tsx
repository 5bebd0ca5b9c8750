import type { Edge as FlowEdge, EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Edge } from '../../../src/engine/model/memory';

export type RelationFlowEdge = FlowEdge<{ readonly edge: Edge }, 'relation'>;

/** A relation: PARENT as a solid line from above, others dashed with their name. */
export const RelationEdge = memo(function RelationEdge(
  props: EdgeProps<RelationFlowEdge>,
): React.JSX.Element {
  const { sourceX, sourceY, targetX, targetY, data, selected } = props;
  const type = data?.edge.type ?? '';
  const parent = type === 'PARENT';
  const { path, labelX, labelY } = parent
    ? fromAbove(sourceX, sourceY, targetX, targetY)
    : bowed(sourceX, sourceY, targetX, targetY);
  return (
    <g className="relation-edge" data-edge={type} data-selected={selected === true}>
      <path className="relation-reach" d={path} />
      <path className="relation-path" d={path} />
      {!parent && (
        <text className="relation-label" x={labelX} y={labelY} textAnchor="middle" dominantBaseline="central">
          {type}
        </text>
      )}
    </g>
  );
});

interface Line {
  readonly path: string;
  readonly labelX: number;
  readonly labelY: number;
}

function fromAbove(x: number, y: number, toX: number, toY: number): Line {
  const middle = (y + toY) / 2;
  return {
    path: `M${x} ${y}C${x} ${middle} ${toX} ${middle} ${toX} ${toY}`,
    labelX: (x + toX) / 2,
    labelY: middle,
  };
}

function bowed(x: number, y: number, toX: number, toY: number): Line {
  const bow = 0.16;
  const [cx, cy] = [(x + toX) / 2 - (toY - y) * bow, (y + toY) / 2 + (toX - x) * bow];
  return {
    path: `M${x} ${y}Q${cx} ${cy} ${toX} ${toY}`,
    labelX: (x + toX) / 4 + cx / 2,
    labelY: (y + toY) / 4 + cy / 2,
  };
}
