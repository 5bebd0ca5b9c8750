import {
  ConnectionLineType,
  ConnectionMode,
  MiniMap,
  ReactFlow,
  useReactFlow,
  useStore,
  useStoreApi,
} from '@xyflow/react';
import type { FinalConnectionState, IsValidConnection, OnNodeDrag } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Edge } from '../../../src/engine/model/memory';
import type { Filter, GraphData, GraphNode } from '../../../src/protocol/cubeEditor';
import { useMenu } from '../../shared/MenuHost';
import { t } from '../../shared/strings';
import { memoryMenu } from '../outline/memoryMenu';
import { useEditor } from '../state/EditorContext';
import { isEmptyFilter } from '../state/navigation';
import { usePick } from '../state/usePick';
import { useStable } from '../state/useStable';
import { memoryAt } from './drawFar';
import { FarCanvas } from './FarCanvas';
import { GraphTable } from './GraphTable';
import { GraphTools } from './GraphTools';
import { Legend } from './Legend';
import { majorMemories } from './majorMemories';
import { MemoryNode } from './MemoryNode';
import type { MemoryFlowNode } from './MemoryNode';
import { Overview } from './Overview';
import { RelationEdge } from './RelationEdge';
import type { RelationFlowEdge } from './RelationEdge';
import { typeColour } from './typeColour';
import { useArrangement } from './useArrangement';
import { useFlowNodes } from './useFlowNodes';
import { useGraphKeys } from './useGraphKeys';
import { useGraphView } from './useGraphView';
import { useLargePicture } from './useLargePicture';
import { zoomBand, ZoomContext } from './zoomBand';

const nodeTypes = { memory: MemoryNode };
const edgeTypes = { relation: RelationEdge };
const MIDDLE: [number, number] = [0.5, 0.5];
const isBetweenTwo: IsValidConnection = ({ source, target }) => source !== target;

interface Props {
  readonly data: GraphData & { readonly filter: Filter };
  readonly links: readonly (Edge & { readonly edge: Edge })[];
}

/** The graph itself, on React Flow. */
export function GraphPicture({ data, links }: Props): React.JSX.Element {
  const editor = useEditor();
  const { nav, dispatch, summary, hello, actions, spotlight } = editor;
  const show = useMenu();
  const finishPick = usePick(editor);
  const frame = useRef<HTMLDivElement>(null);
  const aspect = useCallback(() => {
    const box = frame.current?.getBoundingClientRect();
    return box && box.height > 0 ? Math.max(0.5, (box.width - 112) / Math.max(1, box.height - 132)) : 1.4;
  }, []);
  // Another room asks for another layout, as another filter does.
  const subject = JSON.stringify([data.filter, nav.layout]);
  const { places, round, busy, move, relayout } = useArrangement(data.nodes, links, subject, aspect);
  const onExpand = useCallback((key: string) => dispatch({ do: 'expandInGraph', key }), [dispatch]);
  const { selection, hiddenTypes } = nav;
  const lit = spotlight.spot !== null;
  const filtered = lit || !isEmptyFilter(nav.filter);
  const majors = useMemo(() => majorMemories(links), [links]);
  const { nodes, onNodesChange } = useFlowNodes({
    nodes: data.nodes,
    places,
    selection,
    hiddenTypes,
    filtered,
    majors,
    onExpand,
  });
  const [selectedEdge, setSelectedEdge] = useState<string | null>(null);
  const edges = useMemo<RelationFlowEdge[]>(
    () =>
      links.map(({ source, target, type, edge }) => {
        const id = `${source} ${type} ${target}`;
        return { id, source, target, type: 'relation', data: { edge }, selected: id === selectedEdge };
      }),
    [links, selectedEdge],
  );
  const band = useStore(({ transform }) => zoomBand(transform[2]));
  const flow = useReactFlow();
  const store = useStoreApi();
  const shown = useMemo(
    () => data.nodes.filter(({ type }) => !hiddenTypes.includes(type)),
    [data.nodes, hiddenTypes],
  );
  const { fit, zoomBy } = useGraphView(shown, places, round);
  const view = useLargePicture({ shown, links, places, selection, majors, filtered, nodes, edges });
  const { large } = view;

  const unlink = (edge: Edge): void => void actions.edit({ kind: 'unlink', edge }, t('Relation removed.'));
  const onKeyDown = useGraphKeys({
    data,
    places,
    fit,
    zoomBy,
    removeEdge: () => {
      const edge = edges.find(({ id }) => id === selectedEdge)?.data?.edge;
      if (!edge || summary.readOnly) return false;
      unlink(edge);
      setSelectedEdge(null);
      return true;
    },
  });
  // The same functions from one drawing to the next: React Flow draws every memory again for another one.
  const onConnectEnd = useStable(
    (event: MouseEvent | TouchEvent, { fromNode, toNode, isValid }: FinalConnectionState): void => {
      if (!isValid || !fromNode || !toNode) return;
      const [source, target] = [fromNode.id, toNode.id].map(
        (key) => data.nodes.find((node) => node.key === key)?.id,
      );
      if (source === undefined || target === undefined) return;
      const point = 'clientX' in event ? event : (event.changedTouches[0] ?? { clientX: 0, clientY: 0 });
      const items = hello.enumerations.edgeTypes.map((type) => ({
        label: type,
        run: () => void actions.edit({ kind: 'link', edge: { source, target, type } }, t('Relation added.')),
      }));
      show({ label: t('Kind of relation'), items, x: point.clientX, y: point.clientY });
    },
  );
  const farMemory = (event: { clientX: number; clientY: number }): GraphNode | undefined => {
    const box = frame.current?.getBoundingClientRect();
    if (!large || !box) return undefined;
    const at = [event.clientX - box.left, event.clientY - box.top] as const;
    return memoryAt(view.picture, store.getState().transform, at, view.drawn.keys);
  };
  const onMemoryClick = useStable((event: React.MouseEvent, { key, id }: GraphNode): void => {
    setSelectedEdge(null);
    if (finishPick(key, id, { x: event.clientX, y: event.clientY })) return;
    const add = event.ctrlKey || event.metaKey || event.shiftKey;
    const rest = selection.filter((other) => other !== key);
    const keys = !add ? [key] : rest.length < selection.length ? rest : [...selection, key];
    dispatch({ do: 'select', keys, active: key });
  });
  const onMemoryMenu = useStable((event: React.MouseEvent | MouseEvent, node: GraphNode): void => {
    event.preventDefault();
    const inside = selection.includes(node.key);
    const keys = inside ? selection : [node.key];
    if (!inside) dispatch({ do: 'select', keys, active: node.key });
    const targets = data.nodes.filter(({ key }) => keys.includes(key));
    show({
      label: t('Actions'),
      items: memoryMenu(editor, targets, null),
      x: event.clientX,
      y: event.clientY,
    });
  });
  const onEdgeContextMenu = useStable((event: React.MouseEvent, edge: RelationFlowEdge): void => {
    event.preventDefault();
    const relation = edge.data?.edge;
    if (!relation) return;
    setSelectedEdge(edge.id);
    const items = [
      { label: t('Remove Relation'), icon: 'trash', disabled: summary.readOnly, run: () => unlink(relation) },
    ];
    show({ label: relation.type, items, x: event.clientX, y: event.clientY });
  });
  const onNodeDragStop = useStable((...[, , dragged]: Parameters<OnNodeDrag<MemoryFlowNode>>) =>
    move(new Map(dragged.map(({ id, position }) => [id, [position.x, position.y]]))),
  );
  const onNodeClick = useStable((event: React.MouseEvent, node: MemoryFlowNode) =>
    onMemoryClick(event, node.data.memory),
  );
  const onNodeDoubleClick = useStable((_event: React.MouseEvent, node: MemoryFlowNode) => onExpand(node.id));
  const onNodeContextMenu = useStable((event: React.MouseEvent, node: MemoryFlowNode) =>
    onMemoryMenu(event, node.data.memory),
  );
  const onEdgeClick = useStable((_event: React.MouseEvent, edge: RelationFlowEdge) =>
    setSelectedEdge(edge.id),
  );
  useEffect(() => {
    document.addEventListener('memcube-fit', fit);
    return () => document.removeEventListener('memcube-fit', fit);
  }, [fit]);

  return (
    <div
      ref={frame}
      className="graph"
      tabIndex={0}
      role="group"
      aria-label={t(
        'Graph of memories. Arrow keys move between memories; the table button shows the same as a table.',
      )}
      data-zoom={band}
      data-lit={lit}
      onKeyDown={onKeyDown}
      onDoubleClick={(event) => {
        const onGround = (event.target as Element).classList.contains('react-flow__pane');
        const memory = onGround ? farMemory(event) : undefined;
        if (memory) onExpand(memory.key);
      }}
    >
      {nav.graphAsTable ? (
        <GraphTable nodes={shown} links={links} />
      ) : (
        <ZoomContext.Provider value={band}>
          {large && <FarCanvas picture={view.picture} leftOut={view.drawn} />}
          <ReactFlow
            nodes={view.nodes}
            edges={view.edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            nodeOrigin={MIDDLE}
            defaultViewport={nav.viewport ?? { x: 0, y: 0, zoom: 1 }}
            minZoom={0.03}
            maxZoom={2.4}
            connectionMode={ConnectionMode.Loose}
            connectionLineType={ConnectionLineType.Straight}
            connectionRadius={26}
            isValidConnection={isBetweenTwo}
            nodesConnectable={!summary.readOnly && summary.hasEdges}
            nodesFocusable={false}
            edgesFocusable={false}
            disableKeyboardA11y
            deleteKeyCode={null}
            selectionKeyCode={null}
            multiSelectionKeyCode={null}
            zoomOnDoubleClick={false}
            selectNodesOnDrag={false}
            onlyRenderVisibleElements={!large}
            attributionPosition="top-right"
            onNodesChange={onNodesChange}
            onNodeClick={onNodeClick}
            onNodeDoubleClick={onNodeDoubleClick}
            onNodeContextMenu={onNodeContextMenu}
            onNodeDragStop={onNodeDragStop}
            onEdgeClick={onEdgeClick}
            onEdgeContextMenu={onEdgeContextMenu}
            onPaneClick={(event) => {
              const memory = farMemory(event);
              if (memory) onMemoryClick(event, memory);
              else setSelectedEdge(null);
            }}
            onPaneContextMenu={(event) => {
              const memory = farMemory(event);
              if (memory) onMemoryMenu(event, memory);
            }}
            onConnectEnd={onConnectEnd}
            onMoveEnd={(_event, viewport) => dispatch({ do: 'set', values: { viewport } })}
          >
            {!large && nodes.length > 12 && (
              <MiniMap<MemoryFlowNode>
                pannable
                zoomable
                ariaLabel={t('Overview')}
                nodeClassName="minimap-node"
                nodeColor={(node) => `var(${typeColour(node.data.memory.type)})`}
                nodeStrokeColor={(node) => `var(${typeColour(node.data.memory.type)})`}
                nodeStrokeWidth={26}
                nodeBorderRadius={40}
                onClick={(_event, point) => void flow.setCenter(point.x, point.y, { zoom: flow.getZoom() })}
              />
            )}
          </ReactFlow>
          {large && band !== 'far' && <Overview dots={view.picture.dots} />}
        </ZoomContext.Provider>
      )}
      <GraphTools onZoom={zoomBy} onFit={fit} onRelayout={relayout} busy={busy} />
      {!nav.graphAsTable && <Legend shown={data.nodes.length} available={data.available} />}
    </div>
  );
}
