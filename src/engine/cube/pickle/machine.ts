/**
 * A pickle is a program for a small stack machine. This one understands only the instructions that MemOS,
 * transformers and torch emit (`opcodes.ts`) and only the names in `globals.ts`, and builds inert nodes: where
 * Python would import, call or instantiate, it notes a name. It uses no recursion, takes bytes as views of the
 * file, and charges each instruction to the budget. Format: Python's `pickletools`, PEP 307, 3154 and 574.
 */
import type { ByteReader } from './byteReader';
import { callGlobal } from './calls';
import type { InspectionContext } from './context';
import { allowedGlobal, forbidden, roleOf } from './globals';
import { as, emptyDict, kindOf, setEntry } from './nodes';
import type { GlobalNode, Node } from './nodes';
import { op, showOpcode } from './opcodes';

/** Result of one pickle. */
export interface Unpickled {
  readonly root: Node;
  readonly protocol: number;
}

/**
 * Interprets the pickle at the reader's position and leaves the reader behind it.
 * @param persistent what a persistent id stands for; without it such ids are refused
 * @throws StudioError `bad-pickle` or `forbidden-global`, with the byte offset
 */
export function interpret(
  reader: ByteReader,
  context: InspectionContext,
  persistent?: (id: Node, offset: number) => Node,
): Unpickled {
  return new Machine(reader, context, persistent).run();
}

class Machine {
  private readonly stack: Node[] = [];
  /** Stack heights at the open marks. */
  private readonly marks: number[] = [];
  private readonly memo = new Map<number, Node>();
  /** Position of the instruction being carried out. */
  private at = 0;

  constructor(
    private readonly reader: ByteReader,
    private readonly context: InspectionContext,
    private readonly persistent: ((id: Node, offset: number) => Node) | undefined,
  ) {}

  run(): Unpickled {
    const { reader, context } = this;
    this.at = reader.position;
    if (reader.remaining < 2 || reader.u8() !== op.proto) {
      throw this.bad('Not a pickle of protocol 2 to 5.');
    }
    const protocol = reader.u8();
    if (protocol < 2 || protocol > 5) throw this.bad(`Pickle protocol ${protocol} is not known.`);
    for (;;) {
      this.at = reader.position;
      context.budget.opcode(reader.offsetOf(this.at), context.file);
      const code = reader.u8();
      if (code === op.stop) return { root: this.pop(), protocol };
      this.step(code);
      if (this.stack.length > context.budget.limits.stack) throw this.bad('Too many values on the stack.');
    }
  }

  private step(code: number): void {
    const { reader } = this;
    switch (code) {
      case op.frame:
        if (reader.u64() > reader.remaining) throw this.bad('A frame reaches beyond the end of the data.');
        return;
      case op.mark:
        this.marks.push(this.stack.length);
        if (this.marks.length > this.context.budget.limits.stack) throw this.bad('Too many open marks.');
        return;
      case op.pop:
        if (this.marks.at(-1) === this.stack.length) this.marks.pop();
        else this.pop();
        return;
      case op.popMark:
        this.popToMark();
        return;
      case op.none:
        return this.push(null);
      case op.newTrue:
        return this.push(true);
      case op.newFalse:
        return this.push(false);
      case op.binInt:
        return this.push(reader.i32());
      case op.binInt1:
        return this.push(reader.u8());
      case op.binInt2:
        return this.push(reader.u16());
      case op.long1:
        return this.push(this.long(reader.u8()));
      case op.long4:
        return this.push(this.long(reader.u32()));
      case op.binFloat:
        return this.push(reader.float64BigEndian());
      case op.shortBinUnicode:
        return this.push(this.text(reader.u8()));
      case op.binUnicode:
        return this.push(this.text(reader.u32()));
      case op.binUnicode8:
        return this.push(this.text(reader.u64()));
      case op.shortBinBytes:
        return this.push(reader.take(reader.u8()));
      case op.binBytes:
        return this.push(reader.take(reader.u32()));
      case op.binBytes8:
      case op.byteArray8:
        return this.push(reader.take(reader.u64()));
      case op.memoize:
        return void this.memo.set(this.memo.size, this.top());
      case op.binPut:
        return void this.memo.set(reader.u8(), this.top());
      case op.longBinPut:
        return void this.memo.set(reader.u32(), this.top());
      case op.binGet:
        return this.get(reader.u8());
      case op.longBinGet:
        return this.get(reader.u32());
      default:
        return this.stepContainer(code);
    }
  }

  private stepContainer(code: number): void {
    switch (code) {
      case op.emptyList:
        return this.push({ kind: 'list', items: [] });
      case op.emptyTuple:
        return this.push({ kind: 'tuple', items: [] });
      case op.emptyDict:
        return this.push(emptyDict());
      case op.emptySet:
        return this.push({ kind: 'set', items: [] });
      case op.frozenSet:
        return this.push({ kind: 'set', items: this.popToMark() });
      case op.tuple:
        return this.push({ kind: 'tuple', items: this.popToMark() });
      case op.tuple1:
      case op.tuple2:
      case op.tuple3:
        return this.push({ kind: 'tuple', items: this.popMany(code - op.tuple1 + 1) });
      case op.append:
        return this.extend('list', [this.pop()]);
      case op.appends:
        return this.extend('list', this.popToMark());
      case op.addItems:
        return this.extend('set', this.popToMark());
      case op.setItem:
        return this.setItems(this.popMany(2));
      case op.setItems:
        return this.setItems(this.popToMark());
      default:
        return this.stepObject(code);
    }
  }

  private stepObject(code: number): void {
    const { reader } = this;
    switch (code) {
      case op.global:
        return this.pushGlobal(reader.line(), reader.line());
      case op.stackGlobal: {
        const [module, name] = this.popMany(2);
        if (typeof module !== 'string' || typeof name !== 'string') {
          throw this.bad('A global whose name is not text.');
        }
        return this.pushGlobal(module, name);
      }
      case op.inst: {
        // Names a class like GLOBAL does; say which before refusing the old instruction itself.
        allowedGlobal(reader.line(), reader.line(), this.place());
        throw this.bad('The instruction INST of protocol 0 is not accepted.');
      }
      case op.ext1:
        throw forbidden(`extension code ${reader.u8()}`, this.place());
      case op.ext2:
        throw forbidden(`extension code ${reader.u16()}`, this.place());
      case op.ext4:
        throw forbidden(`extension code ${reader.i32()}`, this.place());
      case op.reduce: {
        const [callee, args] = this.popMany(2);
        return this.push(this.call(this.globalOf(callee), this.argumentsOf(args)));
      }
      case op.newObj: {
        const [callee, args] = this.popMany(2);
        this.argumentsOf(args);
        return this.push(this.instance(this.globalOf(callee)));
      }
      case op.newObjEx: {
        const [callee, args, named] = this.popMany(3);
        if (as(named, 'dict') === undefined) throw this.bad('Keyword arguments that are not a dict.');
        this.argumentsOf(args);
        return this.push(this.instance(this.globalOf(callee)));
      }
      case op.build: {
        const state = this.pop();
        const target = as(this.top(), 'object');
        if (target === undefined) throw this.bad(`A state for a ${kindOf(this.top())}, which takes none.`);
        target.state = state;
        return;
      }
      case op.binPersId: {
        const id = this.pop();
        if (this.persistent === undefined) throw this.bad('A persistent id outside a torch storage.');
        return this.push(this.persistent(id, reader.offsetOf(this.at)));
      }
      case op.persId:
        throw this.bad('A persistent id in text form is not accepted.');
      default:
        throw this.bad(`The instruction ${showOpcode(code)} is not accepted.`);
    }
  }

  private pushGlobal(module: string, name: string): void {
    const full = allowedGlobal(module, name, this.place());
    this.context.globals.add(full);
    this.push({ kind: 'global', name: full });
  }

  private call(callee: GlobalNode, args: readonly Node[]): Node {
    const role = roleOf(callee.name);
    if (role === 'class') return this.instance(callee);
    if (role !== 'call') throw this.bad(`${callee.name} is called, but is no function.`);
    return callGlobal(callee.name, args, {
      context: this.context,
      offset: this.reader.offsetOf(this.at),
      bad: (message) => this.bad(message),
    });
  }

  private instance(callee: GlobalNode): Node {
    if (roleOf(callee.name) !== 'class')
      throw this.bad(`${callee.name} is no class of an activation memory.`);
    return { kind: 'object', className: callee.name, state: null };
  }

  private globalOf(node: Node | undefined): GlobalNode {
    const found = as(node, 'global');
    if (found === undefined) throw this.bad(`A ${kindOf(node)} is called as if it were a function.`);
    return found;
  }

  private argumentsOf(node: Node | undefined): readonly Node[] {
    const found = as(node, 'tuple');
    if (found === undefined) throw this.bad('The arguments of a call are not a tuple.');
    return found.items;
  }

  private extend(kind: 'list' | 'set', values: readonly Node[]): void {
    const target = as(this.top(), kind);
    if (target === undefined) throw this.bad(`Items for a ${kindOf(this.top())}, which is no ${kind}.`);
    for (const value of values) target.items.push(value);
  }

  private setItems(values: readonly Node[]): void {
    const target = as(this.top(), 'dict');
    if (target === undefined) throw this.bad(`Entries for a ${kindOf(this.top())}, which is no dict.`);
    if (values.length % 2 !== 0) throw this.bad('A dict entry without a value.');
    for (let i = 0; i < values.length; i += 2) setEntry(target, values[i] ?? null, values[i + 1] ?? null);
  }

  /** A two's complement integer of any length up to 64 bytes. */
  private long(length: number): number | bigint {
    const bytes = this.reader.take(length);
    if (length > 64) throw this.bad(`An integer of ${length} bytes.`);
    let value = 0n;
    for (let i = length - 1; i >= 0; i -= 1) value = (value << 8n) | BigInt(bytes[i] ?? 0);
    value = BigInt.asIntN(length * 8, value);
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }

  private text(length: number): string {
    const start = this.reader.position;
    return this.reader.text(this.reader.take(length), start);
  }

  private get(key: number): void {
    const found = this.memo.get(key);
    if (found === undefined) throw this.bad(`Memo entry ${key} does not exist.`);
    this.push(found);
  }

  private push(node: Node): void {
    this.stack.push(node);
  }

  /** The height below which the innermost open mark protects the stack. */
  private get floor(): number {
    return this.marks.at(-1) ?? 0;
  }

  private top(): Node {
    const node = this.stack.at(-1);
    if (node === undefined || this.stack.length <= this.floor) throw this.bad('The stack is empty.');
    return node;
  }

  private pop(): Node {
    const node = this.top();
    this.stack.pop();
    return node;
  }

  private popMany(count: number): Node[] {
    if (this.stack.length - this.floor < count) throw this.bad('The stack is empty.');
    return this.stack.splice(this.stack.length - count, count);
  }

  private popToMark(): Node[] {
    const mark = this.marks.pop();
    if (mark === undefined) throw this.bad('A mark is missing.');
    return this.stack.splice(mark);
  }

  private place(): { file: string | undefined; offset: number } {
    return { file: this.context.file, offset: this.reader.offsetOf(this.at) };
  }

  private bad(message: string) {
    return this.reader.error(message, this.at);
  }
}
