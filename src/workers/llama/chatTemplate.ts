import { createHash } from 'node:crypto';
import type { ChatHistoryItem, ChatWrapper, LlamaModel, LlamaText, Token } from 'node-llama-cpp';
import { StudioError, describeError } from '../../engine/base/errors';
import type { LlamaMessage } from '../../engine/model/llamaWorker';
import type { LlamaApi } from './runtime';
import type { ThoughtMarks } from './thoughts';

/** A dialogue as the model reads it. */
export interface Rendered {
  readonly tokens: readonly Token[];
  readonly text: string;
}

/** What a dialogue may go on with; nothing that they share belongs to one of them. */
const CONTINUATIONS = ['Yes', '7', '\n-', '日'];

const FIXED: readonly LlamaMessage[] = [
  { role: 'system', content: 'You answer.' },
  { role: 'user', content: 'One?' },
  { role: 'assistant', content: 'Two.' },
  { role: 'user', content: 'Three?' },
];

/**
 * How a model wants dialogues written: by the template of its own file, to the letter, and where it has none or a
 * broken one by what its architecture is known to want. What messages say never becomes a special token.
 */
export class ChatTemplate {
  private constructor(
    private readonly api: LlamaApi,
    private readonly model: LlamaModel,
    private readonly wrapper: ChatWrapper,
  ) {}

  /** Throws StudioError `bad-model` where nothing renders a dialogue. */
  static open(api: LlamaApi, model: LlamaModel): ChatTemplate {
    const own: unknown = model.fileInfo.metadata.tokenizer.chat_template;
    if (typeof own === 'string' && own.trim() !== '') {
      try {
        const { tokenizer } = model;
        // Models that can think are left to their own default.
        const wrapper = new api.JinjaTemplateChatWrapper({ template: own, tokenizer, reasoning: null });
        const template = new ChatTemplate(api, model, wrapper);
        template.render(FIXED.slice(1), true);
        return template;
      } catch {
        // Templates do what Jinja of Python can; the next best is what the runtime knows of the architecture.
      }
    }
    return new ChatTemplate(api, model, api.resolveChatWrapper(model, { warningLogs: false, noJinja: true }));
  }

  /**
   * The tokens of a dialogue: with `open` up to where the assistant's answer begins; without, what they begin with
   * whatever follows, so that it is a beginning of longer dialogues too as far as the template allows.
   * @throws StudioError `bad-argument` for a dialogue that the template does not take
   */
  render(messages: readonly LlamaMessage[], open: boolean): Rendered {
    const tokens = open ? this.tokensOf([...messages, ANSWER]) : this.common(messages);
    return { tokens, text: this.model.detokenize(tokens, true) };
  }

  /** Texts and special tokens at which an answer is over. */
  stops(): { tokens: ReadonlySet<Token>; texts: readonly string[] } {
    const { stopGenerationTriggers } = this.wrapper.generateContextState({
      chatHistory: [{ type: 'user', text: 'One?' }, historyItem(ANSWER)],
    });
    const tokens = new Set<Token>();
    const texts: string[] = [];
    for (const trigger of stopGenerationTriggers) {
      const [first, ...rest] = this.tokenized(trigger);
      if (first === undefined) continue;
      // An answer never holds a special token, so that the first one of a trigger decides.
      if (this.model.isSpecialToken(first)) tokens.add(first);
      else texts.push(this.model.detokenize([first, ...rest], true));
    }
    return { tokens, texts };
  }

  /** What thoughts stand between; undefined for a model that has none, or whose end no text tells. */
  thoughts(prompt: string): { marks: ThoughtMarks; open: boolean } | undefined {
    const thought = this.wrapper.settings.segments?.thought;
    if (!thought) return undefined;
    const { prefix, suffix = '', openOnResponseStart = false } = thought;
    const always = typeof prefix === 'object' && 'type' in prefix && prefix.type === 'openedOnStart';
    const begin = always
      ? ''
      : this.api
          .LlamaText(prefix as string | LlamaText)
          .toString()
          .trim();
    const end = this.api.LlamaText(suffix).toString().trim();
    if (end === '' || (begin === '' && !always)) return undefined;
    const open = always || openOnResponseStart || prompt.trimEnd().endsWith(begin);
    return { marks: { begin, end }, open };
  }

  /** SHA-256 of how a fixed dialogue is written. */
  hash(): string {
    const texts = [FIXED, FIXED.slice(1)].map((messages) => this.render(messages, true).text);
    return createHash('sha256').update(texts.join('\0')).digest('hex');
  }

  private common(messages: readonly LlamaMessage[]): Token[] {
    const rest: readonly LlamaMessage[] = [{ role: 'user', content: '7' }, ANSWER];
    const next =
      messages.at(-1)?.role === 'user'
        ? [[ANSWER], ...CONTINUATIONS.map((content) => [{ role: 'assistant' as const, content }, ...rest])]
        : CONTINUATIONS.map((content) => [{ role: 'user' as const, content }, ANSWER]);
    const [first = [], ...others] = next.map((more) => this.tokensOf([...messages, ...more]));
    const differs = first.findIndex((token, i) => others.some((tokens) => tokens[i] !== token));
    return differs < 0 ? first : first.slice(0, differs);
  }

  private tokensOf(messages: readonly LlamaMessage[]): Token[] {
    const tokens = this.tokenized(this.contextText(messages));
    const { bos, shouldPrependBosToken } = this.model.tokens;
    return shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens;
  }

  private contextText(messages: readonly LlamaMessage[]): LlamaText {
    try {
      return this.wrapper.generateContextState({ chatHistory: messages.map(historyItem) }).contextText;
    } catch (error) {
      throw new StudioError(
        'bad-argument',
        `The model's chat template does not take this dialogue: ${describeError(error)}`,
        { cause: error },
      );
    }
  }

  private tokenized(text: LlamaText): Token[] {
    return text.tokenize(this.model.tokenizer);
  }
}

/** Where the model is to go on. */
const ANSWER: LlamaMessage = { role: 'assistant', content: '' };

function historyItem({ role, content }: LlamaMessage): ChatHistoryItem {
  if (role !== 'assistant') return { type: role, text: content };
  return { type: 'model', response: content === '' ? [] : [content] };
}
