// Reads the mails that a server without SMTP writes to its data folder.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface Mail {
  file: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Every address in the text, or in the HTML where there is no text; each once. */
  links: string[];
}

type Wanted = { subject?: string | RegExp; timeout?: number };

export class Mailbox {
  constructor(private readonly folder: string) {}

  /** Every mail, in the order of the files' names. */
  async all(): Promise<Mail[]> {
    const names = await readdir(this.folder).catch(() => []);
    const files = names.filter((name) => name.endsWith(".eml")).sort();
    return Promise.all(files.map(async (file) => read(file, await readFile(join(this.folder, file)))));
  }

  /** Those to an address; `subject` is a part of the subject, or a pattern. */
  async to(address: string, { subject }: Wanted = {}): Promise<Mail[]> {
    const about = (mail: Mail) => (subject instanceof RegExp ? subject.test(mail.subject) : mail.subject.includes(subject ?? ""));
    return (await this.all()).filter((mail) => mail.to.toLowerCase().includes(address.toLowerCase()) && about(mail));
  }

  /** The newest mail to an address, waited for. After a resend, `count` says how many there must be. */
  async waitFor(address: string, { subject, timeout = 10_000, count = 1 }: Wanted & { count?: number } = {}): Promise<Mail> {
    const wanted = subject === undefined ? {} : { subject };
    for (const end = Date.now() + timeout; Date.now() < end; await sleep(50)) {
      const mails = await this.to(address, wanted);
      const newest = mails.at(-1);
      if (newest && mails.length >= count) return newest;
    }
    const others = (await this.all()).map((mail) => `  ${mail.to}: ${mail.subject}`);
    throw new Error(`no mail to ${address} within ${timeout} ms; there are:\n${others.join("\n")}`);
  }
}

/** The one link of a mail that contains a text, such as `/invites/accept#`. */
export function link(mail: Mail, part: string): string {
  const found = mail.links.filter((address) => address.includes(part));
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} links with ${part} in:\n${mail.text}`);
  return found[0];
}

interface Part {
  headers: Map<string, string>;
  body: Buffer;
}

function read(file: string, bytes: Buffer): Mail {
  const mail = split(bytes);
  const leaves = leavesOf(mail);
  const of = (type: string) => leaves.filter((part) => header(part, "content-type").toLowerCase().startsWith(type)).map(textOf).join("\n");
  const [text, html] = [of("text/plain"), of("text/html")];
  const source = text || html.replaceAll("&amp;", "&");
  const links = [...new Set(source.match(/https?:\/\/[^\s<>"']+/g) ?? [])];
  return { file, from: header(mail, "from"), to: header(mail, "to"), subject: header(mail, "subject"), text, html, links };
}

/** Headers and body; every byte stays one character until its charset is known. */
function split(bytes: Buffer): Part {
  const source = bytes.toString("latin1").replaceAll("\r\n", "\n");
  const end = source.indexOf("\n\n");
  const head = end < 0 ? source : source.slice(0, end);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\n[ \t]+/g, " ").split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim()));
  }
  return { headers, body: Buffer.from(end < 0 ? "" : source.slice(end + 2), "latin1") };
}

function header(part: Part, name: string): string {
  return part.headers.get(name) ?? (name === "content-type" ? "text/plain" : "");
}

function leavesOf(part: Part): Part[] {
  const type = header(part, "content-type");
  const boundary = /^multipart\//i.test(type) ? /boundary="?([^";]+)"?/i.exec(type)?.[1] : undefined;
  if (boundary === undefined) return [part];
  const pieces = `\n${part.body.toString("latin1")}`.split(`\n--${boundary}`).slice(1);
  return pieces
    .filter((piece) => !piece.startsWith("--"))
    .flatMap((piece) => leavesOf(split(Buffer.from(piece.slice(piece.indexOf("\n") + 1), "latin1"))));
}

function textOf(part: Part): string {
  const encoding = header(part, "content-transfer-encoding").toLowerCase();
  const charset = /charset="?([^";\s]+)"?/i.exec(header(part, "content-type"))?.[1] ?? "utf-8";
  const source = part.body.toString("latin1");
  const bytes =
    encoding === "base64" ? Buffer.from(source, "base64") : encoding === "quoted-printable" ? quotedPrintable(source) : part.body;
  return new TextDecoder(charset).decode(bytes);
}

function quotedPrintable(source: string): Buffer {
  const joined = source.replace(/[ \t]*=[ \t]*\n/g, "");
  return Buffer.from(
    joined.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
}

/** RFC 2047: `=?utf-8?B?…?=` in a header. */
function decodeWords(value: string): string {
  return value
    .replace(/(\?=)\s+(?==\?)/g, "$1")
    .replace(/=\?([^?]+)\?([BQ])\?([^?]*)\?=/gi, (_, charset: string, kind: string, word: string) => {
      const bytes = kind.toUpperCase() === "B" ? Buffer.from(word, "base64") : quotedPrintable(word.replaceAll("_", " "));
      return new TextDecoder(charset).decode(bytes);
    });
}
