// Holds the browser's console to silence.

import type { BrowserContext } from "@playwright/test";

/** Collects what the pages of some browser contexts write to the console, and the errors that nobody catches. */
export class ConsoleWatch {
  private readonly lines: { text: string; url: string }[] = [];
  private readonly provoked: { status: number; part: string }[] = [];
  private offline = false;

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

  /** The test is about to take the network away: Chromium writes a line for each request that then fails. */
  losesConnection(): void {
    this.offline = true;
  }

  /** What nobody announced. */
  surprises(): string[] {
    const lost = "error: Failed to load resource: net::ERR_INTERNET_DISCONNECTED";
    const others = this.lines.filter((line) => !(this.offline && line.text === lost));
    return others.filter((line) => !this.provoked.some((refusal) => isLineOf(line, refusal))).map((line) => `${line.text} (${line.url})`);
  }
}

function isLineOf(line: { text: string; url: string }, refusal: { status: number; part: string }): boolean {
  const own = `error: Failed to load resource: the server responded with a status of ${refusal.status} `;
  // Never a 500, which is a fault of the server's. From 502 on a proxy speaks for a server that is away.
  const expected = (refusal.status >= 400 && refusal.status < 500) || (refusal.status >= 502 && refusal.status <= 504);
  return expected && line.text.startsWith(own) && line.url.includes(refusal.part);
}
