// Holds the browser's console to silence.

import type { BrowserContext } from "@playwright/test";

/** Collects what the pages of some browser contexts write to the console, and the errors that nobody catches. */
export class ConsoleWatch {
  private readonly lines: { text: string; url: string }[] = [];
  private readonly provoked: { status: number; part: string }[] = [];

  /** Listens to every page of a context, present and to come. */
  watch(context: BrowserContext): void {
    context.on("console", (message) => this.lines.push({ text: `${message.type()}: ${message.text()}`, url: message.location().url }));
    context.on("weberror", (error) => this.lines.push({ text: `uncaught: ${error.error().stack ?? error.error()}`, url: "" }));
  }

  /**
   * The test is about to provoke refusals: Chromium itself writes a line for each, which no program can prevent.
   * `part` is a part of the address, such as `/auth/login`.
   */
  provokes(status: number, part: string): void {
    this.provoked.push({ status, part });
  }

  /** What nobody announced. */
  surprises(): string[] {
    return this.lines.filter((line) => !this.provoked.some((refusal) => isLineOf(line, refusal))).map((line) => `${line.text} (${line.url})`);
  }
}

function isLineOf(line: { text: string; url: string }, refusal: { status: number; part: string }): boolean {
  const own = `error: Failed to load resource: the server responded with a status of ${refusal.status} `;
  return refusal.status >= 400 && refusal.status < 500 && line.text.startsWith(own) && line.url.includes(refusal.part);
}
