import { applyNodeChanges, Position } from '@xyflow/react';
import type { NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { GraphNode } from '../../../src/protocol/cubeEditor';
import type { Point } from './blocks';
import type { MemoryFlowNode } from './MemoryNode';
import { nodeSize } from './nodeSize';

interface Input {
  readonly nodes: readonly GraphNode[];
  readonly places: ReadonlyMap<string, Point>;
  readonly selection: readonly string[];
  readonly hiddenTypes: readonly string[];
  readonly filtered: boolean;
  /** Memories whose titles are shown from afar. */
  readonly majors: ReadonlySet<string>;
  readonly onExpand: (key: string) => void;
}

/** Nodes for React Flow. Those that did not change stay the same objects, so that they are not drawn again. */
export function useFlowNodes(input: Input): {
  readonly nodes: MemoryFlowNode[];
  readonly onNodesChange: (changes: NodeChange<MemoryFlowNode>[]) => void;
} {
  const { nodes: memories, places, selection, hiddenTypes, filtered, majors, onExpand } = input;
  const [nodes, setNodes] = useState<MemoryFlowNode[]>([]);
  const wanted = useMemo(() => new Set(selection), [selection]);
  useEffect(() => {
    setNodes((before) => {
      const old = new Map(before.map((node) => [node.id, node]));
      return memories.flatMap((memory) => {
        const place = places.get(memory.key);
        if (!place) return [];
        const node = old.get(memory.key);
        const halo = filtered && memory.matches;
        const selected = wanted.has(memory.key);
        const major = majors.has(memory.key);
        const hidden = hiddenTypes.includes(memory.type);
        const [x, y] = place;
        const same =
          node !== undefined &&
          sameMemory(node.data.memory, memory) &&
          node.data.halo === halo &&
          node.data.major === major &&
          node.selected === selected &&
          node.hidden === hidden &&
          node.position.x === x &&
          node.position.y === y;
        if (same) return [node];
        const size = nodeSize(memory.uses);
        const data = { memory, halo, major, onExpand };
        const base = { id: memory.key, type: 'memory' as const, width: size, height: size };
        // Known from the start, so that React Flow neither draws everything once to measure it nor draws twice.
        const known = { measured: { width: size, height: size }, handles: handlesOf(size) };
        return [{ ...node, ...base, ...known, position: { x, y }, data, selected, hidden }];
      });
    });
  }, [memories, places, wanted, hiddenTypes, filtered, majors, onExpand]);
  const onNodesChange = useCallback((changes: NodeChange<MemoryFlowNode>[]) => {
    // Selection belongs to the editor; React Flow only moves and measures.
    const own = changes.filter(({ type }) => type === 'position' || type === 'dimensions');
    if (own.length > 0) setNodes((before) => applyNodeChanges(own, before));
  }, []);
  return { nodes, onNodesChange };
}

/** The one handle of a memory, in its middle. */
function handlesOf(size: number): NonNullable<MemoryFlowNode['handles']> {
  const middle = (size - 1) / 2;
  return [{ type: 'source', position: Position.Bottom, x: middle, y: middle, width: 1, height: 1 }];
}

/** Whether two answers of the host say the same of a memory, as far as it is drawn. */
function sameMemory(a: GraphNode, b: GraphNode): boolean {
  if (a === b) return true;
  return (
    a.title === b.title &&
    a.type === b.type &&
    a.status === b.status &&
    a.uses === b.uses &&
    a.matches === b.matches &&
    a.hidden === b.hidden &&
    a.id === b.id
  );
}
