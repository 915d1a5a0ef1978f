// A real server on a free port, with a data folder and an empty SQLite database of its own.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { link, Mailbox } from "./mail.js";

const PROGRAM = resolve(process.env.COUNTERSIGN_BIN ?? "../target/debug/countersign");

export const SETUP_CODE = "setup-code-of-the-tests";

/** Who signs in after `setUp`, unless a test says otherwise. */
export const OWNER = {
  reseller_name: "Northwind IT",
  full_name: "Olga Ostrova",
  email: "olga@northwind.example",
  password: "violet-harbour-tango-93",
};

export type SignedIn = { access_token: string; account: { id: string; full_name: string; email: string; version: number } };

/** What the tests read of a subscription. */
export interface Subscription {
  id: string;
  company_name: string;
  seats: number;
  status: string;
  version: number;
}

/** A new subscription, as the API takes it. */
export type NewSubscription = { company_name: string } & Record<string, unknown>;

/** How a server is started. */
export interface Start {
  env?: Record<string, string>;
  prepare?: string[][];
  /** Keeps what the preparation says to itself, where the output is for a program. */
  quiet?: boolean;
}

/** A refusal of the API where a test's preparation expected none. */
export class Refused extends Error {}

export class Server {
  private constructor(
    readonly url: string,
    readonly dataDir: string,
    private readonly process: ChildProcess,
    private readonly output: string[],
    private readonly command: (args: string[], input?: string) => string,
  ) {}

  /** Starts a server and waits until it is ready. `prepare` are arguments for runs of the program before that, such as `["demo"]`. */
  static async start({ env = {}, prepare = [], quiet = false }: Start = {}): Promise<Server> {
    if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not built: cargo build`);

    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const dataDir = await mkdtemp(join(tmpdir(), "countersign-e2e-"));
    const environment = {
      ...withoutOurs(process.env),
      COUNTERSIGN_LISTEN: `127.0.0.1:${port}`,
      COUNTERSIGN_PUBLIC_URL: url,
      COUNTERSIGN_DATA_DIR: dataDir,
      COUNTERSIGN_SETUP_CODE: SETUP_CODE,
      COUNTERSIGN_THREADS: "1",
      ...env,
    };
    const command = (args: string[], input = ""): string => {
      const run = spawnSync(PROGRAM, args, { env: environment, encoding: "utf8", input });
      if (run.status !== 0) throw new Error(`${args.join(" ")} failed:\n${run.stdout}${run.stderr}`);
      return run.stdout.trim();
    };
    for (const args of prepare) {
      const said = command(args);
      if (said && !quiet) console.log(said);
    }

    const output: string[] = [];
    const child = spawn(PROGRAM, ["serve"], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    const server = new Server(url, dataDir, child, output, command);
    try {
      await server.ready();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** Runs one of the operator's commands beside the server. */
  run(...args: string[]): void {
    this.command(args);
  }

  /** The mails that it has sent: without an SMTP server they are files in the data folder. */
  get mail(): Mailbox {
    return new Mailbox(join(this.dataDir, "mail"));
  }

  /** What it wrote to its log so far. */
  get log(): string {
    return this.output.join("");
  }

  /** Creates the first reseller and its owner by the API. */
  async setUp(owner: typeof OWNER = OWNER): Promise<SignedIn> {
    return this.post<SignedIn>("/setup", { setup_code: SETUP_CODE, ...owner });
  }

  /** Adds a reseller on which time can be moved ahead, by command, as the operator does; gives its owner, signed in. */
  async addSandbox(owner: typeof OWNER): Promise<SignedIn> {
    const names = ["--name", owner.reseller_name, "--owner", owner.full_name, "--email", owner.email];
    this.command(["reseller", "add", "--sandbox", ...names], owner.password);
    return this.post<SignedIn>("/auth/login", { email: owner.email, password: owner.password });
  }

  /** Creates a subscription by the API. With a contact the customer edits signatures, and the contact is invited. */
  async subscribe(token: string, wanted: NewSubscription): Promise<Subscription> {
    const usual = { product: "microsoft_365", seats: 12, terms_accepted: true, locale: "en" };
    return this.post<Subscription>("/subscriptions", { ...usual, customer_edits_signatures: "contact" in wanted, ...wanted }, token);
  }

  /** Accepts the newest invite of an address, its `count`th, by the API; with a new account where `full_name` is given. */
  async accept(email: string, as: { full_name: string; password: string } | { token: string }, count = 1): Promise<SignedIn> {
    const token = link(await this.mail.waitFor(email, { count }), "/invites/accept#").replace(/^.*#/, "");
    if ("token" in as) return this.post<SignedIn>("/invites/accept", { token }, as.token);
    return this.post<SignedIn>("/invites/accept", { token, full_name: as.full_name, password: as.password });
  }

  /** A POST by the API, for a test's preparation. */
  async post<T>(path: string, body: unknown, token?: string): Promise<T> {
    return this.send<T>("POST", path, token, body);
  }

  /** A GET by the API, for a test's preparation or its last check. */
  async get<T>(path: string, token?: string): Promise<T> {
    return this.send<T>("GET", path, token);
  }

  /** A PATCH by the API: somebody else's change while a page is open. */
  async patch<T>(path: string, body: unknown, token: string): Promise<T> {
    return this.send<T>("PATCH", path, token, body);
  }

  /** A PUT by the API: somebody else's change while a page is open. */
  async put<T>(path: string, body: unknown, token: string): Promise<T> {
    return this.send<T>("PUT", path, token, body);
  }

  /** A DELETE by the API. */
  async remove(path: string, token: string): Promise<void> {
    await this.send<unknown>("DELETE", path, token);
  }

  /** Changes the database, for what only time brings about. Python, since Node 20 has no SQLite of its own. */
  sql(statement: string): void {
    const script = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=10); n = c.execute(sys.argv[2]).rowcount; c.commit(); print(n)";
    const run = spawnSync("python3", ["-c", script, join(this.dataDir, "countersign.db"), statement], { encoding: "utf8" });
    if (run.status !== 0 || Number(run.stdout) < 1) throw new Error(`${statement}: ${run.stdout}${run.stderr}`);
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const exit = once(this.process, "exit");
      this.process.kill("SIGTERM");
      const timer = setTimeout(() => this.process.kill("SIGKILL"), 10_000);
      await exit;
      clearTimeout(timer);
    }
    // For scripts/check-logs.sh, which looks through those of all tests.
    if (process.env.TEST_LOGS) {
      await mkdir(process.env.TEST_LOGS, { recursive: true });
      await writeFile(join(process.env.TEST_LOGS, `e2e-${basename(this.dataDir)}.log`), this.log);
    }
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private async send<T>(method: string, path: string, token?: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = {};
    // A connection of its own: one that was kept may be closed by the server just as it is taken again.
    headers.Connection = "close";
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Refused(`${method} ${path}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  private async ready(): Promise<void> {
    for (const end = Date.now() + 20_000; Date.now() < end; await sleep(50)) {
      if (this.process.exitCode !== null) throw new Error(`the server ended before it was ready:\n${this.log}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
    }
    throw new Error(`the server was not ready within 20 seconds:\n${this.log}`);
  }
}

/** The environment without a developer's own settings of Countersign. */
function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("COUNTERSIGN_")));
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
