import type { GenerateOptions } from './options.ts';

/** The text of a `config.json` that MemOS accepts: tree_text, local models, no secrets; 2-space indent. */
export function cubeConfig(options: GenerateOptions): string {
  const name = `bench/${options.seed}-${String(options.memories)}`;
  const ollama = 'http://localhost:11434';
  const llm = { backend: 'ollama', config: { model_name_or_path: 'qwen3:0.6b', api_base: ollama } };
  const dimension = options.vectors > 0 ? options.vectors : 768;
  const graph = {
    uri: 'bolt://localhost:7687',
    user: 'neo4j',
    password: '',
    db_name: 'neo4j',
    auto_create: false,
    use_multi_db: false,
    user_name: name,
    embedding_dimension: dimension,
  };
  const config = {
    model_schema: 'memos.configs.mem_cube.GeneralMemCubeConfig',
    config_filename: 'config.json',
    user_id: 'bench',
    cube_id: name,
    text_mem: {
      backend: 'tree_text',
      config: {
        cube_id: name,
        memory_filename: 'textual_memory.json',
        extractor_llm: llm,
        dispatcher_llm: llm,
        embedder: {
          backend: 'ollama',
          config: { model_name_or_path: 'nomic-embed-text:latest', api_base: ollama },
        },
        graph_db: { backend: 'neo4j', config: graph },
        include_embedding: options.vectors > 0,
      },
    },
  };
  return JSON.stringify(config, null, 2);
}
