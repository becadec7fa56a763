import { SyntaxFailure } from "./syntax-failure.js";
import { NO_MATCH, State, TokenMatcher } from "./token-matcher.js";
import { End, More, isSpace } from "./scan.js";
import * as scan from "./scan.js";
import { T } from "./token.js";
import type { Token } from "./token.js";

interface Saved {
  readonly state: number;
  readonly open: number;
  readonly closed: number;
}

/**
 * Cuts a template into tokens, one at a time, for the parser changes the state between tokens.
 * It follows the published grammar of Velocity 1.7: the longest match wins, then the first rule.
 */
export class Lexer {
  readonly text: string;
  #at = 0;
  #state: number = State.DEFAULT;
  #open = 0;
  #closed = 0;
  #inComment = false;
  #inSet = false;
  #special: string | undefined;
  /** Whether the last special text looks like a comment, which hides all of it. */
  #specialIsHidden = false;
  readonly #stack: Saved[] = [];
  readonly #matcher: TokenMatcher;

  constructor(text: string) {
    this.text = text;
    this.#matcher = new TokenMatcher(text);
  }

  /** Where the next token would start. */
  get offset(): number {
    return this.#at;
  }

  /** Goes from a directive's name to its arguments. */
  enterDirective(): void {
    this.#state = State.DIRECTIVE;
  }

  /** Goes back to what surrounds a word that has no arguments. */
  leaveDirective(): void {
    this.#pop();
  }

  /** Ends `#set(…)`. */
  leaveSet(): void {
    this.#inSet = false;
  }

  /** Whether a parenthesis opens next, white space aside. */
  opensParenthesis(): boolean {
    return this.text.charCodeAt(scan.skip(this.text, this.#at, isSpace)) === 40;
  }

  /** The next token; fails where nothing matches. */
  next(): Token {
    this.#special = undefined;
    this.#specialIsHidden = false;
    for (;;) {
      if (this.#at >= this.text.length) return this.#token(T.EOF, this.#at, "");
      const token = this.#read();
      if (token) return token;
    }
  }

  /** One token, or nothing when characters were skipped or became special text. */
  #read(): Token | undefined {
    const start = this.#at;
    for (;;) {
      const match = this.#matcher.match(this.#at, this.#state);
      if (match.kind === NO_MATCH) throw this.#fail(this.#at);
      this.#at = match.end;
      if (match.kind < 100) return this.#accept(match.kind, start);
      if (match.kind >= 200 && match.kind !== End.TEXTBLOCK_CHAR) {
        this.#skip(match.kind, start);
        return undefined;
      }
      this.#continue(match.kind);
      if (this.#at >= this.text.length) throw this.#fail(this.#at);
    }
  }

  #token(kind: number, start: number, image: string): Token {
    const special = this.#specialIsHidden ? undefined : this.#special;
    return { kind, image, start, end: this.#at, special, next: undefined };
  }

  #fail(at: number): SyntaxFailure {
    const rest = at >= this.text.length ? "the end of the template" : JSON.stringify(this.text[at]);
    return new SyntaxFailure(`unexpected ${rest}`, at);
  }

  #push(state: number): void {
    this.#stack.push({ state: this.#state, open: this.#open, closed: this.#closed });
    this.#open = 0;
    this.#state = state;
  }

  #pop(): boolean {
    const saved = this.#stack.pop();
    this.#open = saved?.open ?? 0;
    if (saved) this.#closed = saved.closed;
    this.#state = saved?.state ?? State.DEFAULT;
    return saved !== undefined;
  }

  #skip(kind: number, start: number): void {
    if (kind === End.SKIP) return;
    const image = this.text.slice(start, this.#at);
    this.#special = (this.#special ?? "") + specialText(image);
    this.#specialIsHidden = image.startsWith("##");
    this.#at--;
    this.#pop();
  }

  #continue(kind: number): void {
    if (this.#inComment) return;
    if (kind === More.DOLLAR) {
      if (this.#state === State.REFERENCE) this.#pop();
      this.#push(State.REFERENCE);
    } else if (kind === More.HASH) {
      if (this.#state === State.REFERENCE || this.#state === State.MODIFIER) this.#pop();
      this.#push(State.PRE_DIRECTIVE);
    } else {
      if (kind === More.FORMAL) this.#at--;
      this.#inComment = true;
      this.#push(COMMENT_STATES.get(kind) ?? State.BLOCK_COMMENT);
    }
  }

  #accept(kind: number, start: number): Token {
    let end = this.#at;
    if (kind === T.INTEGER && this.text.startsWith("..", end - 2)) end = this.#at -= 2;
    else if (kind === T.DOT) end = this.#at -= 1;
    const image = kind === T.DOT ? "." : this.text.slice(start, end);
    const token = this.#token(kind, start, image);
    this.#act(kind);
    return token;
  }

  #act(kind: number): void {
    switch (kind) {
      case T.INDEX_LBRACKET:
        return this.#push(State.INDEX);
      case T.LPAREN:
        if (!this.#inComment) this.#open++;
        if (this.#state === State.MODIFIER) this.#state = State.ARGUMENTS;
        return;
      case T.RPAREN:
        return this.#closeParenthesis();
      case T.METHOD_RPAREN:
        this.#state = State.REFERENCE;
        return;
      case T.SET_DIRECTIVE:
        this.#push(State.DIRECTIVE);
        this.#inSet = true;
        this.#open++;
        return;
      case T.LINE_COMMENT_START:
        return this.#startLineComment();
      case T.LINE_COMMENT_END:
      case T.FORMAL_COMMENT:
      case T.BLOCK_COMMENT:
      case T.TEXTBLOCK:
        this.#inComment = false;
        this.#pop();
        return;
      case T.STRING:
      case T.INTEGER:
      case T.FLOAT:
        return this.#endLooseLiteral(kind);
      case T.IF:
      case T.ELSEIF:
        this.#state = State.DIRECTIVE;
        return;
      case T.DOT:
        this.#state = State.MODIFIER;
        return;
      case T.INDEX_RBRACKET:
      case T.END:
      case T.ELSE:
      case T.RCURLY:
        this.#pop();
        return;
    }
  }

  #startLineComment(): void {
    if (this.#inComment) return;
    if (this.#state === State.REFERENCE) this.#pop();
    this.#inComment = true;
    this.#push(State.LINE_COMMENT);
  }

  /** A literal outside parentheses ends the directive it stands in. */
  #endLooseLiteral(kind: number): void {
    if (this.#inSet || this.#open !== 0) return;
    if (kind === T.STRING && this.#state !== State.DIRECTIVE) return;
    if (this.#state === State.ARGUMENTS) return;
    if (kind === T.INTEGER && this.#state === State.INDEX) return;
    this.#pop();
  }

  /** Drops to the state below the one that opened the parenthesis. */
  #closeParenthesis(): void {
    if (this.#inComment) return;
    for (;;) {
      if (this.#open > 0) {
        if (this.#open === this.#closed + 1) this.#pop();
        else this.#closed++;
        return;
      }
      if (!this.#pop()) return;
    }
  }
}

const COMMENT_STATES = new Map<number, number>([
  [More.TEXTBLOCK, State.TEXTBLOCK],
  [More.FORMAL, State.FORMAL_COMMENT],
  [More.BLOCK, State.BLOCK_COMMENT],
]);

/** What is kept of characters that began a reference or directive and ended none. */
function specialText(image: string): string {
  let kept = "";
  for (let i = 0; i < image.length; i++) {
    const c = image[i];
    if (c === "#" || c === "$") kept += c;
    if (c !== "\\") continue;
    const end = scan.skip(image, i, (d) => d === 92);
    if (image[end] !== "$") continue;
    kept += image.slice(i, end + 1);
    i = end + 1;
  }
  return kept;
}
