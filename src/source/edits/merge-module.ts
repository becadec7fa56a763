import { Node, Project, type ClassDeclaration, type SourceFile } from "ts-morph";
import { mergeLines, type Versions } from "./merge-lines.js";

/** A declaration with the text before it, by the name that it goes by in every version. */
interface Piece {
  readonly key: string;
  readonly text: string;
  /** What it consists of, where that can be merged by itself. */
  readonly parts?: Pieces;
  /** The names that an import takes from its module. */
  readonly names?: readonly string[];
}

/** A text in pieces: `head`, the pieces, `tail`. */
interface Pieces {
  readonly head: string;
  readonly pieces: readonly Piece[];
  readonly tail: string;
}

/**
 * Merges TypeScript declaration by declaration, members of classes one by one: what each side added at one place stands
 * one after the other. Undefined when both sides changed one declaration, or a text cannot be parsed.
 */
export function mergeModule({ base, mine, theirs }: Versions): string | undefined {
  if (base === undefined) return undefined;
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: { noLib: true } });
  const parsed = [base, mine, theirs].map((text, at) => {
    const file = project.createSourceFile(`/${at}.ts`, text);
    const broken = project.getProgram().getSyntacticDiagnostics(file).length > 0;
    return broken ? undefined : piecesOfModule(file);
  });
  const [old, own, generated] = parsed;
  return old && own && generated && mergePieces(old, own, generated);
}

function mergePieces(base: Pieces, mine: Pieces, theirs: Pieces): string | undefined {
  const old = byKey(base);
  const own = byKey(mine);
  const generated = byKey(theirs);
  const merged = mergedOrder(mine, theirs).map((key) =>
    mergePiece(old.get(key), own.get(key), generated.get(key)),
  );
  const head = mergeText(base.head, mine.head, theirs.head);
  const tail = mergeText(base.tail, mine.tail, theirs.tail);
  if (head === undefined || tail === undefined || merged.includes(undefined)) return undefined;
  return head + merged.join("") + tail;
}

/** The keys of both sides in the generated order; what only the user has follows what it follows there. */
function mergedOrder(mine: Pieces, theirs: Pieces): string[] {
  const order = theirs.pieces.map(({ key }) => key);
  const present = new Set(order);
  let previous = -1;
  for (const { key } of mine.pieces) {
    if (!present.has(key)) order.splice(previous + 1, 0, key);
    previous = order.indexOf(key);
  }
  return order;
}

/** One declaration of three versions; "" where it is gone, undefined for a conflict. */
function mergePiece(
  base: Piece | undefined,
  mine: Piece | undefined,
  theirs: Piece | undefined,
): string | undefined {
  const simple = choose(base?.text ?? "", mine?.text ?? "", theirs?.text ?? "");
  if (simple !== undefined || !base || !mine || !theirs) return simple;
  if (base.parts && mine.parts && theirs.parts) {
    return mergePieces(base.parts, mine.parts, theirs.parts);
  }
  if (base.names && mine.names && theirs.names) return mergeImport(base, mine, theirs);
  return mergeText(base.text, mine.text, theirs.text);
}

function choose(base: string, mine: string, theirs: string): string | undefined {
  if (mine === theirs || base === theirs) return mine;
  return base === mine ? theirs : undefined;
}

function mergeText(base: string, mine: string, theirs: string): string | undefined {
  const chosen = choose(base, mine, theirs);
  if (chosen !== undefined) return chosen;
  const { text, conflicts } = mergeLines({ base, mine, theirs });
  return conflicts.length === 0 ? text : undefined;
}

/** An import of the names that either side needs, without those that either side dropped. */
function mergeImport(base: Piece, mine: Piece, theirs: Piece): string {
  const [old = [], own = [], generated = []] = [base.names, mine.names, theirs.names];
  const names = [...new Set([...generated, ...own])].filter((name) => {
    return old.includes(name) ? own.includes(name) && generated.includes(name) : true;
  });
  return theirs.text.replace(/\{[^}]*\}/, () => `{ ${names.join(", ")} }`);
}

function byKey({ pieces }: Pieces): ReadonlyMap<string, Piece> {
  return new Map(pieces.map((piece) => [piece.key, piece]));
}

function piecesOfModule(file: SourceFile): Pieces {
  const nodes = file.getStatements();
  return split(file.getFullText(), 0, file.getEnd(), nodes, (node) => {
    if (Node.isClassDeclaration(node)) return { parts: piecesOfClass(node) };
    if (!Node.isImportDeclaration(node) || node.getNamespaceImport()) return {};
    return { names: node.getNamedImports().map((one) => one.getText()) };
  });
}

function piecesOfClass(node: ClassDeclaration): Pieces {
  const text = node.getSourceFile().getFullText();
  return split(text, node.getFullStart(), node.getEnd(), node.getMembers(), () => ({}));
}

function split(
  text: string,
  start: number,
  end: number,
  nodes: readonly Node[],
  detailsOf: (node: Node) => Partial<Piece>,
): Pieces {
  const counts = new Map<string, number>();
  const pieces = nodes.map((node, index): Piece => {
    const name = keyOf(node);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const from = nodes[index - 1]?.getEnd() ?? node.getFullStart();
    return {
      key: `${name} ${count}`,
      text: text.slice(from, node.getEnd()),
      ...detailsOf(node),
    };
  });
  const first = nodes[0]?.getFullStart() ?? end;
  const last = nodes.at(-1)?.getEnd() ?? end;
  return { head: text.slice(start, first), pieces, tail: text.slice(last, end) };
}

/** What a statement or member goes by; one without a name goes by its text. */
function keyOf(node: Node): string {
  if (Node.isImportDeclaration(node)) {
    return `import ${node.isTypeOnly() ? "type " : ""}${node.getModuleSpecifierValue()}`;
  }
  if (Node.isVariableStatement(node)) {
    return `const ${node
      .getDeclarations()
      .map((one) => one.getName())
      .join()}`;
  }
  if (Node.isConstructorDeclaration(node)) return "constructor";
  const name = Node.hasName(node) ? node.getName() : node.getText();
  return `${node.getKindName()} ${name}`;
}
